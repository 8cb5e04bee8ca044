using System.Collections.Frozen;

namespace Raposa.Collection;

/// <summary>
/// Where each service answers. An endpoint of our own (<c>Raposa:Aws</c>, else <c>AWS_ENDPOINT_URL_&lt;SERVICE&gt;</c>, else
/// <c>AWS_ENDPOINT_URL</c>) takes the place of AWS's; without one it is AWS's, regional or global.
/// </summary>
/// <param name="configured">The URL at a name in the configuration, environment included; null where there is none.</param>
internal sealed class AwsEndpoints(Func<string, string?> configured)
{
    // Answer in one region of their partition, whatever is asked about. STS, which has a global endpoint too, is asked
    // regionally: AWS advises it, and its tokens are good in regions that must be opted in to.
    private static readonly FrozenSet<string> Global =
        new[] { "iam", "route53", "cloudfront", "organizations", "ce" }.ToFrozenSet();

    public AwsEndpoint Of(AwsService service, string region)
    {
        var partition = PartitionOf(region);
        var signed = Global.Contains(service.Name) ? partition.GlobalRegion : region;
        var scope = new SigningScope(service.SigningName, signed);
        return Configured(service) is { } own
            ? new(own, scope, IsCustom: true)
            : new(new($"https://{HostOf(service, partition, signed)}"), scope, IsCustom: false);
    }

    /// <summary>As the SDKs spell a service in a variable: <c>ELASTIC_LOAD_BALANCING_V2</c>.</summary>
    public static string VariableOf(AwsService service) =>
        service.ServiceId.Replace(' ', '_').Replace('-', '_').ToUpperInvariant();

    private Uri? Configured(AwsService service)
    {
        var variable = VariableOf(service);
        string[] names =
            [$"Raposa:Aws:EndpointUrls:{variable}", "Raposa:Aws:EndpointUrl", $"AWS_ENDPOINT_URL_{variable}", "AWS_ENDPOINT_URL"];
        foreach (var name in names)
        {
            if (configured(name) is { Length: > 0 } url)
            {
                return Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
                    ? parsed
                    : throw new InvalidOperationException($"{name} is '{url}', which is not an http or https address.");
            }
        }

        return null;
    }

    private static string HostOf(AwsService service, Partition partition, string region) => service.Name switch
    {
        // Historic names: without a region in the first partition, and each a little different elsewhere.
        "iam" or "cloudfront" or "route53" when partition.Name == "aws" => $"{service.EndpointPrefix}.{partition.Suffix}",
        "route53" when partition.Name == "aws-us-gov" => $"route53.us-gov.{partition.Suffix}",
        "route53" => $"route53.{partition.Suffix}",
        "iam" when partition.Name == "aws-us-gov" => $"iam.us-gov.{partition.Suffix}",
        _ => $"{service.EndpointPrefix}.{region}.{partition.Suffix}",
    };

    private static Partition PartitionOf(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? new("aws-cn", "amazonaws.com.cn", "cn-north-1")
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? new("aws-us-gov", "amazonaws.com", "us-gov-west-1")
        : new("aws", "amazonaws.com", "us-east-1");

    private sealed record Partition(string Name, string Suffix, string GlobalRegion);
}
