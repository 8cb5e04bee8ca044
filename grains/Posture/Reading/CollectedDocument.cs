using System.Text.Json;

namespace Raposa.Posture.Reading;

/// <summary>A resource as its vendor returned it, and where that stands.</summary>
/// <param name="Region">Null of a source that is read once for an account.</param>
/// <param name="Key">What the resource is called in its source.</param>
/// <param name="SnapshotId">The sealed snapshot that it was read from.</param>
/// <param name="Sha256">Of its canonical JSON, in hexadecimal digits.</param>
internal sealed record CollectedDocument(
    string Source, string AccountId, string? Region, string Key, Guid SnapshotId, string Sha256, JsonElement Body);
