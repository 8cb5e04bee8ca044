using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Fleets;

namespace Raposa.DemoWorld.Estate.Sensors;

/// <summary>Falcon's alerts, cases and vulnerabilities: few, and about machines that exist.</summary>
internal static class AlertDocuments
{
    private static readonly (string Name, string Tactic, string TacticId, string Technique, string TechniqueId, int Severity)[] Kinds =
    [
        ("Reverse shell from a web process", "Execution", "TA0002", "Unix Shell", "T1059.004", 70),
        ("Credential file read by an unusual process", "Credential Access", "TA0006", "Credentials In Files", "T1552.001", 50),
        ("Known miner binary", "Impact", "TA0040", "Resource Hijacking", "T1496", 90),
        ("Suspicious scheduled task", "Persistence", "TA0003", "Cron", "T1053.003", 30),
    ];

    private static readonly (string Id, double Score, string Severity, string Product)[] Flaws =
    [
        ("CVE-2024-6387", 8.1, "HIGH", "openssh 8.7p1-8.amzn2023"), ("CVE-2023-38545", 9.8, "CRITICAL", "curl 8.2.1-1.amzn2023"),
        ("CVE-2024-3094", 10.0, "CRITICAL", "xz 5.6.0"), ("CVE-2023-4911", 7.8, "HIGH", "glibc 2.34-52.amzn2023"), ("CVE-2024-28085", 3.3, "LOW", "util-linux 2.37.4-1.amzn2023"),
    ];

    /// <summary>Newest first; a new one every eleven hours or so.</summary>
    public static ImmutableArray<JsonObject> Alerts(EstateMoment moment)
    {
        var company = moment.Company;
        var hosts = company.Slots.Where(slot => slot.Sensor == SensorState.Live && slot.IsPermanent).ToList();
        if (hosts.Count == 0)
        {
            return [];
        }

        var period = TimeSpan.FromHours(11);
        var last = (long)Math.Floor((moment.At - moment.Anchor) / period);
        return
        [
            .. Enumerable.Range(0, 60).Select(back => last - back).Select(number =>
            {
                var dice = company.Ids.Dice("alert", number.ToString(CultureInfo.InvariantCulture));
                return Alert(moment, dice, dice.Pick(hosts), moment.Anchor + (period * number) - TimeSpan.FromSeconds(dice.Below(9_000)));
            }),
        ];
    }

    private static JsonObject Alert(EstateMoment moment, Dice dice, Slot slot, DateTimeOffset at)
    {
        var kind = dice.Pick(Kinds);
        var record = SensorTenant.RecordsOf(slot, slot.GenerationAt(moment.At), moment.At).First();
        var cid = SensorTenant.CustomerId(moment.Company);
        var id = $"ind:{record.DeviceId}:{dice.Fork("id").Below(1_000_000_000)}-{dice.Fork("pattern").Between(100, 900)}-{dice.Fork("n").Below(10_000)}";
        var age = moment.At - at;
        return new()
        {
            ["composite_id"] = $"{cid}:{id}", ["id"] = id, ["cid"] = cid, ["agent_id"] = record.DeviceId,
            ["aggregate_id"] = $"aggind:{record.DeviceId}:{dice.Fork("aggregate").Below(1_000_000_000)}",
            ["created_timestamp"] = Json.Utc(at.AddSeconds(40)), ["updated_timestamp"] = Json.Utc(at.AddSeconds(40)),
            ["timestamp"] = Json.Utc(at), ["crawled_timestamp"] = Json.Utc(at.AddSeconds(41)),
            ["display_name"] = kind.Name, ["name"] = kind.Name, ["description"] = $"{kind.Name} on {slot.Pet!.Name}.",
            ["tactic"] = kind.Tactic, ["tactic_id"] = kind.TacticId,
            ["technique"] = kind.Technique, ["technique_id"] = kind.TechniqueId, ["severity"] = kind.Severity,
            ["severity_name"] = kind.Severity switch { >= 90 => "Critical", >= 70 => "High", >= 50 => "Medium", _ => "Low" },
            ["confidence"] = 80,
            ["status"] = age > TimeSpan.FromDays(3) ? "closed" : age > TimeSpan.FromDays(1) ? "in_progress" : "new",
            ["product"] = "epp", ["type"] = "ldt", ["platform"] = slot.Pet.IsWindows ? "Windows" : "Linux",
            ["cmdline"] = "/usr/bin/bash -c id", ["filename"] = "bash", ["filepath"] = "/usr/bin/bash", ["user_name"] = "app",
            ["show_in_ui"] = true, ["tags"] = new JsonArray(),
            ["device"] = new JsonObject
            {
                ["device_id"] = record.DeviceId, ["hostname"] = slot.Pet.Name, ["local_ip"] = slot.Machine(0).PrivateIp,
                ["instance_id"] = slot.Machine(0).Id,
                ["service_provider"] = "AWS_EC2_V2", ["service_provider_account_id"] = slot.Region.Account.Id,
                ["platform_name"] = slot.Pet.IsWindows ? "Windows" : "Linux",
            },
        };
    }

