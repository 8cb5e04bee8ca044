using System.Globalization;
using System.Text;

namespace Raposa.Benchmarks;

/// <summary>
/// EC2 instances as <c>DescribeInstances</c> returns them: its members, ids of its form, the size of recorded ones (some
/// 2,200 bytes). All by a seed.
/// </summary>
internal sealed class InstancePayloads(int seed)
{
    private static readonly string[] Types = ["t3.micro", "t3.large", "m6i.xlarge", "c6g.2xlarge", "r6i.large"];
    private static readonly string[] Teams = ["payments", "search", "platform", "data", "web"];

    private readonly Random _random = new(seed);

    public string NewId() => $"i-{Hex(17)}";

    /// <summary>An instance in a state of its own: two calls for one id give two documents.</summary>
    public byte[] Document(string id)
    {
        var (subnet, vpc, group, eni, volume) = (Hex(17), Hex(17), Hex(17), Hex(17), Hex(17));
        var ip = string.Create(CultureInfo.InvariantCulture, $"10.{_random.Next(256)}.{_random.Next(256)}.{_random.Next(256)}");
        var launched = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(_random.Next(5_000_000)).ToString("yyyy-MM-ddTHH:mm:ss.000Z", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(
            $$"""
            {"AmiLaunchIndex":0,"ImageId":"ami-{{Hex(17)}}","InstanceId":"{{id}}","InstanceType":"{{Types[_random.Next(Types.Length)]}}","LaunchTime":"{{launched}}",
            "Monitoring":{"State":"disabled"},"Placement":{"AvailabilityZone":"eu-west-1{{"abc"[_random.Next(3)]}}","GroupName":"","Tenancy":"default"},
            "PrivateDnsName":"ip-{{ip.Replace('.', '-')}}.eu-west-1.compute.internal","PrivateIpAddress":"{{ip}}","ProductCodes":[],"PublicDnsName":"",
            "State":{"Code":16,"Name":"running"},"StateTransitionReason":"","SubnetId":"subnet-{{subnet}}","VpcId":"vpc-{{vpc}}","Architecture":"x86_64",
            "BlockDeviceMappings":[{"DeviceName":"/dev/xvda","Ebs":{"AttachTime":"{{launched}}","DeleteOnTermination":true,"Status":"attached","VolumeId":"vol-{{volume}}"} }],
            "ClientToken":"{{Hex(8)}}-{{Hex(4)}}-{{Hex(4)}}-{{Hex(4)}}-{{Hex(12)}}","EbsOptimized":false,"EnaSupport":true,"Hypervisor":"xen",
            "IamInstanceProfile":{"Arn":"arn:aws:iam::123456789012:instance-profile/{{Teams[_random.Next(Teams.Length)]}}-node","Id":"AIPA{{Hex(16).ToUpperInvariant()}}"},
            "NetworkInterfaces":[{"Attachment":{"AttachTime":"{{launched}}","AttachmentId":"eni-attach-{{Hex(17)}}","DeleteOnTermination":true,"DeviceIndex":0,"Status":"attached","NetworkCardIndex":0},
            "Description":"","Groups":[{"GroupName":"nodes","GroupId":"sg-{{group}}"}],"Ipv6Addresses":[],"MacAddress":"12:{{Hex(2)}}:{{Hex(2)}}:{{Hex(2)}}:{{Hex(2)}}:{{Hex(2)}}",
            "NetworkInterfaceId":"eni-{{eni}}","OwnerId":"123456789012","PrivateIpAddress":"{{ip}}","PrivateIpAddresses":[{"Primary":true,"PrivateIpAddress":"{{ip}}"}],
            "SourceDestCheck":true,"Status":"in-use","SubnetId":"subnet-{{subnet}}","VpcId":"vpc-{{vpc}}","InterfaceType":"interface"}],
            "RootDeviceName":"/dev/xvda","RootDeviceType":"ebs","SecurityGroups":[{"GroupName":"nodes","GroupId":"sg-{{group}}"}],"SourceDestCheck":true,
            "Tags":[{"Key":"Name","Value":"node-{{Hex(6)}}"},{"Key":"team","Value":"{{Teams[_random.Next(Teams.Length)]}}"},{"Key":"aws:autoscaling:groupName","Value":"nodes-{{Hex(8)}}"}],
            "VirtualizationType":"hvm","CpuOptions":{"CoreCount":2,"ThreadsPerCore":2},"CapacityReservationSpecification":{"CapacityReservationPreference":"open"},
            "HibernationOptions":{"Configured":false},"MetadataOptions":{"State":"applied","HttpTokens":"required","HttpPutResponseHopLimit":2,"HttpEndpoint":"enabled","HttpProtocolIpv6":"disabled","InstanceMetadataTags":"disabled"},
            "EnclaveOptions":{"Enabled":false},"BootMode":"uefi-preferred","PlatformDetails":"Linux/UNIX","UsageOperation":"RunInstances","UsageOperationUpdateTime":"{{launched}}",
            "PrivateDnsNameOptions":{"HostnameType":"ip-name","EnableResourceNameDnsARecord":false,"EnableResourceNameDnsAAAARecord":false},"MaintenanceOptions":{"AutoRecovery":"default"},"CurrentInstanceBootMode":"uefi"}
            """);
    }

    private string Hex(int length) => string.Create(length, _random, static (text, random) =>
    {
        for (var at = 0; at < text.Length; at++)
        {
            text[at] = "0123456789abcdef"[random.Next(16)];
        }
    });
}
