using System.Collections.Immutable;
using Raposa.Network.Reachability;

namespace Raposa.Network.Paths;

/// <summary>
/// Ways out to the internet and in again: from a host through its gateway or a NAT gateway to a public address of another of the
/// organization's. They are not in the table, where each would be a row for every pair; they are worked out for the places that somebody goes on from.
/// </summary>
internal sealed class Hairpins
{
    private readonly Topology _topology;
    private readonly ClassPartition _partition;
    private readonly RowBuilder _rows;
    private readonly ImmutableArray<IpAddress> _nats;
    private readonly Dictionary<int, ImmutableArray<IpAddress>> _sources = [];
    private readonly Dictionary<int, bool> _behindNat = [];
    private readonly Dictionary<(int From, int To), ImmutableArray<ReachabilityRow>> _found = [];

    // Receivers with a public address, and load balancers of theirs that have one, with the groups that are asked.
    private readonly ImmutableArray<(InterfaceClass Receiver, ImmutableArray<NetworkInterface> Doors)> _receivers;

    public Hairpins(ReachabilityTable table)
    {
        (_topology, _partition) = (table.Topology, table.Partition);
        _rows = new(_topology);
        _nats =
        [
            .. _topology.NatGateways.Values.SelectMany(nat => nat.Addresses).Select(address => address.Public).OfType<IpAddress>()
                .Concat(_topology.Interfaces.Values.Where(one => one.Kind == InterfaceKind.NatGateway).SelectMany(Ways.PublicAddresses)).Distinct(),
        ];
        _receivers =
        [
            .. _partition.Classes.Where(one => one.First.Kind is InterfaceKind.Host or InterfaceKind.LoadBalancer)
                .Select(one => (one, Doors: _rows.Ways.BalancersBefore(one.First).Prepend(one.First).Where(door => Ways.PublicAddresses(door).Any()).ToImmutableArray()))
                .Where(one => !one.Doors.IsEmpty),
        ];
    }

    /// <summary>The classes that such a way can lead to.</summary>
    public IEnumerable<int> Receivers => _receivers.Select(one => one.Receiver.Number);

    /// <summary>What is certain of the ways from a class to those that are wanted.</summary>
    public IEnumerable<ReachabilityRow> From(int sender, Func<int, bool> isWanted)
    {
        var from = _partition.Classes[sender];
        if (SourcesOf(from) is { IsEmpty: true })
        {
            yield break;
        }

        foreach (var (receiver, doors) in _receivers)
        {
            if (isWanted(receiver.Number) && MayPass(from, receiver, doors))
            {
                foreach (var row in Between(from, receiver))
                {
                    yield return row;
                }
            }
        }
    }

    /// <summary>Classes of hosts from which there may be such a way into a class.</summary>
    public IEnumerable<int> Before(int receiver)
    {
        foreach (var (to, doors) in _receivers.Where(one => one.Receiver.Number == receiver))
        {
            foreach (var from in _partition.Classes.Where(one => one.First.Kind == InterfaceKind.Host && !SourcesOf(one).IsEmpty && MayPass(one, to, doors)))
            {
                yield return from.Number;
            }
        }
    }

    private ImmutableArray<ReachabilityRow> Between(InterfaceClass from, InterfaceClass to)
    {
        if (!_found.TryGetValue((from.Number, to.Number), out var rows))
        {
            rows = [.. _rows.ThroughInternet(from, to).Where(row => row.IsCertain)];
            _found[(from.Number, to.Number)] = rows;
        }

        return rows;
    }

    // Senders with no address of their own on the internet show a NAT gateway's, so what one of them may, each may.
    private bool MayPass(InterfaceClass from, InterfaceClass receiver, ImmutableArray<NetworkInterface> doors)
    {
        if (Ways.PublicAddresses(from.First).Any())
        {
            return MayPass(from, doors);
        }

        if (!_behindNat.TryGetValue(receiver.Number, out var mayPass))
        {
            mayPass = MayPass(from, doors);
            _behindNat[receiver.Number] = mayPass;
        }

        return mayPass;
    }

    // A cheap look before the packet is sent: whether any rule of what stands at the door means an address that the sender may show.
    private bool MayPass(InterfaceClass from, ImmutableArray<NetworkInterface> doors)
    {
        foreach (var door in doors)
        {
            if (door.GroupIds.IsDefault || (door.Kind == InterfaceKind.LoadBalancer && door.GroupIds.IsEmpty))
            {
                return true;
            }

            foreach (var group in door.GroupIds)
            {
                if (!_topology.Groups.TryGetValue(group, out var known) || known.Ingress.Any(rule => Means(rule, from)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool Means(GroupRule rule, InterfaceClass from) => rule.Range is { } range
        ? SourcesOf(from).Any(range.Contains)
        : rule.PrefixListId is { } list && _topology.PrefixLists.TryGetValue(list, out var known) && known.Ranges.Any(one => SourcesOf(from).Any(one.Contains));

    // Its own public addresses, and those of the NAT gateways that routes may lead it to.
    private ImmutableArray<IpAddress> SourcesOf(InterfaceClass from)
    {
        if (!_sources.TryGetValue(from.Number, out var sources))
        {
            sources =
            [
                .. Ways.PublicAddresses(from.First)
                    .Concat(_nats).Distinct(),
            ];
            _sources[from.Number] = sources;
        }

        return sources;
    }
}
