namespace Raposa.Collection.Sources.Aws;

internal static class IamGroup
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_iam_group",
        Description = "A group of IAM users with its policies.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            List = new("iam:GetAccountAuthorizationDetails", "GroupDetailList[]")
            {
                PageSize = 1000,
                Parameters = _ => new() { ["Filter"] = AwsParameters.ListOf("Group") },
            },
        },
        Columns =
        [
            new("arn", "Arn", "Its ARN.", IsKey: true),
            new("name", "GroupName", "The name its maker gave it."),
            new("group_id", "GroupId", "The id AWS gave it."),
            new("path", "Path", "Where it stands in the tree of names."),
            new("created_at", "CreateDate", "When it was made.", ColumnType.Timestamp),
            new("attached_policy_arns", "AttachedManagedPolicies[].PolicyArn", "The managed policies attached to it.", ColumnType.TextArray),
            new("inline_policies", "GroupPolicyList", "The policies written into it.", ColumnType.Json),
        ],
        RefreshedBy = [new("aws.iam", "AWS API Call via CloudTrail", null)],
    };
}
