using System.Collections.Immutable;

namespace Raposa.Network.Reachability;

/// <summary>Every trace between two ends: each of their addresses, each part of the internet, and load balancers in front of the receiver.</summary>
internal sealed class Ways(Topology topology, Router router)
{
    public IEnumerable<Trace> Between(End from, End to) => (from, to) switch
    {
        (End.WholeInternet, End.Written written) => FromInternetTo(written.Holders, written.Address)
            .Concat(written.Holders.Count == 0 || SpecialAddresses.IsPrivate(written.Address) ? router.FromInternet(AnyPublic(written.Address.IsV6), written.Address) : []),
        (End.WholeInternet, End.Of receivers) => receivers.Interfaces.SelectMany(FromInternetTo),
        (End.WholeInternet, End.In subnet) => InSubnet(subnet.Subnet).SelectMany(FromInternetTo),
        (End.WholeInternet, End.WholeInternet) => [],
        (_, End.WholeInternet) => Senders(from).SelectMany(ToInternet),
        (_, End.Written written) => Senders(from).SelectMany(sender => sender.To(router, written.Address)),
        (_, End.Of receivers) => Senders(from).SelectMany(sender => receivers.Interfaces.SelectMany(receiver => ToInterface(sender, receiver))),
        (_, End.In subnet) => Senders(from).SelectMany(sender => InSubnet(subnet.Subnet).SelectMany(receiver => ToInterface(sender, receiver))),
        _ => [],
    };

    /// <summary>From each part of the internet to each public address of an interface, and to the balancers in front of it.</summary>
    public IEnumerable<Trace> FromInternetTo(NetworkInterface receiver) => PublicAddresses(receiver)
        .SelectMany(address => InternetAddresses.Of(RangesAt(receiver), address.IsV6, IsOurs)
            .SelectMany(part => Everyone(router.FromInternet(part.Address, address), part)))
        .Concat(BalancersBefore(receiver).SelectMany(node => Behind(FromInternetTo(node), receiver)));

    private IEnumerable<Trace> FromInternetTo(IEnumerable<NetworkInterface> holders, IpAddress address) => holders
        .Where(_ => !SpecialAddresses.IsPrivate(address))
        .SelectMany(holder => InternetAddresses.Of(RangesAt(holder), address.IsV6, IsOurs).SelectMany(part => router.FromInternet(part.Address, address)));

    public IEnumerable<Trace> ToInternet(NetworkInterface sender) => sender.Addresses
        .SelectMany(address => ToInternet(new Sender(address.Private, sender, null)));

    public static IEnumerable<IpAddress> PublicAddresses(NetworkInterface one) => one.Addresses
        .Select(address => address.Public ?? (address.Private.IsV6 ? address.Private : null)).OfType<IpAddress>();

    private IEnumerable<Trace> ToInternet(Sender sender) =>
        InternetAddresses.Of(sender.Interface is { } one ? RangesAt(one) : RangesIn(sender.Subnet!.VpcId), sender.Address.IsV6, IsOurs)
            .SelectMany(part => Everyone(sender.To(router, part.Address, isToInternet: true), part));

    private static IEnumerable<Trace> Everyone(List<Trace> traces, InternetPart part) => part.IsWide ? traces.Select(trace => trace with { IsEveryone = true }) : traces;

    // The receiver's private addresses, its public ones, and what stands in front of it.
    private IEnumerable<Trace> ToInterface(Sender sender, NetworkInterface receiver)
    {
        var addresses = receiver.Addresses.Select(address => address.Private)
            .Concat(receiver.Addresses.Select(address => address.Public).OfType<IpAddress>());
        var direct = addresses.Where(address => address.IsV6 == sender.Address.IsV6).SelectMany(address => sender.To(router, address));
        return direct.Concat(BalancersBefore(receiver).SelectMany(node => Behind(ToInterface(sender, node), receiver)));
    }

    // Asked of the receiver, a port is the receiver's own and not the one that the balancer listens on.
    private static IEnumerable<Trace> Behind(IEnumerable<Trace> traces, NetworkInterface receiver) => traces
        .Where(trace => trace.Target?.Id == receiver.Id || trace.Steps.Any(step => step.Stop is { IsCertain: false }))
        .Select(trace => trace with { ReceiverPort = trace.Steps.LastOrDefault(step => step.FixedPort is not null)?.FixedPort ?? Trace.AnyPort });

    /// <summary>Load balancers that have it as a target, and those of which that is not known.</summary>
    public IEnumerable<NetworkInterface> BalancersBefore(NetworkInterface receiver)
    {
        if (receiver.Kind != InterfaceKind.Host || !topology.Index.BalancerInterfaces.Contains(receiver.VpcId))
        {
            return [];
        }

        var groups = topology.TargetGroups.Values.Where(group => group.Targets is not { } targets || targets.Any(target => IsOf(target, receiver)))
            .Select(group => group.Id).ToHashSet(StringComparer.Ordinal);
        var isKnown = topology.HasEverywhere(Part.TargetGroups);
        return topology.Index.BalancerInterfaces[receiver.VpcId].Where(node =>
            !topology.Index.BalancerOf.TryGetValue(node.Id, out var balancer) || (!isKnown && balancer.Kind != LoadBalancerKind.Classic)
            || Uses(balancer, groups));
    }

    /// <summary>Between the private addresses of two interfaces, straight and through load balancers, and not out to the internet and in again.</summary>
    public IEnumerable<Trace> Privately(NetworkInterface sender, NetworkInterface receiver) => sender.Addresses
        .SelectMany(from => receiver.Addresses.Where(to => to.Private.IsV6 == from.Private.IsV6)
            .SelectMany(to => router.From(sender, from.Private, to.Private)))
        .Where(trace => trace.Steps.All(step => step.Node != Router.Backbone))
        .Concat(BalancersBefore(receiver).SelectMany(node => Behind(Privately(sender, node), receiver)));

