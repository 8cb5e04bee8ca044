namespace Raposa.Collection.Sources.Aws;

internal static class OrganizationsAccount
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_organizations_account",
        Description = "An account of the organization, as its management account sees it.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Hours(4, 1, 24),
        Read = new AwsRead
        {
            List = new("organizations:ListAccounts", "Accounts[]") { PageSize = 20, NotEnabled = ["AWSOrganizationsNotInUseException"] },
        },
        Columns =
        [
            new("account_id", "Id", "The account.", IsKey: true),
            new("arn", "Arn", "Its ARN."),
            new("name", "Name", "The name its maker gave it."),
            new("status", "Status", "ACTIVE, SUSPENDED or PENDING_CLOSURE."),
            new("state", "State", "The same in the newer and finer words."),
            new("joined_method", "JoinedMethod", "INVITED or CREATED."),
            new("joined_at", "JoinedTimestamp", "When it joined.", ColumnType.Timestamp),
        ],
        Redactions = [new("Email", RedactionPolicies.Text)],
    };
}
