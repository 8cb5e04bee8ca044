using System.Buffers.Binary;
using System.Text;

namespace Raposa.Chat;

/// <summary>
/// Takes frames of <c>application/vnd.amazon.eventstream</c> out of bytes, however they were cut on the way. A frame is its length,
/// the length of its headers, the checksum of those two, headers, payload, and the checksum of all of it.
/// </summary>
internal sealed class EventStreamDecoder
{
    private const int Prelude = 12, Checksum = 4, LargestFrame = 16 * 1024 * 1024;

    private byte[] _buffer = [];

    /// <summary>Bytes that began a frame and did not end it: the stream was cut if it ends now.</summary>
    public bool IsInsideFrame => _buffer.Length > 0;

    /// <summary>The frames that these bytes complete.</summary>
    /// <exception cref="InvalidDataException">A checksum or a length does not hold; nothing after it can be read.</exception>
    public IReadOnlyList<EventStreamFrame> Push(ReadOnlySpan<byte> bytes)
    {
        _buffer = [.. _buffer, .. bytes];
        List<EventStreamFrame> frames = [];
        var rest = _buffer.AsSpan();
        while (TryTake(ref rest, out var frame))
        {
            frames.Add(frame!);
        }

        _buffer = rest.ToArray();
        return frames;
    }

    private static bool TryTake(ref Span<byte> rest, out EventStreamFrame? frame)
    {
        frame = null;
        if (rest.Length < Prelude)
        {
            return false;
        }

        var total = BinaryPrimitives.ReadUInt32BigEndian(rest);
        var headers = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        Require(BinaryPrimitives.ReadUInt32BigEndian(rest[8..]) == Crc32.Of(rest[..8]), "The checksum of a frame's prelude does not hold.");
        Require(total <= LargestFrame && total >= Prelude + Checksum + (ulong)headers, $"A frame cannot have {total} bytes with {headers} of headers.");
        if (rest.Length < total)
        {
            return false;
        }

        var whole = rest[..(int)total];
        Require(
            BinaryPrimitives.ReadUInt32BigEndian(whole[^Checksum..]) == Crc32.Of(whole[..^Checksum]), "The checksum of a frame does not hold.");
        frame = new(HeadersIn(whole.Slice(Prelude, (int)headers)), whole[(Prelude + (int)headers)..^Checksum].ToArray());
        rest = rest[(int)total..];
        return true;
    }

    private static Dictionary<string, string> HeadersIn(ReadOnlySpan<byte> bytes)
    {
        Dictionary<string, string> headers = new(StringComparer.Ordinal);
        while (!bytes.IsEmpty)
        {
            var name = Encoding.UTF8.GetString(Take(ref bytes, Take(ref bytes, 1)[0]));
            var value = ValueOf(Take(ref bytes, 1)[0], ref bytes);
            if (value is not null)
            {
                headers[name] = value;
            }
        }

        return headers;
    }

    // Only text is looked at; the others are stepped over: true, false, byte, short, integer, long, bytes, text, time, uuid.
    private static string? ValueOf(byte type, ref ReadOnlySpan<byte> bytes)
    {
        var length = type switch
        {
            0 or 1 => 0,
            2 => 1,
            3 => 2,
            4 => 4,
            5 or 8 => 8,
            6 or 7 => BinaryPrimitives.ReadUInt16BigEndian(Take(ref bytes, 2)),
            9 => 16,
            _ => throw new InvalidDataException($"A header of a frame has the unknown type {type}."),
        };
        var value = Take(ref bytes, length);
        return type == 7 ? Encoding.UTF8.GetString(value) : null;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        Require(bytes.Length >= count, "A header of a frame reaches beyond its end.");
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new InvalidDataException(message);
        }
    }
}

/// <summary>One message of an event stream.</summary>
/// <param name="Headers">Those that are text, such as <c>:message-type</c>.</param>
internal sealed record EventStreamFrame(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Payload);
