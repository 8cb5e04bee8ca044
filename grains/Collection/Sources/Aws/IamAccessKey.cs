namespace Raposa.Collection.Sources.Aws;

internal static class IamAccessKey
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_iam_access_key",
        Description = "An access key of a user, without its secret.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Hours(4, 1, 12),
        Read = new AwsRead
        {
            Parents = [new("iam:ListUsers", "Users[]") { PageSize = 1000 }],
            List = new("iam:ListAccessKeys", "AccessKeyMetadata[]") { Arguments = [new("UserName", "UserName")], Absent = ["NoSuchEntity", "NoSuchEntityException"] },
        },
        Columns =
        [
            new("access_key_id", "AccessKeyId", "Its id, which every request shows.", IsKey: true),
            new("user_name", "UserName", "Whose it is."),
            new("status", "Status", "Active, Inactive or Expired."),
            new("created_at", "CreateDate", "When it was made.", ColumnType.Timestamp),
        ],
    };
}
