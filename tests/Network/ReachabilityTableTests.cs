using Raposa.Network.Oracle;
using Raposa.Network.Paths;
using Raposa.Network.Reachability;

namespace Raposa.Network;

/// <summary>Classes and changes are short cuts, so they must agree with the long way round.</summary>
public class ReachabilityTableTests
{
    private const int Worlds = 250;

    [Fact]
    public void Rows_between_classes_say_what_following_every_pair_of_interfaces_says()
    {
        var wrong = new List<string>();
        var open = 0;
        for (var seed = 1; seed <= Worlds; seed++)
        {
            var topology = new WorldGenerator(seed).Generate().Topology();
            var table = ReachabilityTable.From(topology);
            var ways = new Ways(topology, new(topology));
            var pairs = topology.Interfaces.Values.SelectMany(_ => topology.Interfaces.Values, (from, to) => (from, to)).Where(pair => pair.from != pair.to);
            foreach (var (from, to) in pairs)
            {
                var traces = ways.Privately(from, to).ToArray();
                var rows = table.Between(table.Partition.Of[from.Id].Number, table.Partition.Of[to.Id].Number);
                foreach (var protocol in new Protocols(topology).All.Where(protocol => traces.Any(trace => Verdicts.Fits(trace, protocol))))
                {
                    var expected = Verdicts.Open(traces, [(protocol, PortSet.All)]).FirstOrDefault()?.Ports ?? PortSet.Empty;
                    var found = rows.Where(row => row.IsCertain && (row.Protocol == protocol || row.Protocol == IpProtocol.Any))
                        .Aggregate(PortSet.Empty, (ports, row) => ports.Or(PortSet.Of(row.FromPort, row.ToPort)));
                    open += expected.IsEmpty ? 0 : 1;
                    if (!expected.Equals(found))
                    {
                        wrong.Add($"seed {seed}: {from.Id} to {to.Id}, protocol {protocol}: {found} instead of {expected}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(open > 1_000, $"{open} open");
    }

    [Fact]
    public void Changing_a_rule_gives_the_table_that_working_it_out_anew_gives()
    {
        var wrong = new List<string>();
        for (var seed = 1; seed <= Worlds; seed++)
        {
            var topology = new WorldGenerator(seed).Generate().Topology();
            var change = Change(topology, new Random(seed));
            var changed = Lines(change.Apply(ReachabilityTable.From(topology)));
            var anew = Lines(ReachabilityTable.From(change.Changed));
            if (!changed.SetEquals(anew))
            {
                wrong.Add($"seed {seed}: {string.Join("; ", changed.Except(anew).Concat(anew.Except(changed)).Take(3))}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_closed_port_is_closed_and_the_one_beside_it_is_not()
    {
        var topology = SmallWorld.ThreeTiers().Topology();
        var change = RuleChange.Close(topology, ["sg-web"], IpProtocol.Tcp, PortSet.Only(443));
        var before = new ReachabilityAnalyzer(topology);
        var after = new ReachabilityAnalyzer(change.Changed);

        Assert.Equal(Outcome.Allowed, before.Answer(new("internet", "i-web", IpProtocol.Tcp, 443)).Outcome);
        Assert.Equal(Outcome.Denied, after.Answer(new("internet", "i-web", IpProtocol.Tcp, 443)).Outcome);
        Assert.Equal(Outcome.Allowed, after.Answer(new("internet", "i-web", IpProtocol.Tcp, 80)).Outcome);
    }

    // One or two rules gone, or a port closed in a group.
    private static RuleChange Change(Topology topology, Random random)
    {
        if (random.Next(4) == 0)
        {
            return RuleChange.Close(topology, [topology.Groups.Keys.ElementAt(random.Next(topology.Groups.Count))], IpProtocol.Tcp, PortSet.Only(22));
        }

        var ids = topology.Groups.Values.SelectMany(group => group.Ingress.Concat(group.Egress)).Select(rule => rule.Id)
            .Concat(topology.Acls.Values.SelectMany(acl => acl.Entries).Select(entry => entry.Id)).Distinct().ToArray();
        return RuleChange.Remove(topology, ids.OrderBy(_ => random.Next()).Take(random.Next(1, 3)).ToHashSet());
    }

    /// <summary>The rows between interfaces, whatever classes they were reckoned in.</summary>
    private static HashSet<string> Lines(ReachabilityTable table) =>
    [
        .. table.Rows.Where(row => IsNamed(table, row.Protocol)).SelectMany(row => Names(table, row.From).SelectMany(_ => Names(table, row.To), (from, to) => (from, to))
            .Where(pair => pair.from != pair.to)
            .Select(pair => $"{pair.from}>{pair.to} {row with { From = 0, To = 0, Rules = [] }} {string.Join(',', row.Rules)}")),
    ];

    // When the last rule that names a protocol goes, rows of untouched classes still tell it apart from the unnamed ones, and say the same.
    private static bool IsNamed(ReachabilityTable table, int protocol) =>
        protocol == IpProtocol.Any || new Protocols(table.Topology).All.Contains(protocol);

    private static IEnumerable<string> Names(ReachabilityTable table, int place) =>
        place == ReachabilityRow.Internet ? ["internet"] : table.Partition.Classes[place].Members.Select(one => one.Id);
}
