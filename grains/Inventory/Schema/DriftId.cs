using System.Security.Cryptography;
using System.Text;

namespace Raposa.Inventory;

/// <summary>The id of a change of schema, made from what it is about.</summary>
internal static class DriftId
{
    public static Guid Of(Guid snapshotId, string path, SchemaChangeKind change) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{snapshotId} {path} {change}")).AsSpan(0, 16), bigEndian: true);
}
