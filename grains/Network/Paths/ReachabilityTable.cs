using System.Collections.Immutable;

namespace Raposa.Network.Paths;

/// <summary>
/// The flattened table: who reaches whom, on what, by which rules. Ways inside and between networks, ways in from the internet and
/// ways out to it; what goes out and comes in again elsewhere is two rows.
/// </summary>
internal sealed class ReachabilityTable
{
    // Per receiver, by sender; what comes from the internet is the receiver's row of it.
    private readonly ImmutableArray<Dictionary<int, ImmutableArray<ReachabilityRow>>> _to;
    private readonly ImmutableArray<ImmutableArray<ReachabilityRow>> _out;

    private ReachabilityTable(
        Topology topology,
        ClassPartition partition,
        ImmutableArray<Dictionary<int, ImmutableArray<ReachabilityRow>>> to,
        ImmutableArray<ImmutableArray<ReachabilityRow>> outward)
    {
        (Topology, Partition, _to, _out) = (topology, partition, to, outward);
    }

    public Topology Topology { get; }

    public ClassPartition Partition { get; }

    public IEnumerable<ReachabilityRow> Rows => _to.SelectMany(senders => senders.Values).SelectMany(rows => rows).Concat(_out.SelectMany(rows => rows));

    /// <summary>The ways into a class, the internet's among them.</summary>
    public IEnumerable<ReachabilityRow> Into(int to) => _to[to].Values.SelectMany(rows => rows);

    public ImmutableArray<ReachabilityRow> Between(int from, int to) => _to[to].GetValueOrDefault(from, []);

    public ImmutableArray<ReachabilityRow> FromInternet(int to) => Between(ReachabilityRow.Internet, to);

    public ImmutableArray<ReachabilityRow> ToInternet(int from) => _out[from];

    public static ReachabilityTable From(Topology topology)
    {
        var partition = ClassPartition.From(topology);
        var rows = new RowBuilder(topology);
        var candidates = new Candidates(topology, partition);
        return new(
            topology,
            partition,
            [.. partition.Classes.Select(to => Senders(to, candidates.Of(to, rows), rows))],
            [.. partition.Classes.Select(from => Outward(from, rows))]);
    }

    /// <summary>The table of a topology in which the rules of some groups or ACLs are others; only what they concern is worked out again.</summary>
    public ReachabilityTable With(Topology changed, IReadOnlySet<string> groups, IReadOnlySet<string> acls)
    {
        var isFiner = acls.Count > 0 || groups.Any(id => changed.Groups[id].Ingress.Concat(changed.Groups[id].Egress)
            .Any(rule => rule.Range is { } range && !Partition.Atoms.Knows(range)));
        var partition = isFiner ? ClassPartition.From(changed) : Partition;
        var rows = new RowBuilder(changed);
        var candidates = new Candidates(changed, partition);
        var touched = partition.Classes.Select(one => IsTouched(one, changed, groups, acls)).ToArray();
        var (to, outward) = (_to.ToBuilder(), _out.ToBuilder());
        if (isFiner)
        {
            to = Carried(partition).ToBuilder();
            outward = ImmutableArray.CreateBuilder<ImmutableArray<ReachabilityRow>>();
            outward.AddRange(partition.Classes.Select(one => Renumbered(_out[Old(one)], one.Number, ReachabilityRow.Internet)));
        }

        var balancersTouched = partition.Classes.Any(one => touched[one.Number] && one.First.Kind == InterfaceKind.LoadBalancer);
        foreach (var receiver in partition.Classes)
        {
            // What gets through a balancer hangs on its targets' rules, and the other way round.
            var isBalanced = receiver.First.Kind == InterfaceKind.LoadBalancer || (balancersTouched && rows.Ways.BalancersBefore(receiver.First).Any());
            if (touched[receiver.Number] || isBalanced)
            {
                to[receiver.Number] = Senders(receiver, candidates.Of(receiver, rows), rows);
                outward[receiver.Number] = Outward(receiver, rows);
            }
        }

        // A rule for what comes in changes nothing about what its group's members send.
        var sending = groups.Where(id => !changed.Groups[id].Egress.AsSpan().SequenceEqual(Topology.Groups[id].Egress.AsSpan())).ToHashSet();
        foreach (var sender in partition.Classes.Where(one => IsTouched(one, changed, sending, acls)))
        {
            Refresh(sender, partition, touched, candidates, rows, to);
        }

        return new(changed, partition, to.ToImmutable(), outward.ToImmutable());
    }

