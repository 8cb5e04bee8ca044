using System.Collections.Immutable;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate.Balancing;

/// <summary>A region's load balancers, of both generations.</summary>
internal sealed record BalancerEstate(ImmutableArray<Balancer> All, ImmutableArray<TargetGroup> TargetGroups)
{
    public IEnumerable<Balancer> Modern => All.Where(one => one.Kind != BalancerKind.Classic);

    public IEnumerable<Balancer> Classic => All.Where(one => one.Kind == BalancerKind.Classic);
}

internal enum BalancerKind
{
    Application,
    Network,
    Classic,
}

/// <param name="Groups">Ids of its security groups.</param>
/// <param name="Targets">Names of target groups; of a classic one, names of pets or fleets.</param>
internal sealed record Balancer(
    string Name, BalancerKind Kind, bool IsInternal, string DnsName, string? Arn, ImmutableArray<string> Groups,
    ImmutableArray<BalancerInterface> Interfaces, ImmutableArray<Listener> Listeners, ImmutableArray<string> Targets, DateTimeOffset CreatedAt)
{
    public bool HasAccessLogs { get; init; }

    public bool DropsInvalidHeaders { get; init; }

    public string InterfaceType => Kind == BalancerKind.Network ? "network_load_balancer" : "interface";

    public string InterfaceDescription => Arn is null ? $"ELB {Name}" : $"ELB {Arn[(Arn.IndexOf("loadbalancer/", StringComparison.Ordinal) + "loadbalancer/".Length)..]}";

    /// <summary>The hosted zone an alias to it names.</summary>
    public string HostedZone => Kind == BalancerKind.Network ? "Z2CORVINANLB01" : "Z2CORVINAALB01";
}

internal sealed record BalancerInterface(string Id, Subnet Subnet, string PrivateIp, string? PublicIp);

internal sealed record Listener(string Arn, int Port, string Protocol, string? TargetGroup)
{
    /// <summary>Of TLS.</summary>
    public string? Policy { get; init; }
}

/// <param name="Fleet">Name of the fleet whose machines it holds, or of one pet.</param>
internal sealed record TargetGroup(string Name, string Arn, string Protocol, int Port, string Balancer, string Fleet)
{
    public IEnumerable<Instance> Members(EstateMoment moment, RegionEstate region) => moment.Instances(region)
        .Where(instance => instance.StateAt(moment.At) == InstanceState.Running && (instance.Fleet.Name == Fleet || instance.Slot.Pet?.Name == Fleet))
        .Take(40);
}
