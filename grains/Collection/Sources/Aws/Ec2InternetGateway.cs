namespace Raposa.Collection.Sources.Aws;

internal static class Ec2InternetGateway
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_internet_gateway",
        Description = "An internet gateway: what connects a VPC with the internet.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new AwsRead
        {
            List = new("ec2:DescribeInternetGateways", "InternetGateways[]") { PageSize = 1000 },
            Only = AwsOnly.Filter("internet-gateway-id"),
        },
        Columns =
        [
            new("internet_gateway_id", "InternetGatewayId", "The id AWS gave it, such as igw-0a1b2c.", IsKey: true),
            new("vpc_ids", "Attachments[].VpcId", "The VPC it is attached to; empty for one that is not in use.", ColumnType.TextArray),
            new("owner_id", "OwnerId", "The account it belongs to."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
