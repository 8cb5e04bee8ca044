using System.Text.Json.Nodes;
using Raposa.Support;

namespace Raposa.Inventory;

/// <summary>Resources as AWS returned them to others, by operation, out of <c>shared/data/aws/recorded</c>.</summary>
internal static class RecordedPayloads
{
    private static readonly (string Operation, string Items)[] All =
    [
        ("ec2.DescribeInstances", "Reservations[].Instances[]"), ("ec2.DescribeSecurityGroups", "SecurityGroups[]"),
        ("ec2.DescribeSubnets", "Subnets[]"), ("ec2.DescribeVpcs", "Vpcs[]"), ("ec2.DescribeVolumes", "Volumes[]"),
        ("ec2.DescribeSnapshots", "Snapshots[]"), ("ec2.DescribeImages", "Images[]"),
        ("ec2.DescribeNetworkInterfaces", "NetworkInterfaces[]"), ("ec2.DescribeRouteTables", "RouteTables[]"),
        ("kms.DescribeKey", "KeyMetadata"), ("rds.DescribeDBInstances", "DBInstances[]"), ("rds.DescribeDBClusters", "DBClusters[]"),
        ("iam.ListRoles", "Roles[]"), ("lambda.ListFunctions", "Functions[]"), ("cloudtrail.DescribeTrails", "trailList[]"),
        ("securityhub.GetFindings", "Findings[]"), ("wafv2.ListWebACLs", "WebACLs[]"),
    ];

    public static IEnumerable<string> Operations => All.Select(one => one.Operation);

    public static List<JsonObject> Of(string operation)
    {
        var items = ShapePathOf(All.Single(one => one.Operation == operation).Items);
        return [.. Directory.EnumerateFiles(SharedData.Path("aws", "recorded", operation), "*.json").Order(StringComparer.Ordinal)
            .SelectMany(file => Follow(JsonNode.Parse(File.ReadAllText(file))!["data"], items))
            .Select(item => item.DeepClone().AsObject())];
    }

    private static string[] ShapePathOf(string path) => path.Replace("[]", ".[]", StringComparison.Ordinal).Split('.');

    private static IEnumerable<JsonNode> Follow(JsonNode? node, ReadOnlySpan<string> steps)
    {
        if (node is null)
        {
            return [];
        }

        if (steps.IsEmpty)
        {
            return [node];
        }

        var rest = steps[1..].ToArray();
        return steps[0] == "[]" ? node.AsArray().SelectMany(element => Follow(element, rest)) : Follow(node[steps[0]], rest);
    }
}
