using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Raposa.Collection;

/// <summary>
/// How often an operation may be called in one account and region. AWS counts by account, region and operation (EC2 by
/// group of operations), so an account never waits for another one.
/// </summary>
internal sealed class CallRates
{
    // Beyond this many buckets those that are full, and so say nothing, are forgotten.
    private const int ManyBuckets = 50_000;

    // From AWS's quotas pages. What is not here has no published rate, or one far above what a collector asks.
    private static readonly FrozenDictionary<string, BucketRate> Declared = new Dictionary<string, BucketRate>
    {
        // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
        ["cloudtrail:LookupEvents"] = new(2, 2),
        ["cloudtrail:ListPublicKeys"] = new(10, 10),
        ["cloudtrail:DescribeTrails"] = new(10, 10),
        ["cloudtrail:GetTrailStatus"] = new(10, 10),
        ["cloudtrail:GetEventSelectors"] = new(10, 10),
        ["cloudtrail:GetInsightSelectors"] = new(10, 10),
        ["cloudtrail:ListTrails"] = new(10, 10),
        ["cloudtrail:ListTags"] = new(10, 10),

        // https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub_limits.html
        ["securityhub:GetFindings"] = new(3, 6),
        ["securityhub:GetEnabledStandards"] = new(1, 5),

        // https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html: non-mutating actions 100, refilled 20/s;
        // those that are asked without a filter or a page size 50, refilled 10/s.
        ["ec2:*"] = new(20, 100),
        ["ec2:DescribeInstances"] = new(10, 50),
        ["ec2:DescribeNetworkInterfaces"] = new(10, 50),
        ["ec2:DescribeSecurityGroups"] = new(10, 50),
        ["ec2:DescribeSnapshots"] = new(10, 50),
        ["ec2:DescribeVolumes"] = new(10, 50),
        ["ec2:DescribeImages"] = new(10, 50),

        // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html: five a second for the account.
        ["route53:*"] = new(5, 5),

        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html: 5,500 a second for each prefix. Trails
        // of a whole organization are read with one account's budget.
        ["s3:GetObject"] = new(1_000, 1_000),

        // https://docs.aws.amazon.com/kms/latest/developerguide/throttling.html
        ["kms:DescribeKey"] = new(100, 100),
        ["kms:GetKeyRotationStatus"] = new(30, 30),
        ["kms:GetKeyPolicy"] = new(50, 50),
        ["kms:ListResourceTags"] = new(100, 100),
    }.ToFrozenDictionary();

    private static readonly BucketRate Usual = new(20, 40);

    private readonly ConcurrentDictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes the right to call, which may lie in the future.</summary>
    /// <param name="scope">Whose budget it is.</param>
    /// <param name="region">Where the call goes to.</param>
    /// <param name="operation">What is called.</param>
    /// <param name="now">The time.</param>
    /// <returns>How long to wait before the call.</returns>
    public TimeSpan Take(string scope, string region, AwsOperation operation, DateTimeOffset now)
    {
        var (group, rate) = RateOf(operation);
        if (_buckets.Count > ManyBuckets)
        {
            Forget(now);
        }

        return _buckets.GetOrAdd($"{scope}/{region}/{group}", _ => new(rate, now)).Take(now);
    }

    /// <summary>The name of the bucket that an operation takes from, and its rate.</summary>
    public static (string Group, BucketRate Rate) RateOf(AwsOperation operation)
    {
        var own = operation.ToString();
        var group = $"{operation.Service.Name}:*";
        return Declared.TryGetValue(own, out var declared) ? (own, declared)
            : Declared.TryGetValue(group, out declared) ? (group, declared)
            : (own, Usual);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (name, bucket) in _buckets)
        {
            if (bucket.IsFull(now))
            {
                _buckets.TryRemove(new(name, bucket));
            }
        }
    }
}
