using System.Globalization;
using System.Text;
using Raposa.Collection;

namespace Raposa.Benchmarks;

/// <summary>
/// Live machines among the ghosts of autoscaled ones, as EC2 and Falcon write them. Of the live ones nine in ten have a sensor;
/// of the records three in a hundred know nothing of their cloud, and ghosts had addresses that the living have now.
/// </summary>
internal sealed class ReconcileEstate(int live, int records)
{
    private const string Account = "123456789012";

    public IEnumerable<CollectedResource> Instances() => Enumerable.Range(0, live).Select(n => New(IdOf(n),
        $$"""
        {"InstanceId":"{{IdOf(n)}}","ImageId":"ami-0b7c2f1e5a9d3c846","InstanceType":"m6i.xlarge","LaunchTime":"2026-02-20T10:00:00+00:00",
        "State":{"Code":16,"Name":"running"},"PrivateDnsName":"ip-{{IpOf(n).Replace('.', '-')}}.eu-west-1.compute.internal","PrivateIpAddress":"{{IpOf(n)}}",
        "NetworkInterfaces":[{"MacAddress":"{{MacOf(n)}}","NetworkInterfaceId":"{{EniOf(n)}}","PrivateIpAddresses":[{"Primary":true,"PrivateIpAddress":"{{IpOf(n)}}"}]}],
        "Tags":[{"Key":"Name","Value":"web"},{"Key":"Role","Value":"web"},{"Key":"aws:autoscaling:groupName","Value":"web"},{"Key":"Environment","Value":"prod"}]}
        """));

    public IEnumerable<CollectedResource> Interfaces() => Enumerable.Range(0, live).Select(n => New(EniOf(n),
        $$"""
        {"NetworkInterfaceId":"{{EniOf(n)}}","Status":"in-use","MacAddress":"{{MacOf(n)}}","PrivateIpAddress":"{{IpOf(n)}}","InterfaceType":"interface",
        "PrivateIpAddresses":[{"Primary":true,"PrivateIpAddress":"{{IpOf(n)}}"}],"Attachment":{"InstanceId":"{{IdOf(n)}}","Status":"attached"},"VpcId":"vpc-0a1b2c3d4e5f60718"}
        """));

    public IEnumerable<CollectedResource> Sensors() => Enumerable.Range(0, records).Select(record =>
    {
        // The first nine tenths of the living; everything after them is a ghost of an address.
        var isLive = record < live * 9 / 10;
        var number = isLive ? record : live + record;
        var (ip, mac) = (IpOf(isLive ? record : record % live), MacOf(number));
        var device = string.Create(CultureInfo.InvariantCulture, $"{(ulong)record * 0x9E3779B97F4A7C15:x16}{record:x16}");
        var seen = isLive ? "2026-02-28T23:55:00Z" : string.Create(CultureInfo.InvariantCulture, $"2025-{1 + (record % 12):00}-{1 + (record % 28):00}T08:00:00Z");
        var cloud = record % 100 < 3
            ? ""
            : $$"""  "instance_id":"{{IdOf(number)}}","service_provider":"AWS_EC2_V2","service_provider_account_id":"{{Account}}","zone_group":"eu-west-1a", """;
        return New(device,
            $$"""
            {"device_id":"{{device}}","cid":"0123456789abcdef0123456789abcdef","agent_load_flags":"0","agent_local_time":"{{seen}}","agent_version":"7.27.18003.0",
            "bios_manufacturer":"Amazon EC2","bios_version":"1.0","config_id_base":"65994767","config_id_build":"18003","config_id_platform":"8",{{cloud}}
            "external_ip":"52.18.200.7","connection_ip":"{{ip}}","local_ip":"{{ip}}","default_gateway_ip":"10.0.0.1","hostname":"ip-{{ip.Replace('.', '-')}}.eu-west-1.compute.internal",
            "first_seen":"2025-01-01T08:00:00Z","last_seen":"{{seen}}","mac_address":"{{mac.Replace(':', '-')}}","connection_mac_address":"{{mac.Replace(':', '-')}}","machine_domain":"",
            "major_version":"6","minor_version":"1","os_version":"Amazon Linux 2023","kernel_version":"6.1.119-129.201.amzn2023.x86_64","platform_id":"3","platform_name":"Linux",
            "product_type":"3","product_type_desc":"Server","provision_status":"Provisioned","reduced_functionality_mode":"no","linux_sensor_mode":"Kernel Mode",
            "serial_number":"ec2{{device[..5]}}-{{device[5..9]}}","status":"normal","system_manufacturer":"Amazon EC2","system_product_name":"m6i.xlarge","chassis_type":"1","chassis_type_desc":"Other",
            "tags":["SensorGroupingTags/prod"],"groups":["4f1c6b1c2a7d4f2e9b8a7c6d5e4f3a2b"],"group_hash":"{{device}}{{device}}","modified_timestamp":"{{seen}}",
            "slow_changing_modified_timestamp":"2025-01-01T09:00:00Z","last_reboot":"2025-01-01T07:59:00Z","deployment_type":"Standard","meta":{"version":"{{record % 900}}"},
            "device_policies":{"prevention":{"policy_type":"prevention","policy_id":"0a1b2c3d4e5f60718293a4b5c6d7e8f9","applied":true,"settings_hash":"d3a5c1f2","assigned_date":"2025-01-01T08:01:00Z","applied_date":"2025-01-01T08:02:00Z"},
            "sensor_update":{"policy_type":"sensor-update","policy_id":"1a1b2c3d4e5f60718293a4b5c6d7e8f9","applied":true,"settings_hash":"65994753","assigned_date":"2025-01-01T08:01:00Z","applied_date":"2025-01-01T08:02:00Z"} } }
            """);
    });

    private static CollectedResource New(string key, string json) => new(key, Encoding.UTF8.GetBytes(json));

    private static string IdOf(int n) => string.Create(CultureInfo.InvariantCulture, $"i-{n:x17}");

    private static string EniOf(int n) => string.Create(CultureInfo.InvariantCulture, $"eni-{n:x17}");

    private static string IpOf(int n) => string.Create(CultureInfo.InvariantCulture, $"10.{n / 250 / 250}.{n / 250 % 250}.{2 + (n % 250)}");

    private static string MacOf(int n) => string.Create(CultureInfo.InvariantCulture, $"06:{n >> 24 & 255:x2}:{n >> 16 & 255:x2}:{n >> 8 & 255:x2}:{n & 255:x2}:01");
}
