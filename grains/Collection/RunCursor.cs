using System.Buffers.Binary;
using System.Buffers.Text;

namespace Raposa.Collection;

/// <summary>Where a page of runs ended: the last one's start and id. Opaque outside.</summary>
internal sealed record RunCursor(DateTimeOffset StartedAt, Guid Id)
{
    private const int Length = 24;

    /// <summary>Null for what no page ever ended with.</summary>
    public static RunCursor? TryParse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length > 64 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length)
        {
            return null;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks >= DateTimeOffset.MinValue.Ticks && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new(new(ticks, TimeSpan.Zero), new(bytes[8..], bigEndian: true))
            : null;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, StartedAt.UtcTicks);
        Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
