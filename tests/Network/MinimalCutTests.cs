using System.Collections.Immutable;
using Raposa.Network.Oracle;
using Raposa.Network.Paths;

namespace Raposa.Network;

public class MinimalCutTests
{
    private static readonly int[] Internet = [ReachabilityRow.Internet];

    [Fact]
    public void One_rule_that_all_ways_share_is_the_cut()
    {
        // Web is open on two ports, so the rule behind it is the fewest.
        var table = ReachabilityTable.From(SmallWorld.ThreeTiers().Topology());

        var cut = MinimalCut.Find(table, Internet, ImmutableHashSet.Create("eni-app"));

        Assert.True(cut.IsProven);
        Assert.Single(cut.Rules!.Value);
        Assert.False(IsReached(table, cut.Rules!.Value, "eni-app"));
    }

    [Fact]
    public void Nothing_has_to_go_where_there_is_no_way()
    {
        var world = SmallWorld.ThreeTiers();
        world.InternetGateways.Clear();

        var cut = MinimalCut.Find(ReachabilityTable.From(world.Topology()), Internet, ImmutableHashSet.Create("eni-db"));

        Assert.Empty(cut.Rules!.Value);
    }

    /// <summary>Tries every smaller set of rules on small random networks: none of them cuts.</summary>
    [Fact]
    public void No_smaller_set_of_rules_cuts_it()
    {
        var wrong = new List<string>();
        var sizes = new Dictionary<int, int>();
        for (var seed = 1; seed <= 400; seed++)
        {
            var topology = new WorldGenerator(seed).Generate().Topology();
            var table = ReachabilityTable.From(topology);
            var hosts = topology.Interfaces.Values.Where(one => one.Kind == InterfaceKind.Host).Select(one => one.Id).ToArray();
            var target = hosts[seed % hosts.Length];
            if (MinimalCut.Find(table, Internet, ImmutableHashSet.Create(target)).Rules is not { Length: > 0 } rules)
            {
                continue;
            }

            sizes[rules.Length] = sizes.GetValueOrDefault(rules.Length) + 1;
            if (IsReached(table, rules, target))
            {
                wrong.Add($"seed {seed}: {string.Join(' ', rules)} do not cut {target}");
            }
            else if (rules.Length <= 3 && Smaller(table, rules.Length - 1).FirstOrDefault(set => !IsReached(table, set, target)) is { Length: > 0 } better)
            {
                wrong.Add($"seed {seed}: {string.Join(' ', better)} cut {target} too, instead of {string.Join(' ', rules)}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(sizes.GetValueOrDefault(1) > 3 && sizes.Where(one => one.Key > 1).Sum(one => one.Value) > 3, string.Join(' ', sizes));
    }

    // A set of fewer rules is in one of the largest of these, and what a subset cuts a larger set cuts too.
    private static IEnumerable<string[]> Smaller(ReachabilityTable table, int size)
    {
        var rules = table.Topology.Groups.Values.SelectMany(group => group.Ingress.Concat(group.Egress)).Select(rule => rule.Id)
            .Concat(table.Topology.Acls.Values.SelectMany(acl => acl.Entries).Where(entry => entry.Allows).Select(entry => entry.Id))
            .Distinct().ToArray();
        return size switch
        {
            0 => [],
            1 => rules.Select(rule => new[] { rule }),
            _ => rules.SelectMany((rule, at) => rules.Skip(at + 1).Select(other => new[] { rule, other })),
        };
    }

    // Worked out anew, not as the change of another table.
    private static bool IsReached(ReachabilityTable table, IReadOnlyCollection<string> without, string target)
    {
        var changed = ReachabilityTable.From(RuleChange.Remove(table.Topology, without.ToHashSet()).Changed);
        return new AttackGraph(changed).From(Internet).ContainsKey(changed.Partition.Of[target].Number);
    }
}
