using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources.Aws;

internal static class SecurityHubFinding
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_securityhub_finding",
        Description = "A finding that Security Hub holds as current, of whatever product.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(10, 5, 60),
        Read = new AwsRead
        {
            List = new("securityhub:GetFindings", "Findings[]")
            {
                PageSize = 100,
                Parameters = _ => new()
                {
                    ["Filters"] = new JsonObject
                    {
                        ["RecordState"] = new JsonArray(new JsonObject { ["Value"] = "ACTIVE", ["Comparison"] = "EQUALS" }),
                    },
                },
                NotEnabled = ["InvalidAccessException"],
            },
        },
        Columns =
        [
            new("finding_id", "Id", "What its product calls it.", IsKey: true),
            new("product_arn", "ProductArn", "The product that found it."),
            new("product_name", "ProductName", "The name of that product."),
            new("account_id", "AwsAccountId", "The account it is about."),
            new("region", "Region", "The region it is about."),
            new("title", "Title", "What it is, in a few words."),
            new("types", "Types[]", "What kind of thing it is.", ColumnType.TextArray),
            new("severity", "Severity.Label", "INFORMATIONAL, LOW, MEDIUM, HIGH or CRITICAL."),
            new("compliance", "Compliance.Status", "PASSED, WARNING, FAILED or NOT_AVAILABLE, of a check."),
            new("control_id", "Compliance.SecurityControlId", "The control that the check is for."),
            new("workflow", "Workflow.Status", "NEW, NOTIFIED, RESOLVED or SUPPRESSED."),
            new("record_state", "RecordState", "ACTIVE."),
            new("resource_ids", "Resources[].Id", "What it is about.", ColumnType.TextArray),
            new("resource_types", "Resources[].Type", "What kind of thing that is.", ColumnType.TextArray),
            new("created_at", "CreatedAt", "When it was found.", ColumnType.Timestamp),
            new("updated_at", "UpdatedAt", "When its product last changed it.", ColumnType.Timestamp),
        ],
        ChangedAtColumn = "updated_at",
        Redactions = [new("Resources[].Tags", RedactionPolicies.Tags), new("Note.Text", RedactionPolicies.Text)],
    };
}
