using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Raposa.Reconciliation;

/// <summary>Reads the facts out of the columns that the sources declare, as the inventory keeps them beside each document.</summary>
internal static partial class ColumnFacts
{
    /// <param name="columns">Of <c>aws_ec2_instance</c>.</param>
    public static InstanceFacts Instance(string accountId, string region, string instanceId, JsonElement columns)
    {
        var tags = columns.TryGetProperty("tags", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        return new()
        {
            AccountId = accountId,
            Region = region,
            InstanceId = instanceId,
            Life = Text(columns, "state") switch
            {
                "pending" or "running" => InstanceLife.Live,
                "stopping" or "stopped" => InstanceLife.Stopped,
                _ => InstanceLife.Terminated,
            },
            LaunchedAt = Time(columns, "launched_at"),
            Name = Text(tags, "Name"),
            Role = Text(tags, "Role") ?? Text(tags, "role") ?? Text(columns, "instance_profile_arn")?.Split('/')[^1],
            Cluster = ClusterOf(tags),
            Snowflake = ClassOf(tags),
            Environment = Text(tags, "Environment") ?? Text(tags, "environment") ?? Text(tags, "env"),
            HasPublicAddress = Text(columns, "public_ip") is not null,
            PrivateIps = Texts(columns, "private_ips"),
            Macs = [.. Texts(columns, "mac_addresses").Select(mac => Mac(mac)!)],
            PrivateDnsName = Text(columns, "private_dns_name")?.ToLowerInvariant(),
        };
    }

    /// <param name="columns">Of <c>aws_ec2_network_interface</c>.</param>
    /// <returns>Null for one that is attached to nothing: its address is nobody's.</returns>
    public static InterfaceFacts? Interface(string accountId, string region, string interfaceId, JsonElement columns) =>
        Text(columns, "status") == "available"
            ? null
            : new(accountId, region, interfaceId, Text(columns, "instance_id"), Texts(columns, "private_ips"), Mac(Text(columns, "mac_address")));

    /// <param name="columns">Of <c>crowdstrike_host</c>.</param>
    /// <param name="manufacturer">The document's <c>system_manufacturer</c>, which is no column.</param>
    public static SensorFacts Sensor(string tenant, string deviceId, JsonElement columns, string? manufacturer, DateTimeOffset readAt) => new()
    {
        Tenant = tenant,
        DeviceId = deviceId,
        InstanceId = Text(columns, "instance_id"),
        AccountId = Text(columns, "account_id"),
        Region = RegionOf(Text(columns, "zone")),
        Provider = Text(columns, "service_provider"),
        IsEc2Hardware = SensorScope.IsEc2Hardware(Text(columns, "serial_number"), manufacturer),
        ProductType = Text(columns, "product_type"),
        LocalIp = Text(columns, "local_ip"),
        Mac = Mac(Text(columns, "mac_address")),
        HostName = Text(columns, "hostname")?.ToLowerInvariant(),
        AgentVersion = Text(columns, "agent_version"),
        IsReduced = string.Equals(Text(columns, "reduced_functionality"), "yes", StringComparison.OrdinalIgnoreCase),
        FirstSeenAt = Time(columns, "first_seen_at"),
        LastSeenAt = Time(columns, "last_seen_at"),
        ReadAt = readAt,
    };

    /// <summary>Of a zone such as <c>eu-west-1a</c> or <c>us-west-2-lax-1a</c>; null where it is none of AWS's.</summary>
    public static string? RegionOf(string? zone) => zone is not null && Region().Match(zone) is { Success: true, Value: var region } ? region : null;

    private static string? ClusterOf(JsonElement tags) =>
        Text(tags, "eks:cluster-name") ?? Text(tags, "aws:eks:cluster-name") ?? (tags.ValueKind != JsonValueKind.Object
            ? null
            : tags.EnumerateObject().Select(tag => tag.Name).Where(name => name.StartsWith(ClusterTag, StringComparison.Ordinal))
                .Select(name => name[ClusterTag.Length..]).Order(StringComparer.Ordinal).FirstOrDefault());

    private static SnowflakeClass ClassOf(JsonElement tags) =>
        ClusterOf(tags) is not null ? SnowflakeClass.EksNode
        : Text(tags, "aws:autoscaling:groupName") is not null ? SnowflakeClass.Autoscaled
        : Text(tags, "aws:cloudformation:stack-name") is not null ? SnowflakeClass.Stack
        : SnowflakeClass.Snowflake;

    private const string ClusterTag = "kubernetes.io/cluster/";

    // Empty says as little as nothing does: Falcon and EC2 write both.
    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static ImmutableArray<string> Texts(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(one => one.GetString()).OfType<string>()]
            : [];

    private static DateTimeOffset Time(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time)
            ? time
            : DateTimeOffset.MinValue;

    private static string? Mac(string? mac) => mac?.Replace('-', ':').ToLowerInvariant();

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]+(?=[a-z]$|-)")]
    private static partial Regex Region();
}
