using System.Text.Json.Nodes;
using Raposa.DemoWorld.Trail;

namespace Raposa.DemoWorld.Life;

/// <summary>Infrastructure as code: long plans that read everything, short applies that change a little.</summary>
internal static class Terraform
{
    private const string Role = "terraform";
    private const string RoleId = "AROA6CORVINA4TERRAF5X";
    private const string UserAgent = "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.76.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.4 ua/2.1 os/linux lang/go#1.23.3 md/GOOS#linux md/GOARCH#amd64";

    private static readonly (string Service, string Name)[] Reads =
    [
        ("ec2", "DescribeVpcs"), ("ec2", "DescribeSubnets"), ("ec2", "DescribeRouteTables"), ("ec2", "DescribeSecurityGroups"),
        ("ec2", "DescribeSecurityGroupRules"), ("ec2", "DescribeNatGateways"), ("iam", "GetRole"), ("iam", "ListRolePolicies"),
        ("iam", "GetRolePolicy"), ("iam", "ListAttachedRolePolicies"), ("iam", "GetPolicyVersion"), ("lambda", "GetFunction20150331v2"),
        ("lambda", "ListVersionsByFunction20150331"), ("kms", "DescribeKey"), ("kms", "GetKeyRotationStatus"), ("kms", "GetKeyPolicy"),
        ("rds", "DescribeDBInstances"), ("dynamodb", "DescribeTable"), ("dynamodb", "DescribeTimeToLive"), ("sqs", "GetQueueAttributes"),
        ("sns", "GetTopicAttributes"), ("elasticloadbalancing", "DescribeLoadBalancers"), ("elasticloadbalancing", "DescribeListeners"),
        ("logs", "DescribeLogGroups"), ("logs", "ListTagsForResource"), ("s3", "GetBucketPolicy"), ("s3", "GetBucketEncryption"),
        ("s3", "GetBucketPublicAccessBlock"), ("s3", "GetBucketVersioning"), ("s3", "GetBucketLogging"),
    ];

    private static readonly string[] Buckets =
        ["corvina-reports", "corvina-uploads", "corvina-assets", "corvina-events-raw", "corvina-events-parquet", Corvina.ExportBucket];

    public static void Live(TrailWriter trail, WorkingDay day, Dice dice)
    {
        foreach (var start in day.OfficeMoments(dice, 4))
        {
            Run(trail, dice.Percent(50) ? Corvina.Staging : Corvina.Production, start, dice);
        }
    }

    private static void Run(TrailWriter trail, string account, DateTimeOffset start, Dice dice)
    {
        var by = Principal.Session(
            account, "/", Role, RoleId, $"tfc-{dice.Hex(8)}", $"ASIA{dice.Id(16)}", start, $"192.0.2.{dice.Between(70, 79)}", UserAgent);
        var at = start;
        for (var reads = dice.Between(110, 170); reads > 0; reads--)
        {
            at += dice.Seconds(0, 2);
            var (service, name) = dice.Pick(Reads);
            trail.Add(service switch
            {
                "s3" => S3.Bucket(at, by, name, dice.Pick(Buckets), "policy"),
                "iam" => Iam.Call(at, by, name, new() { ["roleName"] = $"{dice.Pick(Corvina.Tasks).Name}-role" }),
                _ => new(at, by, service, name) { Parameters = new() },
            });
        }

        Apply(trail, at.AddMinutes(dice.Between(2, 6)), by, dice);
    }

    private static void Apply(TrailWriter trail, DateTimeOffset at, Principal by, Dice dice)
    {
        trail.Add(new Call(at, by, "monitoring", "PutMetricAlarm")
        {
            IsReadOnly = false,
            Parameters = new() { ["alarmName"] = $"{dice.Pick(Corvina.Tasks).Name}-errors", ["threshold"] = dice.Between(1, 20) },
        });
        trail.Add(new Call(at.AddSeconds(3), by, "elasticloadbalancing", "ModifyTargetGroup")
        {
            IsReadOnly = false,
            Parameters = new() { ["targetGroupArn"] = "corvina-api", ["healthCheckIntervalSeconds"] = 15 },
        });
        trail.Add(new Call(at.AddSeconds(5), by, "ec2", "CreateTags")
        {
            IsReadOnly = false,
            Parameters = new()
            {
                ["tagSet"] = new JsonObject { ["items"] = new JsonArray(new JsonObject { ["key"] = "owner", ["value"] = "platform" }) },
            },
            Response = new() { ["requestId"] = dice.Uuid(), ["_return"] = true },
        });
    }
}
