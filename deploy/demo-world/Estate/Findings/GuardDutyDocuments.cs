using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Estate.Identity;

namespace Raposa.DemoWorld.Estate.Findings;

/// <summary>GuardDuty: a detector in each region, findings about the demo's attacks, and the noise of every day.</summary>
internal static class GuardDutyDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["ListDetectors"] = call => EstateAnswer.List("DetectorIds", (string[])[DetectorOf(call)], id => id),
        ["GetDetector"] = Detector,
        ["ListFindings"] = call => EstateAnswer.List("FindingIds", Findings(Known(call)), finding => finding["Id"]!.DeepClone()),
        ["GetFindings"] = Get,
    };

    /// <summary>Days that GuardDuty keeps a finding.</summary>
    private const int Kept = 90;

    private static readonly (string Type, double Severity, string Title)[] Noise =
    [
        ("Recon:EC2/PortProbeUnprotectedPort", 2, "An unprotected port on {0} is being probed."),
        ("UnauthorizedAccess:EC2/SSHBruteForce", 2, "{0} is under an SSH brute force attack."),
        ("Recon:EC2/Portscan", 5, "Unusual outbound port scan from {0}."),
        ("Behavior:EC2/NetworkPortUnusual", 5, "{0} is talking over an unusual port."),
    ];

    public static string DetectorOf(EstateCall call) => call.Company.Ids.Hex(32, "detector", call.Account.Id, call.RegionName);

    /// <summary>Everything of the last 90 days, newest first.</summary>
    public static ImmutableArray<JsonObject> Findings(EstateCall call) =>
    [
        .. Everyday(call).Concat(Planted(call)).Where(one => one.At <= call.Now && one.At > call.Now.AddDays(-Kept))
            .OrderByDescending(one => one.At).Select(one => Document(call, one)),
    ];

    private static EstateAnswer Detector(EstateCall call)
    {
        _ = Known(call);
        JsonObject Feature(string name, bool isOn) => new() { ["Name"] = name, ["Status"] = isOn ? "ENABLED" : "DISABLED", ["UpdatedAt"] = "2023-05-17T08:00:00+00:00" };
        return EstateAnswer.Of(new()
        {
            ["CreatedAt"] = "2023-05-17T08:00:00.000Z", ["FindingPublishingFrequency"] = "SIX_HOURS", ["Status"] = "ENABLED",
            ["UpdatedAt"] = "2024-01-09T08:00:00.000Z", ["Tags"] = new JsonObject(),
            ["ServiceRole"] = $"arn:aws:iam::{call.Account.Id}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty",
            ["Features"] = new JsonArray(Feature("CLOUD_TRAIL", true), Feature("S3_DATA_EVENTS", true), Feature("EKS_AUDIT_LOGS", call.Account.IsProduction)),
        });
    }

    private static EstateAnswer Get(EstateCall call)
    {
        var wanted = Known(call).Texts("FindingIds");
        return wanted.Count is 0 or > 50
            ? throw new AwsErrorException(400, "BadRequestException", "The request is rejected because the parameter findingIds has an invalid value.")
            : EstateAnswer.Of(new() { ["Findings"] = Json.Array(Findings(call).Where(one => wanted.Contains(one["Id"]!.GetValue<string>()))) });
    }

    private static EstateCall Known(EstateCall call) => call.Needed("DetectorId") == DetectorOf(call)
        ? call
        : throw new AwsErrorException(400, "BadRequestException", "The request is rejected because the input detectorId is not owned by the current account.");

    private static IEnumerable<Raw> Everyday(EstateCall call)
    {
        var targets = call.Region.Slots.Where(slot => slot.Pet is { IsPublic: true }).ToList();
        var period = TimeSpan.FromHours(call.Account.IsProduction ? 29 : 83);
        var last = (long)Math.Floor((call.Now - call.Moment.Anchor) / period);
        for (var number = last; targets.Count > 0 && (last - number) * period < TimeSpan.FromDays(Kept + 4); number--)
        {
            var dice = call.Company.Ids.Dice("guardduty", call.Account.Id, call.RegionName, number.ToString(CultureInfo.InvariantCulture));
            var kind = dice.Pick(Noise);
            var machine = dice.Pick(targets).Machine(0);
            var at = call.Moment.Anchor + (period * number) - TimeSpan.FromSeconds(dice.Below(40_000));
            yield return new(kind.Type, kind.Severity, at, string.Format(CultureInfo.InvariantCulture, kind.Title, machine.Id), dice) { Machine = machine };
        }
    }

    // What the demo's day does shows here too, a few minutes later.
    private static IEnumerable<Raw> Planted(EstateCall call)
    {
        var anchor = call.Moment.Anchor;
        Dice Own(string name) => call.Company.Ids.Dice("guardduty", name);
        if (call.Account.IsProduction && call.Region.IsHome)
        {
            var user = Corvina.ReportUser.Name;
            yield return new("PrivilegeEscalation:IAMUser/AnomalousBehavior", 8, anchor.AddMinutes(-325), $"APIs commonly used in PrivilegeEscalation tactics were invoked by user {user} in an anomalous way.", Own("privilege")) { User = user };
            yield return new("Stealth:IAMUser/CloudTrailLoggingDisabled", 2, anchor.AddMinutes(-320), $"AWS CloudTrail trail {Corvina.TrailName} was disabled.", Own("stealth")) { User = user };
            yield return new("Policy:S3/BucketAnonymousAccessGranted", 8, anchor.AddMinutes(-140), $"Amazon S3 public anonymous access was granted for S3 bucket {Corvina.ExportBucket}.", Own("bucket")) { Bucket = Corvina.ExportBucket };
        }

        if (FleetBuilder.IsGpuRegion(call.Region))
        {
            var machine = call.Region.Slots.First(slot => slot.Fleet.Kind == FleetKind.Gpu).Machine(0);
            yield return new("CryptoCurrency:EC2/BitcoinTool.B!DNS", 8, machine.LaunchedAt.AddHours(3), $"The EC2 instance {machine.Id} is querying a domain name that is associated with Bitcoin-related activity.", Own("coin")) { Machine = machine };
        }
    }

    private static JsonObject Document(EstateCall call, Raw raw)
    {
        var (id, detector) = (raw.Dice.Fork("id").Hex(32), DetectorOf(call));
        return new()
        {
            ["AccountId"] = call.Account.Id, ["Arn"] = call.Region.Arn("guardduty", $"detector/{detector}/finding/{id}"),
            ["CreatedAt"] = Text(raw.At.AddMinutes(4)),
            ["Description"] = raw.Title, ["Id"] = id, ["Partition"] = "aws", ["Region"] = call.RegionName,
            ["Resource"] = Resource(call, raw), ["SchemaVersion"] = "2.0",
            ["Service"] = new JsonObject
            {
                ["Action"] = Action(raw), ["Archived"] = raw.At < call.Now.AddDays(-30),
                ["Count"] = raw.Dice.Fork("count").Between(1, 40), ["DetectorId"] = detector,
                ["EventFirstSeen"] = Text(raw.At), ["EventLastSeen"] = Text(raw.At.AddMinutes(3)), ["ResourceRole"] = "TARGET",
                ["ServiceName"] = "guardduty",
                ["AdditionalInfo"] = new JsonObject { ["Value"] = "{}", ["Type"] = "default" },
            },
            ["Severity"] = raw.Severity, ["Title"] = raw.Title, ["Type"] = raw.Type, ["UpdatedAt"] = Text(raw.At.AddMinutes(4)),
        };
    }

    private static JsonObject Resource(EstateCall call, Raw raw) => raw switch
    {
        { Machine: { } machine } => new()
        {
            ["ResourceType"] = "Instance",
            ["InstanceDetails"] = new JsonObject
            {
                ["AvailabilityZone"] = machine.Slot.Subnet.Zone, ["ImageId"] = machine.Image.Id, ["InstanceId"] = machine.Id,
                ["InstanceState"] = "running",
                ["InstanceType"] = machine.Type, ["LaunchTime"] = Text(machine.LaunchedAt),
                ["Tags"] = Json.Tags(InstanceDocuments.TagsOf(machine)),
                ["NetworkInterfaces"] = new JsonArray(new JsonObject
                {
                    ["NetworkInterfaceId"] = machine.Interface, ["PrivateIpAddress"] = machine.PrivateIp,
                    ["SubnetId"] = machine.Slot.Subnet.Id,
                    ["VpcId"] = machine.Slot.Subnet.Vpc, ["SecurityGroups"] = new JsonArray(InstanceDocuments.Group(machine)),
                }.With("PublicIp", machine.PublicIp)),
            },
        },
        { Bucket: { } bucket } => new()
        {
            ["ResourceType"] = "S3Bucket",
            ["S3BucketDetails"] = new JsonArray(new JsonObject { ["Arn"] = $"arn:aws:s3:::{bucket}", ["Name"] = bucket, ["Type"] = "Destination" }),
        },
        _ => AccessKey(IdentityDocuments.Users(call).First(user => user.Name == raw.User)),
    };

    private static JsonObject AccessKey(IamUser user) => new()
    {
        ["ResourceType"] = "AccessKey",
        ["AccessKeyDetails"] = new JsonObject { ["AccessKeyId"] = user.Keys[0].Id, ["PrincipalId"] = user.Id, ["UserName"] = user.Name, ["UserType"] = "IAMUser" },
    };

    private static JsonObject Action(Raw raw) => raw.Machine is not null
        ? new()
        {
            ["ActionType"] = "NETWORK_CONNECTION",
            ["NetworkConnectionAction"] = new JsonObject
            {
                ["Blocked"] = false, ["ConnectionDirection"] = "INBOUND", ["Protocol"] = "TCP",
                ["LocalPortDetails"] = new JsonObject { ["Port"] = 22, ["PortName"] = "SSH" },
                ["RemoteIpDetails"] = new JsonObject { ["IpAddressV4"] = $"192.0.2.{raw.Dice.Fork("remote").Between(100, 250)}" },
            },
        }
        : new()
        {
            ["ActionType"] = "AWS_API_CALL",
            ["AwsApiCallAction"] = new JsonObject
            {
                ["Api"] = raw.Bucket is null ? "AttachUserPolicy" : "PutBucketPolicy", ["CallerType"] = "Remote IP",
                ["ServiceName"] = raw.Bucket is null ? "iam.amazonaws.com" : "s3.amazonaws.com",
                ["RemoteIpDetails"] = new JsonObject { ["IpAddressV4"] = "192.0.2.146" },
            },
        };

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private sealed record Raw(string Type, double Severity, DateTimeOffset At, string Title, Dice Dice)
    {
        public Instance? Machine { get; init; }

        public string? Bucket { get; init; }

        public string? User { get; init; }
    }
}
