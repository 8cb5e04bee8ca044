using System.Globalization;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Fleets;

namespace Raposa.DemoWorld.Estate.Sensors;

/// <summary>Records of hosts as Falcon writes them. Some lack what the cloud would know, and they are named in the rules below.</summary>
internal static class SensorDocuments
{
    private static readonly string[] Versions = ["7.21.17405.0", "7.22.17506.0", "7.23.17607.0", "7.24.17706.0", "7.25.17804.0", "7.26.17905.0", "7.27.18003.0", "7.28.18106.0", "7.29.18205.0"];

    public static JsonObject Host(SensorRecord record, EstateMoment moment) =>
        record.Slot is { } slot ? Machine(record, slot, moment) : Outsider(record, record.Foreign!, moment);

    /// <summary>When its sensor was last heard of.</summary>
    public static DateTimeOffset LastSeen(SensorRecord record, EstateMoment moment)
    {
        if (record.Slot is not { } slot)
        {
            return Floor(moment.At).AddMinutes(-(record.Foreign!.Number * 37 % 3000));
        }

        var machine = slot.Machine(record.Generation);
        var lag = slot.DiceOf(record.Generation).Fork("lag");
        if (record.Copy == 1)
        {
            // The older of two records ends where the sensor was installed again.
            return machine.LaunchedAt.AddMinutes(20 + lag.Below(60));
        }

        if (slot.Sensor == SensorState.Silent)
        {
            return moment.Anchor.AddDays(-12).AddMinutes(-lag.Below(600));
        }

        if (slot.Pet is { IsStopped: true })
        {
            return moment.Anchor.AddDays(-31).AddMinutes(-lag.Below(600));
        }

        return machine.EndsAt is { } end && end <= moment.At ? end.AddSeconds(-lag.Below(600)) : Floor(moment.At).AddSeconds(-lag.Below(540));
    }

    private static JsonObject Machine(SensorRecord record, Slot slot, EstateMoment moment)
    {
        var machine = slot.Machine(record.Generation);
        var dice = slot.DiceOf(record.Generation).Fork("falcon");
        var first = machine.LaunchedAt.AddSeconds(90 + (record.Copy == 0 ? 0 : 20));
        var last = LastSeen(record, moment);
        var isWindows = machine.Image.IsWindows;
        var host = new JsonObject
        {
            ["device_id"] = record.DeviceId, ["cid"] = SensorTenant.CustomerId(moment.Company), ["agent_load_flags"] = "0",
            ["agent_local_time"] = Milliseconds(last),
            ["agent_version"] = VersionOf(record, moment, last), ["bios_manufacturer"] = "Amazon EC2", ["bios_version"] = "1.0",
            ["config_id_platform"] = isWindows ? "3" : "8",
            ["external_ip"] = machine.PublicIp ?? slot.Region.Network.Nat.PublicIp, ["connection_ip"] = machine.PrivateIp,
            ["default_gateway_ip"] = slot.Subnet.Address(-3),
            ["hostname"] = isWindows ? machine.HostName.ToUpperInvariant() : machine.HostName, ["first_seen"] = Json.Utc(first),
            ["last_seen"] = Json.Utc(last),
            ["local_ip"] = machine.PrivateIp, ["mac_address"] = machine.Mac.Replace(':', '-'),
            ["connection_mac_address"] = machine.Mac.Replace(':', '-'),
            ["machine_domain"] = isWindows ? "corp.corvina.example" : "", ["major_version"] = isWindows ? "10" : "6",
            ["minor_version"] = isWindows ? "0" : "1",
            ["os_version"] = isWindows ? "Windows Server 2019" : machine.Image == slot.Region.Images.Worker ? "Amazon Linux 2" : "Amazon Linux 2023",
            ["kernel_version"] = isWindows ? "10.0.17763.6659" : "6.1.119-129.201.amzn2023.x86_64",
            ["platform_id"] = isWindows ? "0" : "3", ["platform_name"] = isWindows ? "Windows" : "Linux",
            ["product_type"] = "3", ["product_type_desc"] = "Server", ["provision_status"] = "Provisioned",
            ["reduced_functionality_mode"] = slot.Sensor == SensorState.Reduced ? "yes" : "no",
            ["linux_sensor_mode"] = isWindows ? "" : slot.Sensor == SensorState.Reduced ? "User Mode" : "Kernel Mode",
            ["serial_number"] = $"ec2{dice.Fork("serial").Uuid()[3..]}",
            ["status"] = "normal", ["system_manufacturer"] = "Amazon EC2", ["system_product_name"] = machine.Type,
            ["chassis_type"] = "1", ["chassis_type_desc"] = "Other",
            ["tags"] = Json.Texts($"SensorGroupingTags/{slot.Region.Account.Environment}"),
            ["groups"] = Json.Texts(moment.Company.Ids.Hex(32, "group", slot.Region.Account.Environment)),
            ["group_hash"] = moment.Company.Ids.Hex(64, "group-hash", slot.Region.Account.Environment),
            ["device_policies"] = Policies(moment.Company, first),
            ["modified_timestamp"] = Json.Utc(last), ["slow_changing_modified_timestamp"] = Json.Utc(first.AddHours(1)),
            ["last_reboot"] = Json.Utc(machine.LaunchedAt.AddSeconds(18)),
            ["deployment_type"] = "Standard", ["meta"] = new JsonObject { ["version"] = VersionText(dice.Below(900)) },
        };

        // Of every hundred, three know nothing of their cloud, and two know it by its older name.
        var knowledge = dice.Fork("cloud").Below(100);
        if (knowledge >= 3)
        {
            host["instance_id"] = machine.Id;
            host["service_provider"] = knowledge < 5 ? "AWS_EC2" : "AWS_EC2_V2";
            host["service_provider_account_id"] = slot.Region.Account.Id;
            host["zone_group"] = slot.Subnet.Zone;
        }

        if (slot.Fleet.Kind == FleetKind.Node)
        {
            host["k8s_cluster_id"] = slot.Region.Ids.Uuid("k8s", slot.Region.Account.Id, slot.Region.Name);
        }

        return host;
    }

