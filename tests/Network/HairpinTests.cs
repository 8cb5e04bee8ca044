using System.Collections.Immutable;
using Raposa.Network.Oracle;
using Raposa.Network.Paths;

namespace Raposa.Network;

/// <summary>Ways that go out to the internet and come in again at a public address of the organization's.</summary>
public class HairpinTests
{
    private const int Worlds = 150;

    [Fact]
    public void Through_a_NAT_gateway_a_private_machine_gets_in_where_the_gateways_address_is_meant()
    {
        var world = Portal("203.0.113.5/32");

        Assert.Equal(["i-portal:1", "i-web:1"], Reached(world, "eni-app").Where(one => one is "i-portal:1" or "i-web:1"));
        var row = Assert.Single(Shortest(world, "eni-app", "eni-portal"));
        Assert.Equal(("nat", 8443, 8443), (row.Mechanism, row.FromPort, row.ToPort));
        Assert.Contains("sg-portal/ingress/tcp/8443/203.0.113.5/32", row.Rules);
    }

    [Fact]
    public void Where_another_address_is_meant_nobody_gets_in()
    {
        var graph = Graph(Portal("203.0.113.6/32"));

        Assert.Null(graph.Shortest([Class(graph, "eni-app")], new HashSet<int> { Class(graph, "eni-portal") }));
    }

    [Fact]
    public void Without_a_way_to_the_gateway_there_is_none_in_again()
    {
        var world = Portal("203.0.113.5/32");
        world.Tables.Single(table => table.Id == "rtb-private").Routes.RemoveAll(route => route.Target.StartsWith("nat-", StringComparison.Ordinal));

        Assert.DoesNotContain("i-portal:1", Reached(world, "eni-app"));
    }

    [Fact]
    public void A_public_machine_comes_with_its_own_address()
    {
        var graph = Graph(Portal("52.0.0.10/32"));

        Assert.Equal("internet", Assert.Single(graph.Shortest([Class(graph, "eni-web")], new HashSet<int> { Class(graph, "eni-portal") })!.Value).Mechanism);
    }

    [Fact]
    public void All_simple_ways_have_it_among_them_and_a_cut_cuts_it()
    {
        var graph = Graph(Portal("203.0.113.5/32"));
        var (from, to) = (Class(graph, "eni-app"), Class(graph, "eni-portal"));

        Assert.Contains(graph.Simple(from, to, mostHops: 3), way => way is [{ Mechanism: "nat" }]);
        Assert.Equal(1, MinimalCut.Find(graph.Table, [from], new HashSet<string> { "eni-portal" }).Rules?.Length);
    }

    [Fact]
    public void One_hop_of_the_graph_is_what_a_packet_walker_finds()
    {
        var (reached, through) = (0, 0);
        for (var seed = 1; seed <= Worlds; seed++)
        {
            var world = new WorldGenerator(seed).Generate();
            var table = ReachabilityTable.From(world.Topology());
            var (hairpins, questions) = (new Hairpins(table), new Questions(world));
            var hosts = world.Cards.Where(card => card.Kind == "interface").ToArray();
            foreach (var (from, to) in hosts.SelectMany(from => hosts.Where(to => to != from).Select(to => (from, to))))
            {
                var (sender, receiver) = (table.Partition.Of[from.Id].Number, table.Partition.Of[to.Id].Number);
                var inside = table.Between(sender, receiver).Any(Is443);
                var outside = hairpins.From(sender, one => one == receiver).Any(Is443);
                var expected = questions.Reaches(from.Id, to.Id, "6", 443);

                Assert.True(expected == (inside || outside), $"seed {seed}: {from.Id} to {to.Id} is {expected}");
                reached += expected ? 1 : 0;
                through += outside && !inside ? 1 : 0;
            }
        }

        // Worlds in which nobody goes this way would prove nothing.
        Assert.True(through > 0, $"{through} of {reached} go through the internet alone");
    }

    private static bool Is443(ReachabilityRow row) =>
        row is { IsCertain: true, FromPort: <= 443, ToPort: >= 443 } && (row.Protocol == IpProtocol.Any || row.Protocol == IpProtocol.Tcp);

    // Beside the three tiers a NAT gateway at 203.0.113.5, and in another network a portal that lets in one range on 8443.
    private static World Portal(string range)
    {
        var world = SmallWorld.ThreeTiers();
        world.Cards.Add(new("eni-nat", null, "subnet-public", "vpc-1", "nat_gateway", "10.1.1.5", "203.0.113.5", null, []));
        world.Nats.Add(new("nat-1", "subnet-public", "vpc-1", "eni-nat", "10.1.1.5", "203.0.113.5"));
        world.Tables.Single(table => table.Id == "rtb-private").Routes.Add(new("0.0.0.0/0", "nat-1"));
        world.Vpcs.Add(new("vpc-2", "10.2.0.0/16", null));
        world.Subnets.Add(new("subnet-portal", "vpc-2", "10.2.1.0/24", null, "a"));
        world.InternetGateways.Add(("igw-2", "vpc-2"));
        world.Tables.Add(new("rtb-portal", "vpc-2", true, [], [new("10.2.0.0/16", "local-"), new("0.0.0.0/0", "igw-2")]));
        world.Acls.Add(new("acl-portal", "vpc-2", ["subnet-portal"],
            [new(100, false, true, "-1", null, null, "0.0.0.0/0"), new(100, true, true, "-1", null, null, "0.0.0.0/0")]));
        world.Groups.Add(new("sg-portal", "vpc-2", [new(false, "tcp", 8443, 8443, range), new(true, "-1", null, null, "0.0.0.0/0")]));
        world.Cards.Add(new("eni-portal", "i-portal", "subnet-portal", "vpc-2", "interface", "10.2.1.10", "52.0.0.20", null, ["sg-portal"]));
        return world;
    }

    private static ImmutableArray<ReachabilityRow> Shortest(World world, string from, string to)
    {
        var graph = Graph(world);
        return graph.Shortest([Class(graph, from)], new HashSet<int> { Class(graph, to) })!.Value;
    }

    private static string[] Reached(World world, string from)
    {
        var graph = Graph(world);
        return
        [
            .. graph.From([Class(graph, from)], 4)
                .SelectMany(pair => graph.Table.Partition.Classes[pair.Key].Members.Select(member => $"{member.OwnerId}:{pair.Value.Hops}")).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    private static AttackGraph Graph(World world) => new(ReachabilityTable.From(world.Topology()));

    private static int Class(AttackGraph graph, string id) => graph.Table.Partition.Of[id].Number;
}
