using System.Buffers.Binary;
using System.Buffers.Text;

namespace Raposa.Ingestion;

/// <summary>
/// Where a page of events ended: the time and key of its last event. Opaque outside; a page goes on below it, so events
/// that arrive meanwhile neither repeat nor hide any.
/// </summary>
internal sealed record EventCursor(DateTimeOffset EventTime, Guid EventKey)
{
    private const int Length = 24;

    /// <exception cref="ArgumentException">The text is no cursor.</exception>
    public static EventCursor Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length + 1];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != Length)
        {
            throw new ArgumentException("The cursor is not one that this platform gave.");
        }

        var microseconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (microseconds is < 0 or > 253_402_300_799_999_999)
        {
            throw new ArgumentException("The cursor is not one that this platform gave.");
        }

        return new(DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), new(bytes[8..Length], bigEndian: true));
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (EventTime - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        EventKey.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
