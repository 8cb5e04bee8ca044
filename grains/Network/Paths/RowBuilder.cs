using System.Collections.Immutable;
using Raposa.Network.Reachability;

namespace Raposa.Network.Paths;

/// <summary>The rows between two classes, or between a class and the internet.</summary>
internal sealed class RowBuilder
{
    private readonly Topology _topology;
    private readonly Ways _ways;
    private readonly ImmutableArray<int> _protocols;

    public RowBuilder(Topology topology)
    {
        _topology = topology;
        _ways = new(topology, new(topology));
        _protocols = new Protocols(topology).All;
    }

    public Ways Ways => _ways;

    public ImmutableArray<ReachabilityRow> Between(InterfaceClass from, InterfaceClass to)
    {
        if (from == to && from.Members.Length == 1)
        {
            return [];
        }

        return Rows(from.Number, to.Number, [.. _ways.Privately(from.First, to.Second)], Edges(from.First, to.First));
    }

    /// <summary>Out to the internet and in again at a public address.</summary>
    public ImmutableArray<ReachabilityRow> ThroughInternet(InterfaceClass from, InterfaceClass to) => from == to && from.Members.Length == 1
        ? []
        : Rows(from.Number, to.Number, [.. _ways.ThroughInternet(from.First, to.Second)], Edges(from.First, to.First));

    public ImmutableArray<ReachabilityRow> FromInternet(InterfaceClass to) =>
        InParts(ReachabilityRow.Internet, to.Number, _ways.FromInternetTo(to.First), Edges(to.First, to.First));

    public ImmutableArray<ReachabilityRow> ToInternet(InterfaceClass from) =>
        InParts(from.Number, ReachabilityRow.Internet, _ways.ToInternet(from.First), Edges(from.First, from.First));

    // What everyone can do, and beside it what only some can.
    private ImmutableArray<ReachabilityRow> InParts(int from, int to, IEnumerable<Trace> traces, int[] edges)
    {
        var parts = traces.ToLookup(trace => trace.IsEveryone);
        var whole = Rows(from, to, [.. parts[true]], edges).Select(row => row with { IsEveryone = true }).ToArray();
        var some = Rows(from, to, [.. parts[false]], edges)
            .Where(row => !Array.Exists(whole, one => one.Protocol == row.Protocol && one.FromPort <= row.FromPort && one.ToPort >= row.ToPort && one.IsCertain));
        return [.. whole, .. some];
    }

    private ImmutableArray<ReachabilityRow> Rows(int from, int to, Trace[] traces, int[] edges)
    {
        if (traces.Length == 0)
        {
            return [];
        }

        var rows = new List<ReachabilityRow>();
        foreach (var protocol in _protocols)
        {
            var (sure, unsure) = (PortSet.Empty, PortSet.Empty);
            foreach (var trace in traces)
            {
                if (!Verdicts.Fits(trace, protocol))
                {
                    continue;
                }

                var evaluation = Evaluation.Of(trace, protocol, PortSet.All);
                if (!evaluation.Passage.Must.IsEmpty)
                {
                    var ports = Verdicts.Received(trace, evaluation.Passage.Must).Except(sure);
                    sure = sure.Or(ports);
                    Add(rows, from, to, protocol, ports, trace, evaluation, edges);
                }

                unsure = unsure.Or(evaluation.Passage.May);
            }

            foreach (var (first, last) in unsure.Except(sure).Ranges)
            {
                rows.Add(new(from, to, protocol, first, last, traces[0].Mechanism, [], IsCertain: false));
            }
        }

        return Folded(rows, traces);
    }

    // Two rules may meet inside a range; each row has the rules that hold for all of it.
    private static void Add(
        List<ReachabilityRow> rows, int from, int to, int protocol, PortSet ports, Trace trace, Evaluation evaluation, int[] edges)
    {
        foreach (var (first, last) in ports.Ranges)
        {
            var start = first;
            var rules = Verdicts.Rules(trace, protocol, evaluation, first);
            foreach (var edge in edges)
            {
                if (edge <= start || edge > last || !IpProtocol.HasPorts(protocol))
                {
                    continue;
                }

                var next = Verdicts.Rules(trace, protocol, evaluation, edge);
                if (!next.AsSpan().SequenceEqual(rules.AsSpan()))
                {
                    rows.Add(new(from, to, protocol, start, edge - 1, trace.Mechanism, rules, IsCertain: true));
                    (start, rules) = (edge, next);
                }
            }

            rows.Add(new(from, to, protocol, start, last, trace.Mechanism, rules, IsCertain: true));
        }
    }

    // Where every protocol gets through whole and by the same rules, one row says so.
    private ImmutableArray<ReachabilityRow> Folded(List<ReachabilityRow> rows, Trace[] traces)
    {
        var fitting = _protocols.Count(protocol => Array.Exists(traces, trace => Verdicts.Fits(trace, protocol)));
        return rows.Count == fitting && rows.Count > 1 && rows.TrueForAll(row => row is { FromPort: 0, ToPort: 65535, IsCertain: true }
                && row.Rules.AsSpan().SequenceEqual(rows[0].Rules.AsSpan()))
            ? [rows[0] with { Protocol = IpProtocol.Any }]
            : [.. rows];
    }

    /// <summary>Ports at which a rule of either side begins, or is over.</summary>
    private int[] Edges(NetworkInterface from, NetworkInterface to)
    {
        var edges = new SortedSet<int>();
        foreach (var group in (from.GroupIds.IsDefault ? [] : from.GroupIds).Concat(to.GroupIds.IsDefault ? [] : to.GroupIds))
        {
            if (_topology.Groups.TryGetValue(group, out var known))
            {
                foreach (var rule in known.Ingress.Concat(known.Egress))
                {
                    Add(edges, rule.Ports);
                }
            }
        }

        foreach (var subnet in new[] { from.SubnetId, to.SubnetId })
        {
            foreach (var entry in _topology.AclOf(subnet)?.Entries ?? [])
            {
                Add(edges, entry.Ports);
            }
        }

        return [.. edges];
    }

    private static void Add(SortedSet<int> edges, PortSet ports)
    {
        foreach (var (from, to) in ports.Ranges)
        {
            edges.Add(from);
            edges.Add(to + 1);
        }
    }
}