    /// <summary>One case for each grave alert.</summary>
    public static ImmutableArray<JsonObject> Cases(EstateMoment moment) =>
    [
        .. Alerts(moment).Where(alert => alert["severity"]!.GetValue<int>() >= 70).Select(alert => new JsonObject
        {
            ["id"] = moment.Company.Ids.Hex(32, "case", alert["id"]!.GetValue<string>()), ["cid"] = alert["cid"]!.DeepClone(),
            ["name"] = alert["display_name"]!.DeepClone(),
            ["status"] = alert["status"]!.DeepClone(), ["severity"] = alert["severity"]!.DeepClone(),
            ["created_timestamp"] = alert["created_timestamp"]!.DeepClone(),
            ["updated_timestamp"] = alert["updated_timestamp"]!.DeepClone(), ["assigned_to_user_uuid"] = null,
            ["tags"] = new JsonArray(),
            ["evidence"] = new JsonObject { ["alerts"] = new JsonArray(new JsonObject { ["id"] = alert["composite_id"]!.DeepClone() }) },
        }),
    ];

    /// <summary>Of the pets with a sensor, two each.</summary>
    public static ImmutableArray<JsonObject> Vulnerabilities(EstateMoment moment) =>
    [
        .. moment.Company.Slots.Where(slot => slot.Pet is not null && slot.Sensor is SensorState.Live or SensorState.Silent && slot.Pet is not null)
            .SelectMany(slot => SensorTenant.RecordsOf(slot, 0, moment.At).Take(1).SelectMany(record => Two(slot).Select(flaw => Vulnerability(moment, slot, record, flaw))))
            .OrderBy(one => one["id"]!.GetValue<string>(), StringComparer.Ordinal),
    ];

    private static IEnumerable<(string Id, double Score, string Severity, string Product)> Two(Slot slot)
    {
        var at = slot.DiceOf(0).Fork("flaws").Below(Flaws.Length);
        return [Flaws[at], Flaws[(at + 1) % Flaws.Length]];
    }

    private static JsonObject Vulnerability(EstateMoment moment, Slot slot, SensorRecord record, (string Id, double Score, string Severity, string Product) flaw)
    {
        var remedy = moment.Company.Ids.Hex(32, "remediation", flaw.Id);
        var created = moment.Anchor.AddDays(-slot.DiceOf(0).Fork(flaw.Id).Between(3, 60));
        return new()
        {
            ["id"] = $"{record.DeviceId}_{moment.Company.Ids.Hex(32, "flaw", flaw.Id)}",
            ["cid"] = SensorTenant.CustomerId(moment.Company), ["aid"] = record.DeviceId,
            ["vulnerability_id"] = flaw.Id, ["created_timestamp"] = Json.Utc(created),
            ["updated_timestamp"] = Json.Utc(created.AddHours(5)), ["status"] = "open", ["confidence"] = "confirmed",
            ["apps"] = new JsonArray(new JsonObject
            {
                ["product_name_version"] = flaw.Product, ["sub_status"] = "open",
                ["remediation"] = new JsonObject { ["ids"] = Json.Texts(remedy) },
            }),
            ["cve"] = new JsonObject
            {
                ["id"] = flaw.Id, ["base_score"] = flaw.Score, ["severity"] = flaw.Severity,
                ["exploit_status"] = flaw.Score > 9 ? 60 : 30, ["exprt_rating"] = flaw.Severity,
            },
            ["host_info"] = new JsonObject
            {
                ["hostname"] = slot.Pet!.Name, ["local_ip"] = slot.Machine(0).PrivateIp, ["instance_id"] = slot.Machine(0).Id,
                ["service_provider"] = "AWS_EC2_V2",
                ["service_provider_account_id"] = slot.Region.Account.Id, ["platform"] = slot.Pet.IsWindows ? "Windows" : "Linux",
                ["system_manufacturer"] = "Amazon EC2", ["tags"] = new JsonArray(), ["groups"] = new JsonArray(),
            },
            ["remediation"] = new JsonObject { ["ids"] = Json.Texts(remedy) },
        };
    }
}
