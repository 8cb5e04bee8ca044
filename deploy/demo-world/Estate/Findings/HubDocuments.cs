using System.Globalization;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Estate.Findings;

/// <summary>Security Hub: what its controls say of what is there, and GuardDuty's findings in its own form.</summary>
internal static class HubDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["DescribeHub"] = call => EstateAnswer.Of(new()
        {
            ["HubArn"] = call.Region.Arn("securityhub", "hub/default"), ["SubscribedAt"] = "2023-05-18T09:00:00.000Z",
            ["AutoEnableControls"] = true,
            ["ControlFindingGenerator"] = "SECURITY_CONTROL",
        }),
        ["GetEnabledStandards"] = call => EstateAnswer.List("StandardsSubscriptions", (string[])[Standard], standard => new JsonObject
        {
            ["StandardsSubscriptionArn"] = call.Region.Arn("securityhub", $"subscription/{standard}"),
            ["StandardsArn"] = $"arn:aws:securityhub:{call.RegionName}::standards/{standard}",
            ["StandardsInput"] = new JsonObject(), ["StandardsStatus"] = "READY",
        }),
        ["GetFindings"] = call => EstateAnswer.List("Findings", Findings(call).ToList(), finding => finding),
    };

    private const string Standard = "aws-foundational-security-best-practices/v/1.0.0";

    private static IEnumerable<JsonObject> Findings(EstateCall call)
    {
        foreach (var database in call.Region.Databases)
        {
            var arn = call.Region.Arn("rds", $"db:{database.Name}");
            yield return Control(call, "RDS.3", "RDS DB instances should have encryption at-rest enabled", "AwsRdsDbInstance", arn, database.IsEncrypted, "MEDIUM");
            yield return Control(call, "RDS.2", "RDS DB instances should prohibit public access", "AwsRdsDbInstance", arn, database.PublicIp is null, "CRITICAL");
        }

        foreach (var group in call.Region.Groups.All)
        {
            var isOpen = group.Ingress.Any(rule => rule.Peer is "0.0.0.0/0" or "::/0" && rule.From is 22 or 3389);
            yield return Control(
                call, "EC2.13", "Security groups should not allow ingress from 0.0.0.0/0 or ::/0 to port 22", "AwsEc2SecurityGroup",
                call.Region.Arn("ec2", $"security-group/{group.Id}"), !isOpen, "HIGH");
        }

        yield return Control(
            call, "EC2.6", "VPC flow logging should be enabled in all VPCs", "AwsEc2Vpc", call.Region.Arn("ec2", $"vpc/{call.Region.Network.Main.Id}"),
            call.Region.Network.HasFlowLogs, "MEDIUM");
        foreach (var bucket in call.Account.Buckets.Where(bucket => bucket.Region == call.RegionName))
        {
            yield return Control(
                call, "S3.8", "S3 general purpose buckets should block public access", "AwsS3Bucket", $"arn:aws:s3:::{bucket.Name}",
                bucket.BlocksPublicAccess && !bucket.IsOpenAt(call.Now), "HIGH");
        }

        foreach (var finding in GuardDutyDocuments.Findings(call))
        {
            yield return FromGuardDuty(call, finding);
        }
    }

    private static JsonObject Control(EstateCall call, string control, string title, string type, string resource, bool passes, string severity)
    {
        var seen = Text(DateTimeOffset.FromUnixTimeSeconds(call.Now.ToUnixTimeSeconds() / 43_200 * 43_200));
        var since = Text(call.Moment.Anchor.AddDays(-80));
        var normalized = passes ? 0 : severity switch { "CRITICAL" => 90, "HIGH" => 70, _ => 40 };
        return new()
        {
            ["SchemaVersion"] = "2018-10-08",
            ["Id"] = call.Region.Arn("securityhub", $"security-control/{control}/finding/{call.Company.Ids.Uuid("hub", control, resource)}"),
            ["ProductArn"] = $"arn:aws:securityhub:{call.RegionName}::product/aws/securityhub", ["ProductName"] = "Security Hub",
            ["CompanyName"] = "AWS",
            ["Region"] = call.RegionName, ["GeneratorId"] = $"security-control/{control}", ["AwsAccountId"] = call.Account.Id,
            ["Types"] = Json.Texts("Software and Configuration Checks/Industry and Regulatory Standards"),
            ["FirstObservedAt"] = since, ["LastObservedAt"] = seen, ["CreatedAt"] = since, ["UpdatedAt"] = seen,
            ["Severity"] = new JsonObject { ["Label"] = passes ? "INFORMATIONAL" : severity, ["Normalized"] = normalized, ["Original"] = passes ? "INFORMATIONAL" : severity },
            ["Title"] = title, ["Description"] = title,
            ["Compliance"] = new JsonObject
            {
                ["Status"] = passes ? "PASSED" : "FAILED", ["SecurityControlId"] = control,
                ["AssociatedStandards"] = new JsonArray(new JsonObject { ["StandardsId"] = $"standards/{Standard}" }),
            },
            ["Resources"] = new JsonArray(new JsonObject { ["Type"] = type, ["Id"] = resource, ["Partition"] = "aws", ["Region"] = call.RegionName }),
            ["WorkflowState"] = "NEW", ["Workflow"] = new JsonObject { ["Status"] = passes ? "RESOLVED" : "NEW" },
            ["RecordState"] = "ACTIVE",
        };
    }

    private static JsonObject FromGuardDuty(EstateCall call, JsonObject finding)
    {
        var severity = finding["Severity"]!.GetValue<double>();
        return new()
        {
            ["SchemaVersion"] = "2018-10-08", ["Id"] = finding["Arn"]!.DeepClone(),
            ["ProductArn"] = $"arn:aws:securityhub:{call.RegionName}::product/aws/guardduty",
            ["ProductName"] = "GuardDuty", ["CompanyName"] = "Amazon", ["Region"] = call.RegionName,
            ["GeneratorId"] = call.Region.Arn("guardduty", $"detector/{GuardDutyDocuments.DetectorOf(call)}"),
            ["AwsAccountId"] = call.Account.Id,
            ["Types"] = Json.Texts($"TTPs/{finding["Type"]!.GetValue<string>().Replace(':', '/')}"),
            ["CreatedAt"] = finding["CreatedAt"]!.DeepClone(),
            ["UpdatedAt"] = finding["UpdatedAt"]!.DeepClone(),
            ["Severity"] = new JsonObject { ["Label"] = severity >= 7 ? "HIGH" : severity >= 4 ? "MEDIUM" : "LOW", ["Normalized"] = (int)(severity * 10), ["Product"] = severity },
            ["Title"] = finding["Title"]!.DeepClone(), ["Description"] = finding["Description"]!.DeepClone(),
            ["Resources"] = new JsonArray(new JsonObject { ["Type"] = "Other", ["Id"] = finding["Arn"]!.DeepClone(), ["Partition"] = "aws", ["Region"] = call.RegionName }),
            ["WorkflowState"] = "NEW", ["Workflow"] = new JsonObject { ["Status"] = "NEW" },
            ["RecordState"] = finding["Service"]!["Archived"]!.GetValue<bool>() ? "ARCHIVED" : "ACTIVE",
        };
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
