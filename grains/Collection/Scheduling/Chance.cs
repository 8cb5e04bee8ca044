using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Raposa.Collection.Scheduling;

/// <summary>
/// Numbers that look drawn and are not: from the same words comes the same number. So two sources never wait in step, and a
/// simulation repeats from its seed.
/// </summary>
internal static class Chance
{
    /// <summary>From 0 (included) to 1 (excluded), evenly.</summary>
    public static double Of(string words)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(words), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
