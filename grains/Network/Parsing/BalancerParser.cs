using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Network.Parsing;

/// <summary>Load balancers of both generations, their listeners and target groups.</summary>
internal static class BalancerParser
{
    public static LoadBalancer? Balancer(JsonElement document) => document.Text("LoadBalancerArn") is not { } arn
        ? null
        : new(
            arn,
            document.Text("LoadBalancerName") ?? arn,
            document.Text("DNSName"),
            document.Text("Type") switch
            {
                "network" => LoadBalancerKind.Network,
                "gateway" => LoadBalancerKind.Gateway,
                _ => LoadBalancerKind.Application,
            },
            document.Text("Scheme") == "internet-facing",
            document.Text("Type") == "network" ? CrossesZones(document.Member("DescribeLoadBalancerAttributes") ?? document) : true,
            [.. document.List("AvailabilityZones").Select(zone => zone.Text("SubnetId")).OfType<string>()]);

    /// <summary>A classic one, whose listeners and instances stand in it; they are made a target group of its own.</summary>
    public static (LoadBalancer Balancer, ImmutableArray<TargetGroup> Groups)? Classic(JsonElement document)
    {
        if (document.Text("LoadBalancerName") is not { } name || document.Text("LoadBalancerArn") is not null)
        {
            return null;
        }

        var instances = document.List("Instances").Select(one => one.Text("InstanceId")).OfType<string>().ToArray();
        var listeners = document.List("ListenerDescriptions").Select(one => one.Member("Listener")).OfType<JsonElement>()
            .Select(one => (Port: one.Number("LoadBalancerPort") ?? 0, InstancePort: one.Number("InstancePort") ?? 0)).ToArray();
        var groups = listeners.Select(one => one.InstancePort).Distinct().Select(port => new TargetGroup(
            $"{name}:{port}", "instance", IpProtocol.Tcp, [name], PreservesClient: false, [.. instances.Select(id => new Target(id, port))]));
        var balancer = new LoadBalancer(
            name,
            name,
            document.Text("DNSName"),
            LoadBalancerKind.Classic,
            document.Text("Scheme") is "internet-facing",
            CrossesZones: true,
            [.. document.Texts("Subnets")])
        {
            Listeners = [.. listeners.Select(one => new Listener($"{name}/listener/{one.Port}", [IpProtocol.Tcp], one.Port, [$"{name}:{one.InstancePort}"]))],
        };
        return (balancer, [.. groups]);
    }

    public static bool? CrossesZones(JsonElement attributes) => attributes.List("Attributes")
        .Where(one => one.Text("Key") == "load_balancing.cross_zone.enabled")
        .Select(one => one.Text("Value") switch { "true" => true, "false" => false, _ => (bool?)null })
        .FirstOrDefault();

    public static (string Balancer, Listener Listener)? Listener(JsonElement document)
    {
        if (document.Text("ListenerArn") is not { } arn || document.Text("LoadBalancerArn") is not { } balancer || document.Number("Port") is not { } port)
        {
            return null;
        }

        var targets = document.List("DefaultActions").SelectMany(action => action.Member("ForwardConfig") is { } forward
            ? forward.List("TargetGroups").Select(group => group.Text("TargetGroupArn")).Append(action.Text("TargetGroupArn"))
            : [action.Text("TargetGroupArn")]);
        return (balancer, new(arn, Protocols(document.Text("Protocol")), port, [.. targets.OfType<string>().Distinct()]));
    }

    public static TargetGroup? Group(JsonElement document)
    {
        if (document.Text("TargetGroupArn") is not { } arn)
        {
            return null;
        }

        var preserve = document.List("Attributes").Where(one => one.Text("Key") == "preserve_client_ip.enabled")
            .Select(one => one.Flag("Value")).FirstOrDefault();
        return new(
            arn,
            document.Text("TargetType") ?? "instance",
            Protocols(document.Text("Protocol")).FirstOrDefault(IpProtocol.Tcp),
            [.. document.Texts("LoadBalancerArns")],
            preserve,
            document.Member("DescribeTargetHealth") is { } health ? Targets(health, document.Number("Port")) : null);
    }

    /// <summary>The targets of a <c>DescribeTargetHealth</c>. Sick ones count: health changes, configuration decides.</summary>
    public static ImmutableArray<Target> Targets(JsonElement health, int? port) =>
    [
        .. health.List("TargetHealthDescriptions").Select(one => one.Member("Target")).OfType<JsonElement>()
            .Where(one => one.Text("Id") is not null)
            .Select(one => new Target(one.Text("Id")!, one.Number("Port") ?? port ?? 0)),
    ];

    private static ImmutableArray<int> Protocols(string? name) => name switch
    {
        "UDP" or "QUIC" => [IpProtocol.Udp],
        "TCP_UDP" or "TCP_QUIC" => [IpProtocol.Tcp, IpProtocol.Udp],
        _ => [IpProtocol.Tcp],
    };
}
