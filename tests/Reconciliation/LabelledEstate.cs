using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Raposa.Reconciliation;

/// <summary>
/// An estate made of cases whose right answer is known because of how they were made: each writes the documents that AWS and
/// Falcon would return, and beside them what each instance and each record must count as.
/// </summary>
internal sealed class LabelledEstate
{
    public const string Tenant = "0123456789abcdef0123456789abcdef";
    public const string Main = "111111111111", Other = "222222222222", Stranger = "999999999999";
    public static readonly DateTimeOffset AsOf = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>When every snapshot was sealed.</summary>
    public static readonly DateTimeOffset ReadAt = AsOf.AddSeconds(-150);

    private static readonly (string Account, string Region)[] Places = [(Main, "eu-west-1"), (Main, "us-east-1"), (Other, "eu-west-1")];

    private readonly Random _random;
    private int _number;

    /// <summary>With some of each pathology.</summary>
    public LabelledEstate(int seed)
        : this(new Random(seed))
    {
        foreach (var pathology in Pathologies.All)
        {
            for (var count = _random.Next(1, 4); count > 0; count--)
            {
                pathology.Write(this);
            }
        }
    }

    private LabelledEstate(Random random) => _random = random;

    public List<Document> Instances { get; } = [];

    public List<Document> Interfaces { get; } = [];

    public List<Document> Sensors { get; } = [];

    /// <summary>In the snapshots before the newest only.</summary>
    public List<Document> EarlierInstances { get; } = [];

    public List<Document> EarlierSensors { get; } = [];

    public Dictionary<string, (CoverageClass Class, VerdictReason Reason)> ExpectedInstances { get; } = [];

    public Dictionary<string, (CoverageClass Class, VerdictReason Reason)> ExpectedSensors { get; } = [];

    public static ImmutableArray<(string Account, string Region)> AllPlaces => [.. Places];

    /// <summary>With nothing in it.</summary>
    public static LabelledEstate Empty() => new(new Random(0));

    /// <summary>A machine that nothing else is like, where the case does not choose.</summary>
    public Machine NewMachine(TimeSpan? age = null)
    {
        var (account, region) = Places[_random.Next(Places.Length)];
        var number = ++_number;
        return new()
        {
            Account = account,
            Region = region,
            Id = string.Create(CultureInfo.InvariantCulture, $"i-{number:x17}"),
            Ip = string.Create(CultureInfo.InvariantCulture, $"10.{number / 250 / 250}.{number / 250 % 250}.{number % 250}"),
            Mac = string.Create(CultureInfo.InvariantCulture, $"06:00:00:{number >> 16 & 255:x2}:{number >> 8 & 255:x2}:{number & 255:x2}"),
            LaunchedAt = ReadAt - (age ?? TimeSpan.FromMinutes(_random.Next(600, 60_000))),
        };
    }

    public string NewDevice() => string.Create(CultureInfo.InvariantCulture, $"{++_number:x32}");

    /// <summary>A check-in lately.</summary>
    public DateTimeOffset Lately() => ReadAt.AddSeconds(-_random.Next(5, 540));

    public void Expect(Machine machine, CoverageClass verdict, VerdictReason reason) => ExpectedInstances[machine.Id] = (verdict, reason);

    public void AddInstance(Machine machine, string state = "running", string? name = null) => Instances.Add(InstanceOf(machine, state, name));

    public void AddEarlierInstance(Machine machine) => EarlierInstances.Add(InstanceOf(machine, "running", null));

    public string AddSensor(JsonObject host, CoverageClass verdict, VerdictReason reason, bool isEarlier = false)
    {
        var device = host["device_id"]!.GetValue<string>();
        (isEarlier ? EarlierSensors : Sensors).Add(new(Tenant, null, device, host));
        ExpectedSensors[device] = (verdict, reason);
        return device;
    }

    /// <summary>As Falcon writes the record of a sensor on that machine.</summary>
    public JsonObject HostOf(Machine machine, DateTimeOffset? lastSeen = null, DateTimeOffset? firstSeen = null) => new()
    {
        ["device_id"] = NewDevice(), ["cid"] = Tenant, ["hostname"] = machine.PrivateDns, ["instance_id"] = machine.Id,
        ["service_provider"] = "AWS_EC2_V2", ["service_provider_account_id"] = machine.Account, ["zone_group"] = $"{machine.Region}a",
        ["local_ip"] = machine.Ip, ["mac_address"] = machine.Mac.Replace(':', '-'), ["system_manufacturer"] = "Amazon EC2",
        ["serial_number"] = "ec2f3b1c-0000", ["product_type_desc"] = "Server", ["agent_version"] = "7.27.18003.0",
        ["reduced_functionality_mode"] = "no", ["first_seen"] = Utc(firstSeen ?? machine.LaunchedAt.AddSeconds(90)),
        ["last_seen"] = Utc(lastSeen ?? Lately()),
    };

    /// <summary>The sensor could not ask the metadata service.</summary>
    public static JsonObject WithoutMetadata(JsonObject host)
    {
        foreach (var name in (string[])["instance_id", "service_provider", "service_provider_account_id", "zone_group"])
        {
            host.Remove(name);
        }

        return host;
    }

    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private Document InstanceOf(Machine machine, string state, string? name)
    {
        var exists = state is not ("terminated" or "shutting-down");
        if (exists)
        {
            var key = $"eni-{machine.Id[2..]}";
            Interfaces.Add(new(machine.Account, machine.Region, key, new()
            {
                ["NetworkInterfaceId"] = key, ["Status"] = "in-use", ["MacAddress"] = machine.Mac,
                ["PrivateIpAddresses"] = new JsonArray(new JsonObject { ["PrivateIpAddress"] = machine.Ip }),
                ["Attachment"] = new JsonObject { ["InstanceId"] = machine.Id },
            }));
        }

        return new(machine.Account, machine.Region, machine.Id, new()
        {
            ["InstanceId"] = machine.Id, ["State"] = new JsonObject { ["Name"] = state }, ["LaunchTime"] = Utc(machine.LaunchedAt),
            ["PrivateDnsName"] = exists ? machine.PrivateDns : "",
            ["NetworkInterfaces"] = exists
                ? new JsonArray(new JsonObject
                {
                    ["MacAddress"] = machine.Mac,
                    ["PrivateIpAddresses"] = new JsonArray(new JsonObject { ["PrivateIpAddress"] = machine.Ip }),
                })
                : [],
            ["Tags"] = new JsonArray(
                new JsonObject { ["Key"] = "Role", ["Value"] = "web" }, new JsonObject { ["Key"] = "Name", ["Value"] = name ?? $"web-{machine.Id}" }),
        });
    }

    internal sealed record Document(string Account, string? Region, string Key, JsonObject Body);

    internal sealed record Machine
    {
        public required string Account { get; init; }

        public required string Region { get; init; }

        public required string Id { get; init; }

        public required string Ip { get; init; }

        public required string Mac { get; init; }

        public required DateTimeOffset LaunchedAt { get; init; }

        public string PrivateDns => $"ip-{Ip.Replace('.', '-')}.{Region}.compute.internal";
    }
}
