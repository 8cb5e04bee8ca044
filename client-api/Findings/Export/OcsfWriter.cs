using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Raposa.Incidents;
using Raposa.Organizations;

namespace Raposa.Findings.Export;

/// <summary>
/// OCSF 1.8.0, an event a line: checks as Compliance Findings (2003), vulnerabilities as Vulnerability Findings (2002), everything else as
/// Detection Findings (2004). All times are milliseconds.
/// </summary>
internal sealed partial class OcsfWriter(Stream output, OrganizationId organization) : FindingWriter
{
    private const int Category = 2, Vulnerability = 2002, Compliance = 2003, Detection = 2004;

    public override string ContentType => "application/x-ndjson";

    public override string Extension => "ocsf.jsonl";

    public override async Task WriteAsync(Finding finding, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(output, EventOf(finding), cancellationToken: cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    public override Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private JsonObject EventOf(Finding finding)
    {
        var evidence = JsonNode.Parse(finding.EvidenceJson) as JsonObject ?? [];
        var cves = finding.Kind == "vendor.inspector" ? Cves().Matches($"{finding.Title} {finding.Detail}").Select(match => match.Value).Distinct().ToList() : [];
        var of = cves.Count > 0 ? Vulnerability : finding.Kind.StartsWith("posture.", StringComparison.Ordinal) ? Compliance : Detection;
        var activity = finding.Status != FindingStatus.Open ? 3 : finding.ChangedAt > finding.FirstSeenAt ? 2 : 1;
        var raw = Encoding.UTF8.GetBytes(finding.EvidenceJson);
        var made = new JsonObject
        {
            ["activity_id"] = activity,
            ["category_uid"] = Category,
            ["class_uid"] = of,
            ["type_uid"] = (of * 100) + activity,
            ["severity_id"] = SeverityOf(finding.Severity),
            ["time"] = finding.FirstSeenAt.ToUnixTimeMilliseconds(),
            ["start_time"] = finding.FirstSeenAt.ToUnixTimeMilliseconds(),
            ["end_time"] = finding.LastSeenAt.ToUnixTimeMilliseconds(),
            ["status_id"] = StatusOf(finding),
            ["message"] = finding.Title,
            ["metadata"] = new JsonObject
            {
                ["version"] = "1.8.0",
                ["product"] = new JsonObject { ["name"] = "Raposa", ["vendor_name"] = "Raposa" },
                ["uid"] = finding.Id.ToString("D"),
                ["tenant_uid"] = organization.ToString(),
                ["profiles"] = new JsonArray("cloud"),
                ["event_code"] = finding.Kind,
                ["modified_time"] = finding.ChangedAt.ToUnixTimeMilliseconds(),
                ["is_truncated"] = false,
            },
            ["cloud"] = CloudOf(finding),
            ["finding_info"] = new JsonObject
            {
                ["uid"] = finding.Fingerprint,
                ["title"] = finding.Title,
                ["desc"] = finding.Detail,
                ["types"] = new JsonArray(finding.Kind),
                ["created_time"] = finding.FirstSeenAt.ToUnixTimeMilliseconds(),
                ["first_seen_time"] = finding.FirstSeenAt.ToUnixTimeMilliseconds(),
                ["last_seen_time"] = finding.LastSeenAt.ToUnixTimeMilliseconds(),
                ["modified_time"] = finding.ChangedAt.ToUnixTimeMilliseconds(),
            },
            ["resources"] = new JsonArray(ResourceOf(finding)),
            ["risk_score"] = finding.Priority.Score,
            ["raw_data_hash"] = new JsonObject { ["algorithm_id"] = 3, ["value"] = Convert.ToHexStringLower(SHA256.HashData(raw)) },
            ["raw_data_size"] = raw.Length,
            ["unmapped"] = new JsonObject { ["evidence"] = evidence, ["priority_unknowns"] = finding.Priority.Unknowns },
        };
        switch (of)
        {
            case Vulnerability:
                made["vulnerabilities"] = new JsonArray([.. cves.Select(cve => (JsonNode)new JsonObject
                {
                    ["cve"] = new JsonObject { ["uid"] = cve }, ["title"] = finding.Title, ["desc"] = finding.Detail,
                })]);
                break;
            case Compliance:
                made["compliance"] = ComplianceOf(finding, evidence["controls"] as JsonArray ?? []);
                break;
            default:
                made["is_alert"] = finding.Kind.StartsWith("vendor.", StringComparison.Ordinal);
                break;
        }

        return made;
    }

    // What is closed was not seen to be right: it is archived, and its check neither passes nor fails.
    private static int StatusOf(Finding finding) => finding.Status switch
    {
        FindingStatus.Resolved => 4,
        FindingStatus.Closed => 5,
        _ => finding.Suppression?.IsActive == true ? 3 : 1,
    };

    private static JsonObject ComplianceOf(Finding finding, JsonArray controls) => new()
    {
        ["control"] = finding.Kind["posture.".Length..],
        ["requirements"] = new JsonArray([.. controls.Select(control => control?.DeepClone())]),
        ["standards"] = new JsonArray([.. controls.Select(control => ((string?)control ?? "").Split(' ')[0]).Distinct().DefaultIfEmpty("Raposa").Select(name => (JsonNode)name)]),
        ["status_id"] = finding.Status switch { FindingStatus.Open => 3, FindingStatus.Resolved => 1, _ => 0 },
    };

    private static JsonObject CloudOf(Finding finding)
    {
        var cloud = new JsonObject { ["provider"] = ProviderOf(finding) };
        if (finding.AccountId is { } account)
        {
            cloud["account"] = new JsonObject { ["uid"] = account };
        }

        if (finding.Region is { } region)
        {
            cloud["region"] = region;
        }

        return cloud;
    }

    private static string ProviderOf(Finding finding) =>
        finding.AccountId is { Length: 12 } account && account.All(char.IsAsciiDigit) ? "AWS" : finding.AccountId is null ? "Raposa" : "Other";

    private static JsonObject ResourceOf(Finding finding)
    {
        var resource = new JsonObject { ["uid"] = finding.Subject };
        if (finding.Region is { } region)
        {
            resource["region"] = region;
        }

        return resource;
    }

    private static int SeverityOf(Severity severity) => severity switch
    {
        Severity.Informational => 1,
        Severity.Low => 2,
        Severity.Medium => 3,
        Severity.High => 4,
        Severity.Critical => 5,
        _ => 0,
    };

    [GeneratedRegex("CVE-[0-9]{4}-[0-9]{4,}", RegexOptions.CultureInvariant)]
    private static partial Regex Cves();
}
