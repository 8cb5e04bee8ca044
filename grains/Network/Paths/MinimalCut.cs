using System.Collections.Immutable;

namespace Raposa.Network.Paths;

/// <summary>The fewest rules of groups and entries of ACLs whose removal cuts every way to a target.</summary>
/// <param name="Rules">Their ids; empty if there is no way. Null if no removal of rules cuts it, or none was found in time.</param>
/// <param name="IsProven">Whether no smaller set would do.</param>
internal sealed record MinimalCut(ImmutableArray<string>? Rules, bool IsProven)
{
    private const int MostRounds = 400;
    private const int MostSteps = 200_000;

    /// <remarks>
    /// Every way that is found has to lose one of its rules, so a smallest set that hits all ways found so far is no larger than the
    /// cut; when no way is left without it, it is the cut. Removing what allows never opens anything, so ways only go.
    /// </remarks>
    public static MinimalCut Find(ReachabilityTable table, IReadOnlyCollection<int> start, IReadOnlySet<string> targets)
    {
        var topology = table.Topology;
        var removable = topology.Groups.Values.SelectMany(group => group.Ingress.Concat(group.Egress)).Select(rule => rule.Id)
            .Concat(topology.Acls.Values.SelectMany(acl => acl.Entries).Where(entry => entry.Allows).Select(entry => entry.Id))
            .ToHashSet(StringComparer.Ordinal);
        var interfaces = start.Where(one => one != ReachabilityRow.Internet).Select(one => table.Partition.Classes[one].First.Id).ToArray();
        var ways = new List<ImmutableHashSet<string>>();
        var chosen = ImmutableHashSet<string>.Empty;
        for (var round = 0; round < MostRounds; round++)
        {
            var cut = RuleChange.Remove(topology, chosen).Apply(table);
            if (Way(cut, start, interfaces, targets) is not { } way)
            {
                return new([.. chosen.Order(StringComparer.Ordinal)], IsProven: true);
            }

            ways.Add([.. way.SelectMany(row => row.Rules).Where(removable.Contains)]);
            if (HittingSet.Smallest(ways, MostSteps) is not { } smallest)
            {
                return new(null, IsProven: ways[^1].IsEmpty);
            }

            chosen = smallest;
        }

        return new(null, IsProven: false);
    }

    // Classes are numbered anew where a change parts them, so places are told by their interfaces.
    private static ImmutableArray<ReachabilityRow>? Way(
        ReachabilityTable table, IReadOnlyCollection<int> start, IReadOnlyCollection<string> interfaces, IReadOnlySet<string> targets)
    {
        var from = interfaces.Select(id => table.Partition.Of[id].Number)
            .Concat(start.Where(one => one == ReachabilityRow.Internet)).Distinct().ToArray();
        return new AttackGraph(table).Shortest(from, targets.Select(id => table.Partition.Of[id].Number).ToHashSet());
    }
}
