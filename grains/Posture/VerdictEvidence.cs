using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.Posture;

/// <summary>The evidence of a verdict, as it is stored: documents in the order of first reading, each with the places that were read.</summary>
internal static class VerdictEvidence
{
    public static JsonObject Of(CheckOutcome outcome) => new()
    {
        ["documents"] = new JsonArray(
        [
            .. outcome.Evidence.GroupBy(read => read.Document).Select(group => (JsonNode)new JsonObject
            {
                ["source"] = group.Key.Source,
                ["accountId"] = group.Key.AccountId,
                ["region"] = group.Key.Region,
                ["key"] = group.Key.Key,
                ["snapshotId"] = group.Key.SnapshotId.ToString(),
                ["sha256"] = group.Key.Sha256,
                ["reads"] = new JsonArray(
                [
                    .. group.Select(read => (JsonNode)new JsonObject
                    {
                        ["path"] = read.Path, ["value"] = read.Json is { } json ? JsonNode.Parse(json) : null, ["isMissing"] = read.Json is null,
                    }),
                ]),
            }),
        ]),
    };

    /// <summary>What tells one verdict from another: the same documents in a newer snapshot are the same verdict.</summary>
    public static string DigestOf(CheckOutcome outcome)
    {
        var text = new StringBuilder().Append((int)outcome.Status).Append('\n').Append(outcome.Reason).Append('\n');
        foreach (var read in outcome.Evidence)
        {
            text.Append(read.Document.Source).Append('\t').Append(read.Document.AccountId).Append('\t').Append(read.Document.Region).Append('\t')
                .Append(read.Document.Key).Append('\t').Append(read.Document.Sha256).Append('\t').Append(read.Path).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
