using System.Globalization;
using Raposa.DemoWorld.Trail;

namespace Raposa.DemoWorld.Life;

/// <summary>Those who look at everything all day: two vendors by contract, and the internet without one.</summary>
internal static class Scanners
{
    private static readonly string[] Regions = [Corvina.Region, "eu-central-1", Corvina.GlobalRegion];

    private static readonly (string Service, string Name)[] Posture =
    [
        ("ec2", "DescribeSecurityGroups"), ("ec2", "DescribeInstances"), ("ec2", "DescribeVolumes"), ("ec2", "DescribeSnapshots"),
        ("ec2", "DescribeFlowLogs"), ("rds", "DescribeDBInstances"), ("rds", "DescribeDBSnapshots"), ("lambda", "ListFunctions20150331"),
        ("kms", "ListKeys"), ("kms", "GetKeyRotationStatus"), ("cloudtrail", "DescribeTrails"), ("cloudtrail", "GetTrailStatus"),
        ("config", "DescribeConfigurationRecorders"), ("guardduty", "ListDetectors"), ("iam", "GetAccountPasswordPolicy"),
        ("iam", "GetCredentialReport"), ("iam", "ListUsers"), ("iam", "ListRoles"), ("s3", "GetBucketPolicyStatus"),
        ("s3", "GetBucketPublicAccessBlock"), ("s3", "GetBucketAcl"), ("s3", "GetBucketEncryption"), ("sns", "ListTopics"),
    ];

    private static readonly (string Service, string Name)[] Monitoring =
    [
        ("monitoring", "ListMetrics"), ("monitoring", "DescribeAlarms"), ("tagging", "GetResources"), ("ec2", "DescribeInstances"),
        ("ecs", "ListClusters"), ("rds", "DescribeDBInstances"), ("sqs", "ListQueues"), ("elasticloadbalancing", "DescribeLoadBalancers"),
    ];

    private static readonly string[] Buckets = ["corvina-assets", "corvina-uploads", "corvina-reports", Corvina.ExportBucket];

    public static void Live(TrailWriter trail, WorkingDay day, Dice dice)
    {
        ScanPosture(trail, day, dice.Fork("posture"));
        Monitor(trail, day, dice.Fork("monitoring"));
        Knock(trail, day, dice.Fork("internet"));
    }

    private static void ScanPosture(TrailWriter trail, WorkingDay day, Dice dice)
    {
        var vendor = Principal.OtherAccount(Corvina.ScannerVendor, "AROA6POSTUREVENDOR22X:scan", "192.0.2.90", Corvina.Boto);
        foreach (var start in day.Every(TimeSpan.FromHours(6), dice))
        {
            const string role = "posture-scanner-readonly";
            trail.Add(Sts.AssumeRole(start, vendor, Corvina.Production, role, "AROA6CORVINA2POSTUR3X", "posture-scan", dice));
            var me = Principal.Session(
                Corvina.Production, "/", role, "AROA6CORVINA2POSTUR3X", "posture-scan", $"ASIA{dice.Id(16)}", start, vendor.Ip, Corvina.Boto);
            var at = start;
            for (var calls = 160; calls > 0; calls--)
            {
                at += dice.Seconds(1, 6);
                trail.Add(Look(at, me, dice.Pick(Posture), dice));
            }
        }
    }

    private static void Monitor(TrailWriter trail, WorkingDay day, Dice dice)
    {
        var vendor = Principal.OtherAccount(Corvina.MonitoringVendor, "AROA6MONITORVENDOR33X:poll", "192.0.2.95", Corvina.GoSdk);
        foreach (var start in day.Every(TimeSpan.FromMinutes(15), dice))
        {
            const string role = "monitoring-integration";
            trail.Add(Sts.AssumeRole(start, vendor, Corvina.Production, role, "AROA6CORVINA3MONITO4X", "poll", dice));
            var me = Principal.Session(
                Corvina.Production, "/", role, "AROA6CORVINA3MONITO4X", "poll", $"ASIA{dice.Id(16)}", start, vendor.Ip, Corvina.GoSdk);
            for (var calls = 5; calls > 0; calls--)
            {
                trail.Add(Look(start.AddSeconds(calls * 2), me, dice.Pick(Monitoring), dice));
            }
        }
    }

    // Names of buckets leak into pages, and somebody always tries the handle. S3 refuses each of them.
    private static void Knock(TrailWriter trail, WorkingDay day, Dice dice)
    {
        foreach (var at in day.CustomerMoments(dice, 22))
        {
            var visitor = Principal.Anonymous(
                string.Create(CultureInfo.InvariantCulture, $"203.0.113.{dice.Between(200, 250)}"), "[Mozilla/5.0 zgrab/0.x]");
            trail.Add(S3.List(at, visitor, dice.Pick(Buckets), dice) with { Error = ("AccessDenied", "Access Denied") });
        }
    }

    private static Call Look(DateTimeOffset at, Principal me, (string Service, string Name) what, Dice dice) => what.Service switch
    {
        "s3" => S3.Bucket(at, me, what.Name, dice.Pick(Buckets), "publicAccessBlock"),
        "iam" => Iam.Call(at, me, what.Name),
        _ => new(at, me, what.Service, what.Name) { Region = dice.Pick(Regions), Parameters = new() },
    };
}
