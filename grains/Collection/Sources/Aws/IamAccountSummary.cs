namespace Raposa.Collection.Sources.Aws;

internal static class IamAccountSummary
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_iam_account_summary",
        Description = "What IAM counts of an account, its root user's keys and second factor among it.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Hours(1, 1, 4),
        Read = new AwsRead { List = new("iam:GetAccountSummary", ""), KeyParts = [ResourceKey.Account] },
        Columns =
        [
            new("account_id", ResourceKey.Member, "The account it is about.", IsKey: true),
            new("root_has_mfa", "SummaryMap.AccountMFAEnabled", "1 if the root user has a second factor.", ColumnType.Integer),
            new("root_access_keys", "SummaryMap.AccountAccessKeysPresent", "How many access keys the root user has.", ColumnType.Integer),
            new("root_password", "SummaryMap.AccountPasswordPresent", "1 if the root user has a password.", ColumnType.Integer),
            new("users", "SummaryMap.Users", "How many users there are.", ColumnType.Integer),
            new("roles", "SummaryMap.Roles", "How many roles there are.", ColumnType.Integer),
            new("groups", "SummaryMap.Groups", "How many groups there are.", ColumnType.Integer),
            new("policies", "SummaryMap.Policies", "How many managed policies of its own it has.", ColumnType.Integer),
            new("mfa_devices", "SummaryMap.MFADevices", "How many second factors there are.", ColumnType.Integer),
            new("mfa_devices_in_use", "SummaryMap.MFADevicesInUse", "How many of them belong to somebody.", ColumnType.Integer),
        ],
    };
}
