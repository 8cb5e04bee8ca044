namespace Raposa.Collection.Sources.Aws;

internal static class EcrImage
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ecr_image",
        Description = "A container image in a repository.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            Parents = [new("ecr:DescribeRepositories", "repositories[]") { PageSize = 100 }],
            List = new("ecr:DescribeImages", "imageDetails[]")
            {
                PageSize = 1000,
                Arguments = [new("repositoryName", "repositoryName")],
                Absent = ["RepositoryNotFoundException"],
            },
            KeyParts = ["repositoryName", "imageDigest"],
        },
        Columns =
        [
            new("image_key", ResourceKey.Member, "Its repository and digest.", IsKey: true),
            new("repository", "repositoryName", "The repository it is in."),
            new("digest", "imageDigest", "What it is called for good: sha256: and 64 hex digits."),
            new("tags", "imageTags[]", "What it is called for now.", ColumnType.TextArray),
            new("size_bytes", "imageSizeInBytes", "Its size, compressed.", ColumnType.Integer),
            new("pushed_at", "imagePushedAt", "When it came.", ColumnType.Timestamp),
            new("last_pulled_at", "lastRecordedPullTime", "When it was last fetched.", ColumnType.Timestamp),
            new("scan_status", "imageScanStatus.status", "Whether it has been scanned."),
            new("severity_counts", "imageScanFindingsSummary.findingSeverityCounts", "How many findings of each severity its scan gave.", ColumnType.Json),
        ],
    };
}
