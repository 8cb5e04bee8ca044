namespace Raposa.Collection.Sources.Aws;

internal static class IamVirtualMfaDevice
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_iam_virtual_mfa_device",
        Description = "A virtual second factor, of a user, of the root user or of nobody yet.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Hours(1, 1, 4),
        Read = new AwsRead { List = new("iam:ListVirtualMFADevices", "VirtualMFADevices[]") { PageSize = 1000 } },
        Columns =
        [
            new("serial_number", "SerialNumber", "Its ARN.", IsKey: true),
            new("user_arn", "User.Arn", "Whose it is; null if nobody's."),
            new("enabled_at", "EnableDate", "When it was set up.", ColumnType.Timestamp),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags), new("User.Tags", RedactionPolicies.Tags)],
        RefreshedBy = [new("aws.iam", "AWS API Call via CloudTrail", null)],
    };
}
