namespace Raposa.Collection.Sources.Aws;

internal static class Ec2VpcPeeringConnection
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_vpc_peering_connection",
        Description = "A peering of two VPCs, of one account or two.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new AwsRead
        {
            List = new("ec2:DescribeVpcPeeringConnections", "VpcPeeringConnections[]") { PageSize = 1000 },
            Only = AwsOnly.Filter("vpc-peering-connection-id"),
        },
        Columns =
        [
            new("peering_id", "VpcPeeringConnectionId", "The id AWS gave it, such as pcx-0a1b2c.", IsKey: true),
            new("status", "Status.Code", "Only one that is active carries packets."),
            new("requester_vpc_id", "RequesterVpcInfo.VpcId", "The VPC that asked for it."),
            new("requester_account_id", "RequesterVpcInfo.OwnerId", "The account of that VPC."),
            new("requester_region", "RequesterVpcInfo.Region", "The region of that VPC."),
            new("requester_cidr", "RequesterVpcInfo.CidrBlock", "The range of that VPC."),
            new("accepter_vpc_id", "AccepterVpcInfo.VpcId", "The VPC that was asked."),
            new("accepter_account_id", "AccepterVpcInfo.OwnerId", "The account of that VPC."),
            new("accepter_region", "AccepterVpcInfo.Region", "The region of that VPC."),
            new("accepter_cidr", "AccepterVpcInfo.CidrBlock", "The range of that VPC."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
