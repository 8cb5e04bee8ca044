using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Raposa.Incidents;

/// <summary>
/// The id of an incident, made of the hit that opens it: who opens the same story twice, after a crash or in two places
/// at once, opens one incident.
/// </summary>
internal static class IncidentIdentity
{
    /// <summary>A UUID of version 8 (RFC 9562): 122 bits of SHA-256.</summary>
    public static Guid Of(string organization, string actor, TimelineEntry opening)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in (string[])[organization, actor, opening.RuleId, opening.EventId])
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        var id = hash.GetHashAndReset().AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new(id, bigEndian: true);
    }
}
