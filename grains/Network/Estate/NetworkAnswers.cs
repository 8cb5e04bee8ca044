using System.Collections.Immutable;
using Raposa.Network.Paths;
using Raposa.Network.Reachability;

namespace Raposa.Network.Estate;

/// <summary>Answers questions on a model, in the words of the interface.</summary>
internal static class NetworkAnswers
{
    private const int MostHops = 12;
    private const int MostPaths = 200;

    /// <exception cref="ArgumentException">The protocol or port is none.</exception>
    public static Question Read(NetworkQuestion question)
    {
        if (IpProtocol.Parse(question.Protocol) is not { } protocol)
        {
            throw new ArgumentException($"'{question.Protocol}' is no protocol; use tcp, udp, icmp, icmpv6, a number up to 255, or any.");
        }

        return question.Port is < 0 or > 65535
            ? throw new ArgumentException("A port is a number from 0 to 65535.")
            : new(question.From, question.To, protocol, question.Port);
    }

    public static NetworkAnswer Ask(NetworkModel model, NetworkQuestion question) =>
        new() { Basis = model.Basis, Verdict = Verdict(model.Analyzer.Answer(Read(question))) };

    public static NetworkVerdict Verdict(Verdict verdict) => new()
    {
        Outcome = Outcome(verdict.Outcome),
        StopsAt = verdict.StopsAt,
        Path = verdict.Path,
        Rules = verdict.Rules,
        Why = verdict.Why,
        Missing = verdict.Missing,
        Mechanism = verdict.Mechanism,
        Witness = verdict.Witness is { } packet
            ? new(IpProtocol.Name(packet.Protocol), packet.Source.ToString(), packet.SourcePort, packet.Destination.ToString(), packet.DestinationPort)
            : null,
        Hops = [.. verdict.Hops.Select(hop => new NetworkHop(hop.Node, hop.Rules, hop.IsAnswer))],
        Open = [.. verdict.Open.Select(open => open.ToString())],
    };

    public static NetworkExposureReport Exposure(NetworkModel model) => new()
    {
        Basis = model.Basis,
        Exposures = model.Exposures,
    };

    public static NetworkExposurePage ExposurePage(NetworkModel model, int skip, int limit)
    {
        var from = Math.Clamp(skip, 0, model.Exposures.Length);
        return new(model.Basis, model.Exposures.Slice(from, Math.Min(limit, model.Exposures.Length - from)), model.Exposures.Length);
    }

    public static IEnumerable<NetworkExposure> Exposures(ReachabilityTable table) => table.Partition.Classes
        .SelectMany(one => table.FromInternet(one.Number).SelectMany(row => one.Members.Select(member => new NetworkExposure
        {
            InterfaceId = member.Id,
            OwnerId = member.OwnerId,
            VpcId = member.VpcId,
            Outcome = row.IsCertain ? NetworkOutcome.Allowed : NetworkOutcome.Unknown,
            Protocol = IpProtocol.Name(row.Protocol),
            FromPort = row.FromPort,
            ToPort = row.ToPort,
            IsEveryone = row.IsEveryone,
            Mechanism = row.Mechanism,
            Rules = row.Rules,
        })));

    public static NetworkPaths Paths(NetworkModel model, NetworkPathQuestion question)
    {
        var (hops, limit) = (Math.Clamp(question.Hops, 1, MostHops), Math.Clamp(question.Limit, 1, MostPaths));
        var (from, to) = (Places(model, question.From), Places(model, question.To).Where(place => place != ReachabilityRow.Internet).ToHashSet());
        if (from.Length == 0 || to.Count == 0)
        {
            return new() { Basis = model.Basis, Outcome = NetworkOutcome.Unknown };
        }

        var shortest = model.Graph.Shortest(from, to) is { IsEmpty: false } way && way.Length <= hops ? way : (ImmutableArray<ReachabilityRow>?)null;
        var ways = from.SelectMany(start => to.SelectMany(end => model.Graph.Simple(start, end, hops))).Take(limit + 1).ToArray();
        return new()
        {
            Basis = model.Basis,
            Outcome = shortest is not null ? NetworkOutcome.Allowed : MayBeReached(model, from, to) ? NetworkOutcome.Unknown : NetworkOutcome.Denied,
            Shortest = shortest is { } found ? Path(model.Table, found) : null,
            Paths = [.. ways.Take(limit).Select(rows => Path(model.Table, rows))],
            HasMore = ways.Length > limit,
        };
    }

