using System.Text.RegularExpressions;
using Raposa.Dns.Names;

namespace Raposa.Dns.Targets;

/// <summary>A name that AWS gives: what kind of resource has it, and in which region.</summary>
/// <param name="Name">As the resource's own document has it.</param>
/// <param name="Region">Null where the kind has none, or the name does not say.</param>
/// <param name="Id">Of a bucket its name, null where the requested host is the name; of a machine its address.</param>
internal sealed partial record AwsName(AwsKind Kind, string Name, string? Region, string? Id)
{
    private static readonly string[] OtherServices =
    [
        ".amazonaws.com", ".amazonaws.com.cn", ".on.aws", ".awsglobalaccelerator.com", ".awsapprunner.com", ".amplifyapp.com", ".amazoncognito.com", ".awsapps.com",
    ];

    /// <summary>Null of a name that is none of AWS's.</summary>
    public static AwsName? Parse(string name)
    {
        if (Balancer().Match(name) is { Success: true } balancer)
        {
            return new(AwsKind.LoadBalancer, balancer.Groups["name"].Value, RegionIn(balancer), null);
        }

        if (DomainText.IsIn(name, "cloudfront.net"))
        {
            return new(AwsKind.Distribution, name, null, null);
        }

        if (Bucket().Match(name) is { Success: true } bucket)
        {
            return new(AwsKind.Bucket, name, RegionIn(bucket), bucket.Groups["bucket"] is { Success: true, Length: > 0 } id ? id.Value : null);
        }

        if (DomainText.IsIn(name, "elasticbeanstalk.com"))
        {
            return new(AwsKind.Environment, name, null, null);
        }

        if (Gateway().Match(name) is { Success: true } gateway)
        {
            return new(AwsKind.Gateway, name, RegionIn(gateway), null);
        }

        if (Database().Match(name) is { Success: true } database)
        {
            return new(AwsKind.Database, name, RegionIn(database), null);
        }

        if (Machine().Match(name) is { Success: true } machine)
        {
            return new(AwsKind.Address, name, RegionIn(machine), machine.Groups["address"].Value.Replace('-', '.'));
        }

        return OtherServices.Any(service => name.EndsWith(service, StringComparison.Ordinal)) ? new(AwsKind.Other, name, null, null) : null;
    }

    private static string? RegionIn(Match match) => match.Groups["region"] is { Success: true } region ? region.Value : null;

    // shop-1187264410.eu-west-1.elb.amazonaws.com, and of network load balancers shop-0a1b2c.elb.eu-west-1.amazonaws.com
    [GeneratedRegex(@"^(?:dualstack\.|ipv6\.)?(?<name>[a-z0-9-]+\.(?:(?<region>[a-z0-9-]+)\.elb|elb\.(?<region>[a-z0-9-]+)|elb)\.amazonaws\.com(?:\.cn)?)$")]
    private static partial Regex Balancer();

    // A bucket's name may have dots. With no bucket before it the host that is asked for is the bucket.
    [GeneratedRegex(@"^(?:(?<bucket>[a-z0-9._-]+)\.)?s3(?:-website)?(?:\.dualstack)?(?:[.-](?<region>[a-z]{2}(?:-[a-z]+)+-\d))?\.amazonaws\.com(?:\.cn)?$")]
    private static partial Regex Bucket();

    [GeneratedRegex(@"^[a-z0-9-]+\.execute-api\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$")]
    private static partial Regex Gateway();

    [GeneratedRegex(@"^[a-z0-9-]+\.[a-z0-9-]+\.(?<region>[a-z0-9-]+)\.rds\.amazonaws\.com(?:\.cn)?$")]
    private static partial Regex Database();

    [GeneratedRegex(@"^ec2-(?<address>\d+-\d+-\d+-\d+)\.(?:compute-1|(?<region>[a-z0-9-]+)\.compute)\.amazonaws\.com(?:\.cn)?$")]
    private static partial Regex Machine();
}

internal enum AwsKind
{
    LoadBalancer,
    Distribution,
    Bucket,

    /// <summary>Of Elastic Beanstalk.</summary>
    Environment,

    /// <summary>Of API Gateway.</summary>
    Gateway,
    Database,

    /// <summary>A public address, written as a name.</summary>
    Address,
    Other,
}
