namespace Raposa.Collection.Sources.Aws;

internal static class IamMfaDevice
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_iam_mfa_device",
        Description = "A second factor of a user, virtual or hardware.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Hours(4, 1, 12),
        Read = new AwsRead
        {
            Parents = [new("iam:ListUsers", "Users[]") { PageSize = 1000 }],
            List = new("iam:ListMFADevices", "MFADevices[]") { Arguments = [new("UserName", "UserName")], Absent = ["NoSuchEntity", "NoSuchEntityException"] },
        },
        Columns =
        [
            new("serial_number", "SerialNumber", "Its ARN if it is virtual, else what is printed on it.", IsKey: true),
            new("user_name", "UserName", "Whose it is."),
            new("enabled_at", "EnableDate", "When it was set up.", ColumnType.Timestamp),
        ],
    };
}