    public static NetworkReach BlastRadius(NetworkModel model, string from, int hops)
    {
        var reached = model.Graph.From(Places(model, from), Math.Clamp(hops, 1, MostHops));
        return new()
        {
            Basis = model.Basis,
            Reached =
            [
                .. reached.Where(pair => pair.Value.Hops > 0)
                    .SelectMany(pair => model.Table.Partition.Classes[pair.Key].Members.Select(member => new NetworkReached(member.OwnerId, pair.Value.Hops)))
                    .GroupBy(one => one.OwnerId, StringComparer.Ordinal).Select(same => same.MinBy(one => one.Hops)!)
                    .OrderBy(one => one.Hops).ThenBy(one => one.OwnerId, StringComparer.Ordinal),
            ],
        };
    }

    public static NetworkWhatIf Without(NetworkModel model, NetworkWhatIfQuestion question)
    {
        var asked = Read(question.Question);
        var topology = model.Topology;
        var removed = RuleChange.Remove(topology, question.RemovedRules.ToHashSet(StringComparer.Ordinal));
        var closed = RuleChange.Close(
            removed.Changed, question.ClosedIn, asked.Protocol, asked.Port is { } port ? PortSet.Only(port) : PortSet.All);
        var change = closed with { Groups = closed.Groups.Union(removed.Groups), Acls = removed.Acls };
        var after = new AttackGraph(change.Apply(model.Table));
        int[] internet = [ReachabilityRow.Internet];
        return new()
        {
            Basis = model.Basis,
            Before = Verdict(model.Analyzer.Answer(asked)),
            After = Verdict(new ReachabilityAnalyzer(change.Changed).Answer(asked)),
            NoLongerReached = [.. Owners(model.Graph, internet).Except(Owners(after, internet)).Order(StringComparer.Ordinal)],
        };
    }

    public static NetworkCut Cut(NetworkModel model, string from, string to)
    {
        var targets = Interfaces(model.Topology, to).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        if (targets.Count == 0 || Places(model, from) is not { Length: > 0 } start)
        {
            return new() { Basis = model.Basis, IsProven = false };
        }

        var cut = MinimalCut.Find(model.Table, start, targets);
        return new() { Basis = model.Basis, Rules = cut.Rules, IsProven = cut.IsProven };
    }

    private static NetworkOutcome Outcome(Outcome outcome) => outcome switch
    {
        Reachability.Outcome.Allowed => NetworkOutcome.Allowed,
        Reachability.Outcome.Denied => NetworkOutcome.Denied,
        _ => NetworkOutcome.Unknown,
    };

    // Whether rows that hang on what was not collected could make a way. Only then its absence is not certain.
    private static bool MayBeReached(NetworkModel model, int[] from, HashSet<int> to)
    {
        var (found, queue) = (from.ToHashSet(), new Queue<int>(from));
        var next = model.Table.Rows.Where(row => row.To != ReachabilityRow.Internet).ToLookup(row => row.From, row => row.To);
        while (queue.TryDequeue(out var at))
        {
            foreach (var place in next[at].Where(found.Add))
            {
                queue.Enqueue(place);
            }
        }

        return found.Overlaps(to) && model.Table.Rows.Any(row => !row.IsCertain);
    }

    private static HashSet<string> Owners(AttackGraph graph, int[] start) =>
    [
        .. graph.From(start).Keys.SelectMany(place => graph.Table.Partition.Classes[place].Members).Select(member => member.OwnerId),
    ];

    private static int[] Places(NetworkModel model, string name) => End.Resolve(model.Topology, name) is End.WholeInternet
        ? [ReachabilityRow.Internet]
        : [.. Interfaces(model.Topology, name).Select(one => model.Table.Partition.Of[one.Id].Number).Distinct()];

    private static IEnumerable<NetworkInterface> Interfaces(Topology topology, string name) => End.Resolve(topology, name) switch
    {
        End.Of found => found.Interfaces,
        End.Written written => written.Holders,
        End.In subnet => topology.Interfaces.Values.Where(one => one.SubnetId == subnet.Subnet.Id),
        _ => [],
    };

    private static NetworkPath Path(ReachabilityTable table, ImmutableArray<ReachabilityRow> rows) => new([.. rows.Select(row => new NetworkStep
    {
        From = Names(table, row.From),
        To = Names(table, row.To),
        Protocol = IpProtocol.Name(row.Protocol),
        FromPort = row.FromPort,
        ToPort = row.ToPort,
        Mechanism = row.Mechanism,
        Rules = row.Rules,
    })]);

    private static ImmutableArray<string> Names(ReachabilityTable table, int place) => place == ReachabilityRow.Internet
        ? [Router.Internet]
        : [.. table.Partition.Classes[place].Members.Select(member => member.OwnerId).Distinct()];
}
