namespace Raposa.Collection.Sources.Aws;

internal static class AccessAnalyzerAnalyzer
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_accessanalyzer_analyzer",
        Description = "An analyzer of IAM Access Analyzer. None means that it is off.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Hours(1, 1, 4),
        Read = new AwsRead { List = new("accessanalyzer:ListAnalyzers", "analyzers[]") { PageSize = 100 } },
        Columns =
        [
            new("arn", "arn", "Its ARN.", IsKey: true),
            new("name", "name", "The name its maker gave it."),
            new("type", "type", "ACCOUNT, ORGANIZATION, or one of those for unused or internal access."),
            new("status", "status", "ACTIVE, CREATING, DISABLED or FAILED."),
            new("last_analyzed_resource", "lastResourceAnalyzed", "What it last looked at."),
            new("last_analyzed_at", "lastResourceAnalyzedAt", "When.", ColumnType.Timestamp),
            new("created_at", "createdAt", "When it was made.", ColumnType.Timestamp),
            new("tags", "tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("tags", RedactionPolicies.Tags)],
    };
}
