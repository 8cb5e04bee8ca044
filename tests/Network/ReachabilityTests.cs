using Raposa.Network.Oracle;
using Raposa.Network.Reachability;

namespace Raposa.Network;

/// <summary>Single rules of AWS, one by one, with the verdict written by hand.</summary>
public class ReachabilityTests
{
    [Fact]
    public void Lower_numbered_deny_wins_over_a_later_allow() => Denied(
        "subnet-public",
        SmallWorld.ThreeTiers().WithAcl("acl-public", Entry(100, egress: false, allow: true), Entry(90, egress: false, allow: false, 443), Entry(100, egress: true, allow: true)),
        "internet",
        "i-web");

    [Fact]
    public void An_acl_that_drops_the_answer_denies_the_connection() => Denied(
        "subnet-public",
        SmallWorld.ThreeTiers().WithAcl("acl-public", Entry(100, egress: false, allow: true), Entry(100, egress: true, allow: true, 443)),
        "internet",
        "i-web");

    [Fact]
    public void One_port_that_the_answer_may_take_is_enough()
    {
        var world = SmallWorld.ThreeTiers().WithAcl("acl-public", Entry(100, egress: false, allow: true), Entry(100, egress: true, allow: true, 40000));

        var verdict = Ask(world, "internet", "i-web", 443);

        Assert.Equal(Outcome.Allowed, verdict.Outcome);
        Assert.Equal(40000, verdict.Witness!.SourcePort);
    }

    [Fact]
    public void A_group_that_names_a_group_lets_its_members_in_and_no_others()
    {
        Assert.Equal(Outcome.Allowed, Ask(SmallWorld.ThreeTiers(), "i-web", "i-app", 8080).Outcome);
        Assert.Equal(Outcome.Denied, Ask(SmallWorld.ThreeTiers(), "i-db", "i-app", 8080).Outcome);
    }

    [Fact]
    public void Neighbours_in_a_subnet_pass_no_acl()
    {
        var world = SmallWorld.ThreeTiers().WithAcl("acl-private");

        Assert.Equal(Outcome.Allowed, Ask(world, "i-app", "i-db", 5432).Outcome);
        Assert.Equal(Outcome.Denied, Ask(world, "i-web", "i-app", 8080).Outcome);
    }

    [Fact]
    public void A_public_address_without_a_route_to_the_gateway_is_not_reached()
    {
        var world = SmallWorld.ThreeTiers();
        world.Tables.RemoveAll(table => table.Id == "rtb-public");

        Denied("subnet-public", world, "internet", "i-web");
    }

    [Fact]
    public void An_unknown_list_makes_it_unknown_and_is_named()
    {
        var world = SmallWorld.ThreeTiers().WithRule("sg-db", new(false, "tcp", 22, 22, "pl-elsewhere"));

        var verdict = Ask(world, "i-web", "i-db", 22);

        Assert.Equal((Outcome.Unknown, "prefix list pl-elsewhere"), (verdict.Outcome, Assert.Single(verdict.Missing)));
    }

    [Fact]
    public void What_a_group_denies_is_denied_though_routes_and_acls_are_not_known()
    {
        var topology = SmallWorld.ThreeTiers().Topology(Part.RouteTables, Part.NetworkAcls);
        var analyzer = new ReachabilityAnalyzer(topology);

        Assert.Equal(Outcome.Denied, analyzer.Answer(new("i-db", "i-app", IpProtocol.Tcp, 22)).Outcome);
        Assert.Equal(Outcome.Unknown, analyzer.Answer(new("i-web", "i-app", IpProtocol.Tcp, 8080)).Outcome);
    }

    [Fact]
    public void An_end_that_was_not_collected_is_unknown_and_named()
    {
        var verdict = Ask(SmallWorld.ThreeTiers(), "internet", "i-nowhere", 22);

        Assert.Equal((Outcome.Unknown, "i-nowhere"), (verdict.Outcome, Assert.Single(verdict.Missing)));
    }

    [Fact]
    public void A_stopped_instance_is_reached_as_soon_as_it_is_started_and_the_verdict_says_so()
    {
        var world = SmallWorld.ThreeTiers();
        world.Cards[0] = world.Cards[0] with { IsStopped = true };

        var verdict = Ask(world, "internet", "i-web", 443);

        Assert.Equal(Outcome.Allowed, verdict.Outcome);
        Assert.Equal("i-web is stopped; as soon as it is started it is reached", verdict.Why);
    }

    [Fact]
    public void An_interface_that_is_attached_to_nothing_is_not_reached()
    {
        var world = SmallWorld.ThreeTiers();
        world.Cards[0] = world.Cards[0] with { IsAttached = false };

        Denied("i-web", world, "internet", "i-web");
    }

    private static void Denied(string stopsAt, World world, string from, string to)
    {
        var verdict = Ask(world, from, to, 443);
        Assert.Equal((Outcome.Denied, stopsAt), (verdict.Outcome, verdict.StopsAt));
    }

    private static Verdict Ask(World world, string from, string to, int port) =>
        new ReachabilityAnalyzer(world.Topology()).Answer(new(from, to, IpProtocol.Tcp, port));

    private static WorldEntry Entry(int number, bool egress, bool allow, int? port = null) =>
        new(number, egress, allow, port is null ? "-1" : "6", port, port, "0.0.0.0/0");
}