    // A touched sender reaches others than before among those that are not touched themselves.
    private static void Refresh(
        InterfaceClass sender,
        ClassPartition partition,
        bool[] touched,
        Candidates candidates,
        RowBuilder rows,
        ImmutableArray<Dictionary<int, ImmutableArray<ReachabilityRow>>>.Builder to)
    {
        foreach (var receiver in partition.Classes.Where(one => !touched[one.Number]))
        {
            var isCandidate = candidates.Has(sender, receiver, rows);
            if (!isCandidate && !to[receiver.Number].ContainsKey(sender.Number))
            {
                continue;
            }

            var copy = new Dictionary<int, ImmutableArray<ReachabilityRow>>(to[receiver.Number]);
            copy.Remove(sender.Number);
            if (isCandidate && rows.Between(sender, receiver) is { IsEmpty: false } found)
            {
                copy[sender.Number] = found;
            }

            to[receiver.Number] = copy;
        }
    }

    // An ACL stands before its subnets' interfaces, and before gateways that others in the network go through.
    private static bool IsTouched(InterfaceClass one, Topology topology, IReadOnlySet<string> groups, IReadOnlySet<string> acls) =>
        (!one.First.GroupIds.IsDefault && one.First.GroupIds.Any(groups.Contains))
        || acls.Any(id => topology.Acls[id].VpcId == one.First.VpcId);

    private static Dictionary<int, ImmutableArray<ReachabilityRow>> Senders(InterfaceClass to, IEnumerable<InterfaceClass> candidates, RowBuilder rows)
    {
        var found = new Dictionary<int, ImmutableArray<ReachabilityRow>>();
        if (to.First.Kind is InterfaceKind.NatGateway or InterfaceKind.TransitGateway)
        {
            return found;
        }

        foreach (var from in candidates)
        {
            if (rows.Between(from, to) is { IsEmpty: false } some)
            {
                found[from.Number] = some;
            }
        }

        if (rows.FromInternet(to) is { IsEmpty: false } open)
        {
            found[ReachabilityRow.Internet] = open;
        }

        return found;
    }

    private static ImmutableArray<ReachabilityRow> Outward(InterfaceClass from, RowBuilder rows) =>
        from.First.Kind == InterfaceKind.Host ? rows.ToInternet(from) : [];

    private int Old(InterfaceClass one) => Partition.Of[one.First.Id].Number;

    // The rows between two new classes are those between the old classes that their members were in.
    private ImmutableArray<Dictionary<int, ImmutableArray<ReachabilityRow>>> Carried(ClassPartition partition)
    {
        var successors = partition.Classes.ToLookup(Old);
        return [.. partition.Classes.Select(receiver =>
        {
            var carried = new Dictionary<int, ImmutableArray<ReachabilityRow>>();
            foreach (var (from, rows) in _to[Old(receiver)])
            {
                if (from == ReachabilityRow.Internet)
                {
                    carried[from] = Renumbered(rows, from, receiver.Number);
                    continue;
                }

                foreach (var sender in successors[from].Where(sender => sender != receiver || sender.Members.Length > 1))
                {
                    carried[sender.Number] = Renumbered(rows, sender.Number, receiver.Number);
                }
            }

            return carried;
        })];
    }

    private static ImmutableArray<ReachabilityRow> Renumbered(ImmutableArray<ReachabilityRow> rows, int from, int to) =>
        rows.All(row => row.From == from && row.To == to) ? rows : [.. rows.Select(row => row with { From = from, To = to })];
}
