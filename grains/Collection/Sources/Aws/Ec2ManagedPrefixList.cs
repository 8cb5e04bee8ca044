namespace Raposa.Collection.Sources.Aws;

internal static class Ec2ManagedPrefixList
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_managed_prefix_list",
        Description = "A prefix list with its entries: ranges that rules and routes name at once.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(15, 5, 60),
        Read = new AwsRead
        {
            List = new("ec2:DescribeManagedPrefixLists", "PrefixLists[]") { PageSize = 100 },
            Details = [new("ec2:GetManagedPrefixListEntries", new AwsArgument("PrefixListId", "PrefixListId"))],
            Gone = ["InvalidPrefixListID.NotFound"],
        },
        Columns =
        [
            new("prefix_list_id", "PrefixListId", "The id AWS gave it, such as pl-0a1b2c.", IsKey: true),
            new("name", "PrefixListName", "Its name; those of AWS name the service."),
            new("owner_id", "OwnerId", "The account it belongs to; AWS for those of services."),
            new("address_family", "AddressFamily", "IPv4 or IPv6."),
            new("version", "Version", "It grows with every change of the entries.", ColumnType.Integer),
            new("state", "State", "Such as create-complete or modify-in-progress."),
            new("cidrs", "GetManagedPrefixListEntries.Entries[].Cidr", "The ranges in it.", ColumnType.TextArray),
            new("arn", "PrefixListArn", "Its ARN."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
