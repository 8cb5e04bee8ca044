namespace Raposa.Collection.Sources.Aws;

internal static class IamUser
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_iam_user",
        Description = "A user of IAM with groups, policies and tags.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            List = new("iam:GetAccountAuthorizationDetails", "UserDetailList[]")
            {
                PageSize = 1000,
                Parameters = _ => new() { ["Filter"] = AwsParameters.ListOf("User") },
            },
        },
        Columns =
        [
            new("arn", "Arn", "Its ARN.", IsKey: true),
            new("name", "UserName", "The name its maker gave it."),
            new("user_id", "UserId", "The id AWS gave it; a new user of the same name has another."),
            new("path", "Path", "Where it stands in the tree of names."),
            new("created_at", "CreateDate", "When it was made.", ColumnType.Timestamp),
            new("groups", "GroupList[]", "The groups it is in.", ColumnType.TextArray),
            new("attached_policy_arns", "AttachedManagedPolicies[].PolicyArn", "The managed policies attached to it.", ColumnType.TextArray),
            new("inline_policies", "UserPolicyList", "The policies written into it.", ColumnType.Json),
            new("boundary_arn", "PermissionsBoundary.PermissionsBoundaryArn", "The policy it cannot exceed."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
        RefreshedBy = [new("aws.iam", "AWS API Call via CloudTrail", null)],
    };
}
