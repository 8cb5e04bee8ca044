using Raposa.Network.Oracle;
using Raposa.Network.Paths;

namespace Raposa.Network;

public class AttackGraphTests
{
    private static readonly int[] Internet = [ReachabilityRow.Internet];

    [Fact]
    public void Each_hop_reaches_what_the_host_before_it_is_let_into()
    {
        var graph = Graph(SmallWorld.ThreeTiers());

        Assert.Equal(["i-app:2", "i-db:3", "i-web:1"], Reached(graph, Internet));
    }

    [Fact]
    public void A_hop_limit_ends_the_way_there()
    {
        var graph = Graph(SmallWorld.ThreeTiers());

        Assert.Equal(["i-app:2", "i-web:1"], Reached(graph, Internet, mostHops: 2));
    }

    [Fact]
    public void The_shortest_way_names_the_rule_of_each_hop()
    {
        var graph = Graph(SmallWorld.ThreeTiers());

        var way = graph.Shortest(Internet, new HashSet<int> { Class(graph, "eni-db") });

        Assert.Equal(
            ["sg-web/ingress/tcp/80/0.0.0.0/0", "sg-app/ingress/tcp/8080/sg-web", "sg-db/ingress/tcp/5432/sg-app"],
            way!.Value.Select(row => row.Rules.Single(rule => rule.Contains("/ingress/tcp/", StringComparison.Ordinal))));
    }

    [Fact]
    public void All_simple_ways_are_found_and_none_passes_a_place_twice()
    {
        // From the web server straight to the database as well: two ways, one of three hops and one of two.
        var graph = Graph(SmallWorld.ThreeTiers().WithRule("sg-db", new(false, "tcp", 5432, 5432, "sg-web")));

        var ways = graph.Simple(ReachabilityRow.Internet, Class(graph, "eni-db"), mostHops: 8).Select(way => way.Length).Order();

        Assert.Equal([2, 3], ways);
    }

    [Fact]
    public void Ways_longer_than_the_limit_are_left_out()
    {
        var graph = Graph(SmallWorld.ThreeTiers().WithRule("sg-db", new(false, "tcp", 5432, 5432, "sg-web")));

        Assert.Single(graph.Simple(ReachabilityRow.Internet, Class(graph, "eni-db"), mostHops: 2));
    }

    [Fact]
    public void Who_is_on_one_interface_of_a_host_is_on_all_of_them()
    {
        var world = SmallWorld.ThreeTiers();
        world.Groups.Add(new("sg-back", "vpc-1", [new(true, "-1", null, null, "0.0.0.0/0")]));
        world.Groups.Add(new("sg-vault", "vpc-1", [new(false, "tcp", 8200, 8200, "sg-back")]));
        world.Cards.Add(new("eni-web2", "i-web", "subnet-private", "vpc-1", "interface", "10.1.2.11", null, null, ["sg-back"]));
        world.Cards.Add(new("eni-vault", "i-vault", "subnet-private", "vpc-1", "interface", "10.1.2.40", null, null, ["sg-vault"]));

        Assert.Equal(["i-app:2", "i-db:3", "i-vault:2", "i-web:1"], Reached(Graph(world), Internet));
    }

    [Fact]
    public void What_only_some_addresses_may_is_not_a_way_from_the_internet()
    {
        var world = SmallWorld.ThreeTiers();
        var rules = world.Groups.Single(group => group.Id == "sg-web").Rules;
        rules.RemoveAll(rule => !rule.Egress);
        rules.Add(new(false, "tcp", 443, 443, "8.8.8.0/24"));

        Assert.Empty(Reached(Graph(world), Internet));
    }

    private static AttackGraph Graph(World world) => new(ReachabilityTable.From(world.Topology()));

    private static int Class(AttackGraph graph, string id) => graph.Table.Partition.Of[id].Number;

    private static string[] Reached(AttackGraph graph, int[] start, int mostHops = 10) =>
    [
        .. graph.From(start, mostHops)
            .SelectMany(pair => graph.Table.Partition.Classes[pair.Key].Members.Select(member => $"{member.OwnerId}:{pair.Value.Hops}"))
            .Distinct().Order(StringComparer.Ordinal),
    ];
}
