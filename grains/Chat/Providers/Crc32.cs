namespace Raposa.Chat;

/// <summary>The checksum of the frames of AWS's event streams: CRC-32 as in IEEE 802.3 and gzip.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(octet => Entry((uint)octet))];

    public static uint Of(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var octet in data)
        {
            crc = Table[(crc ^ octet) & 0xff] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Entry(uint octet)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            octet = (octet & 1) == 0 ? octet >> 1 : 0xedb88320 ^ (octet >> 1);
        }

        return octet;
    }
}
