namespace Raposa.Collection.Sources.Aws;

internal static class IamPasswordPolicy
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_iam_password_policy",
        Description = "What an account asks of its users' passwords; an account without one asks eight characters.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Hours(1, 1, 4),
        Read = new AwsRead { List = new("iam:GetAccountPasswordPolicy", "") { Absent = ["NoSuchEntity", "NoSuchEntityException"] }, KeyParts = [ResourceKey.Account] },
        Columns =
        [
            new("account_id", ResourceKey.Member, "The account it holds for.", IsKey: true),
            new("minimum_length", "PasswordPolicy.MinimumPasswordLength", "The fewest characters.", ColumnType.Integer),
            new("requires_symbols", "PasswordPolicy.RequireSymbols", "Whether one must be a symbol.", ColumnType.Boolean),
            new("requires_numbers", "PasswordPolicy.RequireNumbers", "Whether one must be a digit.", ColumnType.Boolean),
            new("requires_uppercase", "PasswordPolicy.RequireUppercaseCharacters", "Whether one must be a capital letter.", ColumnType.Boolean),
            new("requires_lowercase", "PasswordPolicy.RequireLowercaseCharacters", "Whether one must be a small letter.", ColumnType.Boolean),
            new("max_age_days", "PasswordPolicy.MaxPasswordAge", "After how many days it must change; null for never.", ColumnType.Integer),
            new("remembers", "PasswordPolicy.PasswordReusePrevention", "How many earlier ones may not come again.", ColumnType.Integer),
            new("users_may_change", "PasswordPolicy.AllowUsersToChangePassword", "Whether users may change their own.", ColumnType.Boolean),
        ],
        RefreshedBy = [new("aws.iam", "AWS API Call via CloudTrail", null)],
    };
}
