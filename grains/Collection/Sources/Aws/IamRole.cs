namespace Raposa.Collection.Sources.Aws;

internal static class IamRole
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_iam_role",
        Description = "A role of IAM with who may assume it, policies, tags and last use.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            List = new("iam:GetAccountAuthorizationDetails", "RoleDetailList[]")
            {
                PageSize = 1000,
                Parameters = _ => new() { ["Filter"] = AwsParameters.ListOf("Role") },
            },
        },
        Columns =
        [
            new("arn", "Arn", "Its ARN.", IsKey: true),
            new("name", "RoleName", "The name its maker gave it."),
            new("role_id", "RoleId", "The id AWS gave it; a new role of the same name has another."),
            new("path", "Path", "Where it stands in the tree of names; /aws-service-role/ for those of services."),
            new("created_at", "CreateDate", "When it was made.", ColumnType.Timestamp),
            new("trust_policy", "AssumeRolePolicyDocument", "Who may assume it.", ColumnType.Json),
            new("attached_policy_arns", "AttachedManagedPolicies[].PolicyArn", "The managed policies attached to it.", ColumnType.TextArray),
            new("inline_policies", "RolePolicyList", "The policies written into it.", ColumnType.Json),
            new("instance_profile_arns", "InstanceProfileList[].Arn", "The instance profiles that carry it to instances.", ColumnType.TextArray),
            new("boundary_arn", "PermissionsBoundary.PermissionsBoundaryArn", "The policy it cannot exceed."),
            new("last_used_at", "RoleLastUsed.LastUsedDate", "When it was last used, in the 400 days that AWS remembers.", ColumnType.Timestamp),
            new("last_used_region", "RoleLastUsed.Region", "Where."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
        RefreshedBy = [new("aws.iam", "AWS API Call via CloudTrail", null)],
    };
}
