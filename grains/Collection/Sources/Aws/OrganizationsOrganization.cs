namespace Raposa.Collection.Sources.Aws;

internal static class OrganizationsOrganization
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_organizations_organization",
        Description = "The organization that an account is a member of; an account that is in none says so.",
        Provider = Provider.Aws,
        Scope = SourceScope.Account,
        Cadence = Cadence.Hours(4, 1, 24),
        Read = new AwsRead
        {
            List = new("organizations:DescribeOrganization", "") { Absent = ["AWSOrganizationsNotInUseException"] },
            KeyParts = [ResourceKey.Account],
        },
        Columns =
        [
            new("account_id", ResourceKey.Member, "The account that was asked.", IsKey: true),
            new("organization_id", "Organization.Id", "The id AWS gave it."),
            new("management_account_id", "Organization.MasterAccountId", "The account that pays and decides."),
            new("feature_set", "Organization.FeatureSet", "ALL, or CONSOLIDATED_BILLING if policies do not hold."),
        ],
        Redactions = [new("Organization.MasterAccountEmail", RedactionPolicies.Text)],
    };
}
