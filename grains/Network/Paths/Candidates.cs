namespace Raposa.Network.Paths;

/// <summary>Which classes may reach a class at all: those that one of its rules names, in networks that are joined to its own.</summary>
internal sealed class Candidates
{
    private readonly Topology _topology;
    private readonly ClassPartition _partition;
    private readonly ILookup<string, string> _joined;
    private readonly Dictionary<(string Vpc, Cidr Range), InterfaceClass[]> _inRange = [];
    private readonly Dictionary<int, HashSet<int>> _found = [];

    public Candidates(Topology topology, ClassPartition partition)
    {
        (_topology, _partition) = (topology, partition);
        var peered = topology.Peerings.Values.Where(one => one.IsActive)
            .SelectMany(one => new[] { (one.Requester.VpcId, one.Accepter.VpcId), (one.Accepter.VpcId, one.Requester.VpcId) });
        var attached = topology.Attachments.Values.Where(one => one.Kind == "vpc").GroupBy(one => one.GatewayId)
            .SelectMany(gateway => gateway.SelectMany(_ => gateway, (one, other) => (one.ResourceId, other.ResourceId)));
        _joined = peered.Concat(attached).Concat(topology.Vpcs.Keys.Select(vpc => (vpc, vpc))).Distinct()
            .ToLookup(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
    }

    public IEnumerable<InterfaceClass> Of(InterfaceClass receiver, RowBuilder rows)
    {
        var found = new HashSet<InterfaceClass>(ReferenceEqualityComparer.Instance);
        Collect(receiver.First, found);
        foreach (var balancer in rows.Ways.BalancersBefore(receiver.First))
        {
            Collect(balancer, found);
        }

        return found.Where(one => one.First.Kind == InterfaceKind.Host && one.First.IsAttached);
    }

    public bool Has(InterfaceClass sender, InterfaceClass receiver, RowBuilder rows)
    {
        if (!_joined[receiver.First.VpcId].Contains(sender.First.VpcId))
        {
            return false;
        }

        if (!_found.TryGetValue(receiver.Number, out var found))
        {
            found = Of(receiver, rows).Select(one => one.Number).ToHashSet();
            _found[receiver.Number] = found;
        }

        return found.Contains(sender.Number);
    }

    private void Collect(NetworkInterface receiver, HashSet<InterfaceClass> found)
    {
        var vpcs = _joined[receiver.VpcId];
        var isOpen = receiver.GroupIds.IsDefault || (receiver.Kind == InterfaceKind.LoadBalancer && receiver.GroupIds.IsEmpty);
        foreach (var id in isOpen ? [] : receiver.GroupIds)
        {
            if (!_topology.Groups.TryGetValue(id, out var group))
            {
                isOpen = true;
                break;
            }

            foreach (var rule in group.Ingress)
            {
                if (rule.GroupId is { } member)
                {
                    found.UnionWith(_partition.ByGroup[member]);
                }
                else if (rule.Range is { } range)
                {
                    Collect(vpcs, range, found);
                }
                else if (rule.PrefixListId is { } list && _topology.PrefixLists.TryGetValue(list, out var known))
                {
                    foreach (var one in known.Ranges)
                    {
                        Collect(vpcs, one, found);
                    }
                }
                else
                {
                    isOpen = true;
                }
            }
        }

        if (isOpen)
        {
            found.UnionWith(vpcs.SelectMany(vpc => _partition.ByVpc[vpc]));
        }
    }

    private void Collect(IEnumerable<string> vpcs, Cidr range, HashSet<InterfaceClass> found)
    {
        foreach (var vpc in vpcs)
        {
            if (!_inRange.TryGetValue((vpc, range), out var inside))
            {
                inside = [.. _partition.ByVpc[vpc].Where(one => one.First.Addresses.Any(address => range.Contains(address.Private)))];
                _inRange[(vpc, range)] = inside;
            }

            found.UnionWith(inside);
        }
    }
}
