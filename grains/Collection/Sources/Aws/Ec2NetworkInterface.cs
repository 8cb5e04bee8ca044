namespace Raposa.Collection.Sources.Aws;

internal static class Ec2NetworkInterface
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_network_interface",
        Description = "An elastic network interface: the thing that has an address and sits behind security groups.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new AwsRead
        {
            List = new("ec2:DescribeNetworkInterfaces", "NetworkInterfaces[]") { PageSize = 1000 },
            Only = AwsOnly.Filter("network-interface-id"),
        },
        Columns =
        [
            new("network_interface_id", "NetworkInterfaceId", "The id AWS gave it, such as eni-0a1b2c.", IsKey: true),
            new("vpc_id", "VpcId", "The VPC it is in."),
            new("subnet_id", "SubnetId", "The subnet it is in, and so the route table and network ACL that apply."),
            new("private_ip", "PrivateIpAddress", "Its primary private IPv4 address.", ColumnType.Address),
            new("private_ips", "PrivateIpAddresses[].PrivateIpAddress", "All its private IPv4 addresses.", ColumnType.TextArray),
            new("public_ip", "Association.PublicIp", "The public IPv4 address of its primary address, if it has one.", ColumnType.Address),
            new("public_ips", "PrivateIpAddresses[].Association.PublicIp", "All its public IPv4 addresses.", ColumnType.TextArray),
            new("ipv6_addresses", "Ipv6Addresses[].Ipv6Address", "Its IPv6 addresses.", ColumnType.TextArray),
            new("mac_address", "MacAddress", "Its MAC address."),
            new("instance_id", "Attachment.InstanceId", "The instance it is attached to, if any."),
            new("security_group_ids", "Groups[].GroupId", "The security groups whose rules apply to it.", ColumnType.TextArray),
            new("interface_type", "InterfaceType", "What it is for: interface, nat_gateway, load_balancer, lambda, vpc_endpoint and others."),
            new("description", "Description", "What AWS or its maker says it is for; of a load balancer, its name."),
            new("requester_id", "RequesterId", "The service or account it was made for."),
            new("status", "Status", "available, attaching, in-use, detaching or associated."),
            new("owner_id", "OwnerId", "The account it belongs to."),
            new("checks_source_dest", "SourceDestCheck", "Whether it drops what is neither from nor to itself; false for one that routes.", ColumnType.Boolean),
            new("private_dns_name", "PrivateDnsName", "Its host name inside the VPC."),
            new("tags", "TagSet", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("TagSet", RedactionPolicies.Tags), new("Description", RedactionPolicies.Text)],
    };
}
