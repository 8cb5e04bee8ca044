using System.Buffers.Binary;
using System.Text;

namespace Raposa.DemoWorld.Models;

/// <summary>Writes frames of <c>application/vnd.amazon.eventstream</c>.</summary>
internal static class EventStreamFrames
{
    public static byte[] Write(IEnumerable<(string Name, string Value)> headers, byte[] payload)
    {
        using var head = new MemoryStream();
        Span<byte> length = stackalloc byte[2];
        foreach (var (name, value) in headers)
        {
            head.WriteByte((byte)Encoding.UTF8.GetByteCount(name));
            head.Write(Encoding.UTF8.GetBytes(name));
            head.WriteByte(7);
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)Encoding.UTF8.GetByteCount(value));
            head.Write(length);
            head.Write(Encoding.UTF8.GetBytes(value));
        }

        var frame = new byte[12 + head.Length + payload.Length + 4];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)frame.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), (uint)head.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Checksum(frame.AsSpan(0, 8)));
        head.ToArray().CopyTo(frame, 12);
        payload.CopyTo(frame, 12 + (int)head.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), Checksum(frame.AsSpan(0, frame.Length - 4)));
        return frame;
    }

    // CRC-32 of IEEE 802.3, bit by bit.
    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        var crc = 0xffffffffu;
        foreach (var octet in data)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320u : crc >> 1;
            }
        }

        return crc ^ 0xffffffffu;
    }
}