    /// <summary>From an interface out to the internet and in at a public address of another, or of a load balancer before it.</summary>
    public IEnumerable<Trace> ThroughInternet(NetworkInterface sender, NetworkInterface receiver) => sender.Addresses
        .SelectMany(from => PublicAddresses(receiver).Where(to => to.IsV6 == from.Private.IsV6).SelectMany(to => router.From(sender, from.Private, to)))
        .Where(trace => trace.Steps.Any(step => step.Node == Router.Backbone))
        .Concat(BalancersBefore(receiver).SelectMany(node => Behind(ThroughInternet(sender, node), receiver)));

    private bool Uses(LoadBalancer balancer, HashSet<string> groups) =>
        (balancer.Listeners is { } listeners && listeners.Any(listener => listener.TargetGroupIds.Any(groups.Contains)))
        || groups.Any(id => topology.TargetGroups[id].LoadBalancerIds.Contains(balancer.Id));

    private static bool IsOf(Target target, NetworkInterface receiver) => target.Id == receiver.OwnerId
        || (IpAddress.TryParse(target.Id, out var address) && receiver.Addresses.Any(one => one.Private == address));

    private IEnumerable<Sender> Senders(End from) => from switch
    {
        End.Of senders => senders.Interfaces.SelectMany(one => one.Addresses.Select(address => new Sender(address.Private, one, null))),
        End.Written { Holders.Count: > 0 } written => written.Holders.Select(one => new Sender(HeldBy(one, written.Address), one, null)),
        End.Written written when SubnetsAround(written.Address).ToArray() is { Length: > 0 } around =>
            around.Select(subnet => new Sender(written.Address, null, subnet)),
        End.Written written when !SpecialAddresses.IsPrivate(written.Address) => [new Sender(written.Address, null, null)],
        End.In subnet => FreeIn(subnet.Subnet).Select(address => new Sender(address, null, subnet.Subnet)),
        _ => [],
    };

    private static IpAddress HeldBy(NetworkInterface one, IpAddress written) =>
        one.Addresses.FirstOrDefault(address => address.Public == written) is { Public: not null } found ? found.Private : written;

    private IEnumerable<Subnet> SubnetsAround(IpAddress address) =>
        topology.Subnets.Values.Where(subnet => subnet.Ranges.Any(range => range.Contains(address)));

    private IEnumerable<NetworkInterface> InSubnet(Subnet subnet) =>
        topology.Interfaces.Values.Where(one => one.SubnetId == subnet.Id && one.Kind == InterfaceKind.Host);

    private IEnumerable<IpAddress> FreeIn(Subnet subnet)
    {
        foreach (var range in subnet.Ranges)
        {
            for (var value = range.First + 4; value < range.Last; value++)
            {
                if (!topology.Index.ByAddress.ContainsKey((subnet.VpcId, new(range.IsV6, value))))
                {
                    yield return new(range.IsV6, value);
                    break;
                }
            }
        }
    }

    // The ranges that anything on the way between this interface and the internet can tell apart.
    private IEnumerable<Cidr> RangesAt(NetworkInterface one)
    {
        var rules = one.GroupIds.IsDefault
            ? []
            : one.GroupIds.Where(topology.Groups.ContainsKey).SelectMany(id => topology.Groups[id].Ingress.Concat(topology.Groups[id].Egress));
        var behind = one.Kind == InterfaceKind.LoadBalancer
            ? topology.Groups.Values.Where(group => group.VpcId == one.VpcId).SelectMany(group => group.Ingress)
            : [];
        return rules.Concat(behind).SelectMany(rule => rule.Range is { } range ? [range] : RangesOf(rule.PrefixListId)).Concat(RangesIn(one.VpcId));
    }

    private IEnumerable<Cidr> RangesIn(string vpc) => topology.Acls.Values.Where(acl => acl.VpcId == vpc).SelectMany(acl => acl.Entries).Select(entry => entry.Range)
        .Concat(topology.RouteTables.Values.Where(table => table.VpcId == vpc).SelectMany(table => table.Routes)
            .SelectMany(route => route.Range is { } range ? [range] : RangesOf(route.PrefixListId)))
        .Concat(topology.Vpcs.Values.SelectMany(one => one.Ranges));

    private ImmutableArray<Cidr> RangesOf(string? list) =>
        list is not null && topology.PrefixLists.TryGetValue(list, out var known) ? known.Ranges : [];

    // Of IPv6 a whole VPC is ours, also what no interface holds yet.
    private bool IsOurs(IpAddress address) => topology.Index.ByPublic.ContainsKey(address)
        || topology.Vpcs.Values.Any(vpc => vpc.Ranges.Any(range => range.Contains(address)));

    private static IpAddress AnyPublic(bool v6) => IpAddress.Parse(v6 ? "2001:4860:4860::8888" : "8.8.8.8");

    /// <summary>An address that sends: an interface's, a free one of a subnet, or one of the internet.</summary>
    private sealed record Sender(IpAddress Address, NetworkInterface? Interface, Subnet? Subnet)
    {
        public List<Trace> To(Router router, IpAddress destination, bool isToInternet = false) =>
            destination.IsV6 != Address.IsV6 ? []
            : Interface is not null ? router.From(Interface, Address, destination, isToInternet)
            : Subnet is not null ? router.From(Subnet, Address, destination, isToInternet)
            : isToInternet ? [] : router.FromInternet(Address, destination);
    }
}
