namespace Raposa.Collection.Sources.Aws;

internal static class IamPolicy
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_iam_policy",
        Description = "A managed policy with its versions: the account's own, and those of AWS that are attached to something.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            List = new("iam:GetAccountAuthorizationDetails", "Policies[]")
            {
                PageSize = 1000,
                Parameters = _ => new() { ["Filter"] = AwsParameters.ListOf("LocalManagedPolicy", "AWSManagedPolicy") },
            },
        },
        Columns =
        [
            new("arn", "Arn", "Its ARN; those of AWS have aws in place of an account.", IsKey: true),
            new("name", "PolicyName", "The name its maker gave it."),
            new("policy_id", "PolicyId", "The id AWS gave it."),
            new("path", "Path", "Where it stands in the tree of names."),
            new("default_version", "DefaultVersionId", "The version that counts."),
            new("attachment_count", "AttachmentCount", "How many users, groups and roles it is attached to.", ColumnType.Integer),
            new("boundary_count", "PermissionsBoundaryUsageCount", "How many it bounds.", ColumnType.Integer),
            new("versions", "PolicyVersionList", "Its versions with their documents.", ColumnType.Json),
            new("created_at", "CreateDate", "When it was made.", ColumnType.Timestamp),
            new("changed_at", "UpdateDate", "When its default version last changed.", ColumnType.Timestamp),
        ],
        ChangedAtColumn = "changed_at",
        RefreshedBy = [new("aws.iam", "AWS API Call via CloudTrail", null)],
    };
}
