namespace Raposa.Collection.Sources.Aws;

internal static class Ec2Instance
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_instance",
        Description = "A virtual machine, in whatever state; one that was terminated stays in the list for about an hour.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new AwsRead
        {
            List = new("ec2:DescribeInstances", "Reservations[].Instances[]") { PageSize = 1000 },
            Only = AwsOnly.Filter("instance-id"),
        },
        Columns =
        [
            new("instance_id", "InstanceId", "The id AWS gave it, such as i-0a1b2c.", IsKey: true),
            new("state", "State.Name", "pending, running, shutting-down, terminated, stopping or stopped."),
            new("instance_type", "InstanceType", "Its size, such as m5.large."),
            new("image_id", "ImageId", "The image it was started from."),
            new("launched_at", "LaunchTime", "When it was last started.", ColumnType.Timestamp),
            new("owner_id", "$parent.OwnerId", "The account that started it."),
            new("vpc_id", "VpcId", "The VPC it is in."),
            new("subnet_id", "SubnetId", "The subnet of its first interface."),
            new("availability_zone", "Placement.AvailabilityZone", "The zone it runs in."),
            new("private_ip", "PrivateIpAddress", "The primary private IPv4 address of its first interface.", ColumnType.Address),
            new("public_ip", "PublicIpAddress", "Its public IPv4 address, if it has one.", ColumnType.Address),
            new("private_dns_name", "PrivateDnsName", "Its host name inside the VPC."),
            new("public_dns_name", "PublicDnsName", "Its public host name; empty if it has none."),
            new("private_ips", "NetworkInterfaces[].PrivateIpAddresses[].PrivateIpAddress", "Every private IPv4 address of every interface.", ColumnType.TextArray),
            new("mac_addresses", "NetworkInterfaces[].MacAddress", "The MAC address of every interface.", ColumnType.TextArray),
            new("network_interface_ids", "NetworkInterfaces[].NetworkInterfaceId", "Its interfaces.", ColumnType.TextArray),
            new("security_group_ids", "SecurityGroups[].GroupId", "The security groups of its first interface.", ColumnType.TextArray),
            new("instance_profile_arn", "IamInstanceProfile.Arn", "The instance profile, and so the role, that programs on it can use."),
            new("volume_ids", "BlockDeviceMappings[].Ebs.VolumeId", "The volumes attached to it.", ColumnType.TextArray),
            new("metadata_tokens", "MetadataOptions.HttpTokens", "required if its metadata service answers only to a session token (IMDSv2), else optional."),
            new("metadata_endpoint", "MetadataOptions.HttpEndpoint", "Whether its metadata service answers at all: enabled or disabled."),
            new("metadata_hop_limit", "MetadataOptions.HttpPutResponseHopLimit", "How many hops a metadata token survives; above 1, containers reach it.", ColumnType.Integer),
            new("platform", "PlatformDetails", "The operating system as it is billed, such as Linux/UNIX."),
            new("architecture", "Architecture", "i386, x86_64 or arm64."),
            new("key_name", "KeyName", "The SSH key pair it was started with."),
            new("lifecycle", "InstanceLifecycle", "spot or scheduled; null for one that is on demand."),
            new("monitoring", "Monitoring.State", "Whether detailed monitoring is on."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
        RefreshedBy = [new("aws.ec2", "EC2 Instance State-change Notification", "detail.instance-id")],
    };
}
