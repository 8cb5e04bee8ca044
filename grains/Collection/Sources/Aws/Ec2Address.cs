namespace Raposa.Collection.Sources.Aws;

internal static class Ec2Address
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_address",
        Description = "An Elastic IP address, in use or not.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new AwsRead
        {
            List = new("ec2:DescribeAddresses", "Addresses[]"),
            Only = AwsOnly.Filter("public-ip"),
        },
        Columns =
        [
            new("public_ip", "PublicIp", "The address, which one of EC2-Classic has and no id.", IsKey: true),
            new("allocation_id", "AllocationId", "The id AWS gave it, such as eipalloc-0a1b2c."),
            new("private_ip", "PrivateIpAddress", "The private address it leads to.", ColumnType.Address),
            new("network_interface_id", "NetworkInterfaceId", "The interface it leads to."),
            new("interface_owner_id", "NetworkInterfaceOwnerId", "The account of that interface."),
            new("instance_id", "InstanceId", "The instance it leads to."),
            new("association_id", "AssociationId", "Null if it leads nowhere."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
