using System.Collections.Immutable;

namespace Raposa.Cost.Anomalies;

/// <summary>What the names on a bill say of where and what.</summary>
internal static class UsageTypes
{
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html has the prefixes; none is us-east-1.
    private static readonly Dictionary<string, string> Regions = new(StringComparer.Ordinal)
    {
        ["USE1"] = "us-east-1", ["USE2"] = "us-east-2", ["USW1"] = "us-west-1", ["USW2"] = "us-west-2", ["CAN1"] = "ca-central-1", ["CAN2"] = "ca-west-1",
        ["EU"] = "eu-west-1", ["EUW1"] = "eu-west-1", ["EUW2"] = "eu-west-2", ["EUW3"] = "eu-west-3", ["EUC1"] = "eu-central-1", ["EUC2"] = "eu-central-2",
        ["EUN1"] = "eu-north-1", ["EUS1"] = "eu-south-1", ["EUS2"] = "eu-south-2", ["APN1"] = "ap-northeast-1", ["APN2"] = "ap-northeast-2",
        ["APN3"] = "ap-northeast-3", ["APS1"] = "ap-southeast-1", ["APS2"] = "ap-southeast-2", ["APS3"] = "ap-south-1", ["APS4"] = "ap-southeast-3",
        ["APE1"] = "ap-east-1", ["SAE1"] = "sa-east-1", ["AFS1"] = "af-south-1", ["MES1"] = "me-south-1", ["MEC1"] = "me-central-1", ["ILC1"] = "il-central-1",
    };

    private static readonly ImmutableArray<(string Part, string Source)> Sources =
    [
        ("Elastic Compute Cloud", "ec2.amazonaws.com"), ("EC2 - Other", "ec2.amazonaws.com"), ("Relational Database", "rds.amazonaws.com"),
        ("Simple Storage Service", "s3.amazonaws.com"), ("Elastic Load Balancing", "elasticloadbalancing.amazonaws.com"), ("Container Service for Kubernetes", "eks.amazonaws.com"),
        ("Lambda", "lambda.amazonaws.com"), ("CloudFront", "cloudfront.amazonaws.com"), ("CloudTrail", "cloudtrail.amazonaws.com"),
        ("GuardDuty", "guardduty.amazonaws.com"), ("Key Management", "kms.amazonaws.com"), ("DynamoDB", "dynamodb.amazonaws.com"),
        ("ElastiCache", "elasticache.amazonaws.com"), ("Redshift", "redshift.amazonaws.com"), ("SageMaker", "sagemaker.amazonaws.com"),
        ("OpenSearch", "es.amazonaws.com"), ("Elastic File System", "elasticfilesystem.amazonaws.com"), ("Virtual Private Cloud", "ec2.amazonaws.com"),
    ];

    /// <summary>The region that its prefix names; null where it has none that is known.</summary>
    public static string? RegionOf(string usageType)
    {
        var at = usageType.IndexOf('-', StringComparison.Ordinal);
        return at > 0 ? Regions.GetValueOrDefault(usageType[..at]) : null;
    }

    /// <summary>What of a kind of usage a call would name: an instance type, a volume type; null if nothing.</summary>
    public static string? SubjectOf(string usageType) => usageType.IndexOf(':', StringComparison.Ordinal) is > 0 and var at ? usageType[(at + 1)..] : null;

    /// <summary>Where the calls that move a service's cost are recorded from; null if that is not known.</summary>
    public static string? EventSourceOf(string service) =>
        Sources.FirstOrDefault(one => service.Contains(one.Part, StringComparison.OrdinalIgnoreCase)).Source;
}
