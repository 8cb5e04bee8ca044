using System.Buffers.Binary;
using System.Buffers.Text;

namespace Raposa.Database;

/// <summary>Where a page ended that is ordered by time and id: those of its last row. Opaque outside.</summary>
internal sealed record TimeCursor(DateTimeOffset At, Guid Id)
{
    private const int Length = 24;

    /// <summary>Null for what no page ever ended with.</summary>
    public static TimeCursor? TryParse(string text)
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
        BinaryPrimitives.WriteInt64BigEndian(bytes, At.UtcTicks);
        Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
