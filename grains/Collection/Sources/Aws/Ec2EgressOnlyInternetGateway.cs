namespace Raposa.Collection.Sources.Aws;

internal static class Ec2EgressOnlyInternetGateway
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_egress_only_internet_gateway",
        Description = "An egress-only internet gateway: a VPC may call out over IPv6 through it, and nobody in.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new AwsRead
        {
            List = new("ec2:DescribeEgressOnlyInternetGateways", "EgressOnlyInternetGateways[]") { PageSize = 255 },
        },
        Columns =
        [
            new("gateway_id", "EgressOnlyInternetGatewayId", "The id AWS gave it, such as eigw-0a1b2c.", IsKey: true),
            new("vpc_ids", "Attachments[].VpcId", "The VPC it is attached to.", ColumnType.TextArray),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
