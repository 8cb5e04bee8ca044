using System.Collections.Immutable;
using System.Globalization;

namespace Raposa.Ingestion;

/// <summary>A digest's signature as its object's metadata has it.</summary>
/// <param name="Hex">The signature.</param>
/// <param name="GeneratedAt">Of a backfill digest: when it was made, which is when its key must have been valid.</param>
internal sealed record DigestSignature(string Hex, string Algorithm, DateTimeOffset? GeneratedAt)
{
    /// <summary>The only one there is.</summary>
    public const string Sha256WithRsa = "SHA256withRSA";

    /// <summary>Null where the metadata has none.</summary>
    public static DigestSignature? Of(ImmutableDictionary<string, string> metadata) =>
        metadata.GetValueOrDefault("signature") is { } hex
            ? new(
                hex,
                metadata.GetValueOrDefault("signature-algorithm", Sha256WithRsa),
                DateTimeOffset.TryParse(
                    metadata.GetValueOrDefault("backfill-generation-timestamp"),
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                    out var generated)
                    ? generated
                    : null)
            : null;
}
