namespace Raposa.Collection.Sources.Aws;

internal static class EcrRepository
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ecr_repository",
        Description = "A repository of container images with its policies.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            List = new("ecr:DescribeRepositories", "repositories[]") { PageSize = 1000 },
            Details =
            [
                new("ecr:GetRepositoryPolicy", new AwsArgument("repositoryName", "repositoryName")) { Absent = ["RepositoryPolicyNotFoundException"] },
                new("ecr:GetLifecyclePolicy", new AwsArgument("repositoryName", "repositoryName")) { Absent = ["LifecyclePolicyNotFoundException"] },
            ],
            Gone = ["RepositoryNotFoundException"],
        },
        Columns =
        [
            new("arn", "repositoryArn", "Its ARN.", IsKey: true),
            new("name", "repositoryName", "The name its maker gave it."),
            new("uri", "repositoryUri", "Where images are pushed and pulled."),
            new("scans_on_push", "imageScanningConfiguration.scanOnPush", "Whether an image is scanned when it comes.", ColumnType.Boolean),
            new("tag_mutability", "imageTagMutability", "Whether a tag may move to another image."),
            new("encryption", "encryptionConfiguration.encryptionType", "AES256, KMS or KMS_DSSE."),
            new("policy", "GetRepositoryPolicy.policyText", "Who may push and pull: a policy as JSON text."),
            new("created_at", "createdAt", "When it was made.", ColumnType.Timestamp),
        ],
    };
}
