using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Posture.Reading;

namespace Raposa.Posture;

/// <summary>
/// What vendors found, in the shape of our own findings; the vendor's document stands beside, named in the evidence. One that the
/// vendor calls settled, or that a complete snapshot no longer has, is resolved.
/// </summary>
internal static class VendorFindings
{
    private static readonly FrozenDictionary<string, Func<FieldReader, FindingDraft?>> Readers = new Dictionary<string, Func<FieldReader, FindingDraft?>>
    {
        ["aws_guardduty_finding"] = GuardDuty,
        ["aws_inspector2_finding"] = Inspector,
        ["aws_securityhub_finding"] = SecurityHub,
        ["crowdstrike_alert"] = Falcon,
    }.ToFrozenDictionary();

    public static IReadOnlyCollection<string> Sources => Readers.Keys;

    public static string FingerprintOf(CollectedDocument document) => $"{KindOf(document.Source)}:{document.AccountId}:{document.Key}";

    /// <param name="run">The analysis that reads it.</param>
    /// <returns>Null of one that the vendor calls settled.</returns>
    public static FindingDraft? Of(CollectedDocument document, DateTimeOffset at, Guid? run = null) => Readers[document.Source](new(document, at, run));

    /// <summary>The source whose documents are findings of that kind, or null.</summary>
    public static string? SourceOf(string kind) => Sources.FirstOrDefault(source => KindOf(source) == kind);

    private static FindingDraft? GuardDuty(FieldReader finding) => finding.Is("Service.Archived", "true") ? null : finding.Draft(
        finding.Number("Severity") switch { >= 9 => Severity.Critical, >= 7 => Severity.High, >= 4 => Severity.Medium, _ => Severity.Low },
        finding.Text("Title") ?? finding.Text("Type"),
        $"{finding.Text("Type")}: {finding.Text("Description")}",
        finding.Text("Resource.InstanceDetails.InstanceId") ?? finding.Text("Resource.AccessKeyDetails.AccessKeyId")
            ?? finding.Text("Resource.S3BucketDetails.0.Name") ?? finding.Text("Resource.EksClusterDetails.Name"));

    private static FindingDraft? Inspector(FieldReader finding) => !finding.Is("status", "ACTIVE") ? null : finding.Draft(
        Named(finding.Text("severity")), finding.Text("title"), finding.Text("description"), finding.Text("resources.0.id"));

    private static FindingDraft? SecurityHub(FieldReader finding) =>
        !finding.Is("RecordState", "ACTIVE") || finding.Is("Workflow.Status", "RESOLVED") || finding.Is("Workflow.Status", "SUPPRESSED")
            || finding.Is("Compliance.Status", "PASSED") || finding.Is("Compliance.Status", "NOT_AVAILABLE")
            ? null
            : finding.Draft(Named(finding.Text("Severity.Label")), finding.Text("Title"), finding.Text("Description"), finding.Text("Resources.0.Id"));

    private static FindingDraft? Falcon(FieldReader alert) => alert.Is("status", "closed") ? null : alert.Draft(
        Named(alert.Text("severity_name")), alert.Text("display_name") ?? alert.Text("name"), alert.Text("description"),
        alert.Text("device.instance_id") ?? alert.Text("device.hostname") ?? alert.Text("device.device_id"));

    private static string KindOf(string source) => source switch
    {
        "aws_guardduty_finding" => "vendor.guardduty",
        "aws_inspector2_finding" => "vendor.inspector",
        "aws_securityhub_finding" => "vendor.securityhub",
        _ => "vendor.falcon",
    };

    private static Severity Named(string? text) => text?.ToUpperInvariant() switch
    {
        "CRITICAL" => Severity.Critical,
        "HIGH" => Severity.High,
        "MEDIUM" => Severity.Medium,
        "LOW" => Severity.Low,
        _ => Severity.Informational,
    };

    /// <summary>Reads a vendor's document by paths; what is not there is null, and no verdict hangs on it.</summary>
    private sealed class FieldReader(CollectedDocument document, DateTimeOffset at, Guid? run)
    {
        public string? Text(string path) => At(path) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } other => other.GetRawText(),
            _ => null,
        };

        public double? Number(string path) => At(path) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

        public bool Is(string path, string text) => string.Equals(Text(path), text, StringComparison.OrdinalIgnoreCase);

        public FindingDraft Draft(Severity severity, string? title, string? detail, string? subject) => new()
        {
            Fingerprint = FingerprintOf(document),
            Kind = KindOf(document.Source),
            Severity = severity,
            Title = string.IsNullOrWhiteSpace(title) ? document.Key : title,
            Detail = string.IsNullOrWhiteSpace(detail) ? "The vendor says no more." : detail,
            AccountId = document.AccountId,
            Region = document.Region,
            Subject = subject ?? document.Key,
            SeenAt = at,
            RunId = run,
            EvidenceJson = new JsonObject
            {
                ["document"] = new JsonObject { ["source"] = document.Source, ["key"] = document.Key, ["sha256"] = document.Sha256 },
            }.ToJsonString(),
            IsAlert = severity >= Severity.High && document.Source is "aws_guardduty_finding" or "crowdstrike_alert",
        };

        private JsonElement? At(string path)
        {
            var at = document.Body;
            foreach (var step in path.Split('.'))
            {
                if (at.ValueKind == JsonValueKind.Array && int.TryParse(step, System.Globalization.CultureInfo.InvariantCulture, out var index))
                {
                    if (index >= at.GetArrayLength())
                    {
                        return null;
                    }

                    at = at[index];
                }
                else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at))
                {
                    return null;
                }
            }

            return at;
        }
    }
}