    private static JsonObject Outsider(SensorRecord record, ForeignHost foreign, EstateMoment moment)
    {
        var isLaptop = foreign.Kind == ForeignHost.Laptop;
        var isMac = isLaptop && foreign.Number % 3 == 0;
        var dice = moment.Company.Ids.Dice("outsider", foreign.Name);
        var last = LastSeen(record, moment);
        var host = new JsonObject
        {
            ["device_id"] = record.DeviceId, ["cid"] = SensorTenant.CustomerId(moment.Company),
            ["agent_version"] = VersionOf(record, moment, last), ["hostname"] = foreign.Name,
            ["external_ip"] = PublicAddresses.Elsewhere(foreign.Number),
            ["local_ip"] = string.Create(CultureInfo.InvariantCulture, $"192.168.{10 + (foreign.Number % 3)}.{20 + foreign.Number}"),
            ["mac_address"] = string.Join('-', dice.Hex(12).Chunk(2).Select(pair => new string(pair))),
            ["first_seen"] = Json.Utc(moment.Anchor.AddDays(-200 - foreign.Number)), ["last_seen"] = Json.Utc(last),
            ["os_version"] = isMac ? "Sequoia (15)" : isLaptop ? "Windows 11" : "Ubuntu 22.04",
            ["platform_name"] = isMac ? "Mac" : isLaptop ? "Windows" : "Linux",
            ["product_type_desc"] = isLaptop ? "Workstation" : "Server", ["provision_status"] = "Provisioned",
            ["reduced_functionality_mode"] = "no", ["status"] = "normal",
            ["serial_number"] = foreign.SerialNumber,
            ["system_manufacturer"] = isMac ? "Apple Inc." : isLaptop ? "LENOVO" : "Microsoft Corporation",
            ["system_product_name"] = isMac ? "Mac15,7" : isLaptop ? "21HD004MPB" : "Virtual Machine",
            ["chassis_type_desc"] = isLaptop ? "Notebook" : "Desktop",
            ["tags"] = new JsonArray(), ["groups"] = new JsonArray(),
            ["machine_domain"] = isLaptop && !isMac ? "corp.corvina.example" : "", ["modified_timestamp"] = Json.Utc(last),
            ["device_policies"] = Policies(moment.Company, moment.Anchor.AddDays(-200)),
        };
        if (!isLaptop)
        {
            host["service_provider"] = "AZURE";
            host["service_provider_account_id"] = moment.Company.Ids.Uuid("azure", "subscription");
            host["instance_id"] = foreign.SerialNumber;
        }

        return host;
    }

    private static JsonObject Policies(CompanyEstate company, DateTimeOffset since) => new()
    {
        ["prevention"] = Policy(company, "prevention", since), ["sensor_update"] = Policy(company, "sensor-update", since),
    };

    private static JsonObject Policy(CompanyEstate company, string type, DateTimeOffset since) => new()
    {
        ["policy_type"] = type, ["policy_id"] = company.Ids.Hex(32, "policy", type), ["applied"] = true,
        ["settings_hash"] = company.Ids.Hex(8, "settings", type),
        ["assigned_date"] = Json.Utc(since.AddMinutes(1)), ["applied_date"] = Json.Utc(since.AddMinutes(2)),
    };

    // A version comes out every 45 days and reaches the hosts over 20 days; a record that ended keeps its last one.
    private static string VersionOf(SensorRecord record, EstateMoment moment, DateTimeOffset last)
    {
        if (record.Slot?.Pet is { HasOldSensor: true })
        {
            return Versions[0];
        }

        var wave = new Dice((ulong)record.Id).Below(20);
        var step = (int)Math.Floor((last - moment.Anchor.AddDays(-60) - TimeSpan.FromDays(wave)).TotalDays / 45) + 6;
        return Versions[Math.Clamp(step, 0, Versions.Length - 1)];
    }

    // Sensors report in steps, so that a moment does not differ from the next in every host.
    private static DateTimeOffset Floor(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 600 * 600);

    private static string Milliseconds(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string VersionText(int number) => number.ToString(CultureInfo.InvariantCulture);
}
