using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources.Aws;

internal static class Inspector2Finding
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_inspector2_finding",
        Description = "A weakness that Inspector sees in an instance, image or function, open or suppressed.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(15, 5, 60),
        Read = new AwsRead
        {
            List = new("inspector2:ListFindings", "findings[]")
            {
                PageSize = 100,
                Parameters = _ => new() { ["filterCriteria"] = new JsonObject { ["findingStatus"] = new JsonArray(Status("ACTIVE"), Status("SUPPRESSED")) } },
            },
        },
        Columns =
        [
            new("arn", "findingArn", "Its ARN.", IsKey: true),
            new("type", "type", "PACKAGE_VULNERABILITY, NETWORK_REACHABILITY or CODE_VULNERABILITY."),
            new("severity", "severity", "INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL or UNTRIAGED."),
            new("score", "inspectorScore", "Inspector's own score, from 0 to 10.", ColumnType.Number),
            new("status", "status", "ACTIVE or SUPPRESSED; one that is CLOSED is not listed."),
            new("title", "title", "What it is, in a few words."),
            new("vulnerability_id", "packageVulnerabilityDetails.vulnerabilityId", "Such as CVE-2024-3094."),
            new("packages", "packageVulnerabilityDetails.vulnerablePackages[].name", "The packages that are weak.", ColumnType.TextArray),
            new("fix_available", "fixAvailable", "YES, NO or PARTIAL."),
            new("exploit_available", "exploitAvailable", "Whether an exploit is known: YES or NO."),
            new("epss", "epss.score", "How likely it is to be used within 30 days, from 0 to 1.", ColumnType.Number),
            new("resource_ids", "resources[].id", "What is weak.", ColumnType.TextArray),
            new("resource_types", "resources[].type", "What kind of thing that is.", ColumnType.TextArray),
            new("first_seen_at", "firstObservedAt", "When it was first seen.", ColumnType.Timestamp),
            new("last_seen_at", "lastObservedAt", "When it was last seen.", ColumnType.Timestamp),
            new("updated_at", "updatedAt", "When it last changed.", ColumnType.Timestamp),
        ],
        ChangedAtColumn = "updated_at",
        Redactions = [new("resources[].tags", RedactionPolicies.Tags)],
    };

    private static JsonObject Status(string value) => new() { ["comparison"] = "EQUALS", ["value"] = value };
}
