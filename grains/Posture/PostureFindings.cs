using System.Text.Json.Nodes;
using Raposa.Findings;

namespace Raposa.Posture;

/// <summary>Findings of checks that fail.</summary>
internal static class PostureFindings
{
    public const string Kind = "posture.";

    /// <summary>Of names that are unique in a region alone, the region belongs to what is the same.</summary>
    public static string FingerprintOf(string check, string account, string region, string resource) =>
        $"{Kind}{check}:{account}:{(region.Length == 0 || resource.StartsWith("arn:", StringComparison.Ordinal) ? resource : $"{region}/{resource}")}";

    public static FindingDraft Of(CheckOutcome failed, DateTimeOffset at, Guid? run = null)
    {
        var check = failed.Check;
        return new()
        {
            Fingerprint = FingerprintOf(check.Id, failed.AccountId, failed.Region ?? "", failed.Resource),
            Kind = Kind + check.Id,
            Severity = check.Severity,
            Title = $"{failed.Resource}: {failed.Reason}",
            Detail = $"What should be so: {check.Title} {check.Risk} {check.Remediation}",
            AccountId = failed.AccountId,
            Region = failed.Region,
            Subject = failed.Resource,
            SeenAt = at,
            RunId = run,
            EvidenceJson = new JsonObject
            {
                ["check"] = check.Id,
                ["owner"] = check.Owner,
                ["controls"] = new JsonArray([.. check.Controls.Select(control => (JsonNode)$"{control.Framework} {control.Control}")]),

                // Without snapshots: a newer one with the same documents is no change of the finding.
                ["documents"] = new JsonArray(
                [
                    .. failed.Evidence.Select(read => read.Document).Distinct().Select(document => (JsonNode)new JsonObject
                    {
                        ["source"] = document.Source, ["key"] = document.Key, ["sha256"] = document.Sha256,
                    }),
                ]),
            }.ToJsonString(),
            IsAlert = check.Severity == Incidents.Severity.Critical,
        };
    }
}
