namespace Raposa.Collection.Sources.Aws;

internal static class AccessAnalyzerFinding
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_accessanalyzer_finding",
        Description = "A resource that somebody outside can reach, or access that nobody uses, as an analyzer found it.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            Parents =
            [
                new("accessanalyzer:ListAnalyzers", "analyzers[]") { PageSize = 100, WhenNone = "Access Analyzer is off in this region: it has no analyzer." },
            ],
            List = new("accessanalyzer:ListFindingsV2", "findings[]")
            {
                PageSize = 100,
                Arguments = [new("analyzerArn", "arn")],
                Absent = ["ResourceNotFoundException"],
            },
            ParentMembers = [new("analyzerArn", "arn")],
        },
        Columns =
        [
            new("finding_id", "id", "The id AWS gave it.", IsKey: true),
            new("analyzer_arn", "$parent.analyzerArn", "The analyzer that found it."),
            new("finding_type", "findingType", "ExternalAccess, UnusedIAMRole and others."),
            new("resource", "resource", "The ARN of what it is about."),
            new("resource_type", "resourceType", "What kind of thing that is."),
            new("resource_account", "resourceOwnerAccount", "The account of that."),
            new("status", "status", "ACTIVE, ARCHIVED or RESOLVED."),
            new("error", "error", "Why it could not be analyzed."),
            new("analyzed_at", "analyzedAt", "When it was last looked at.", ColumnType.Timestamp),
            new("created_at", "createdAt", "When it was found.", ColumnType.Timestamp),
            new("updated_at", "updatedAt", "When it last changed.", ColumnType.Timestamp),
        ],
        ChangedAtColumn = "updated_at",
    };
}
