using Raposa.Incidents;
using Raposa.Network;
using Raposa.Network.Oracle;

namespace Raposa.Dns;

/// <summary>Whether what stands behind a proxied name is reached around the proxy.</summary>
public class OriginTests
{
    [Fact]
    public void A_machine_that_everybody_reaches_on_the_web_is_exposed_and_a_packet_shows_it()
    {
        var origin = Proxied(new()).Origin("www.corvina.example");

        Assert.Equal((DnsOriginVerdict.Exposed, Severity.Medium, "i-web"), (origin.Verdict, origin.Severity, origin.Resource!.Id));
        Assert.Equal(("52.0.0.10", 443), (origin.Network!.Witness!.Destination, origin.Network.Witness.DestinationPort));
        Assert.Contains(origin.Network.Rules, rule => rule.StartsWith("sg-web/ingress", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_that_is_not_proxied_has_no_origin() =>
        Assert.Empty(new DnsWorld().Zone("corvina.example").Record("www.corvina.example", "A", DnsWorld.WebAddress).Report().Origins);

    [Fact]
    public void In_a_zone_that_is_paused_nothing_is_proxied() =>
        Assert.Empty(new DnsWorld().Zone("corvina.example", isPaused: true).Record("www.corvina.example", "A", DnsWorld.WebAddress, isProxied: true).Report().Origins);

    [Fact]
    public void Who_lets_in_Cloudflares_ranges_alone_is_not_exposed()
    {
        var origin = Proxied(new() { Network = Behind("173.245.48.0/20", "104.16.0.0/13") }).Origin("www.corvina.example");

        Assert.Equal((DnsOriginVerdict.NotExposed, NetworkOutcome.Denied), (origin.Verdict, origin.Network!.Outcome));
        Assert.Empty(origin.AlsoAdmits);
    }

    [Fact]
    public void Whom_the_groups_admit_beside_Cloudflare_is_said()
    {
        var origin = Proxied(new() { Network = Behind("173.245.48.0/20", "203.0.113.8/32") }).Origin("www.corvina.example");

        Assert.Equal(DnsOriginVerdict.NotExposed, origin.Verdict);
        Assert.Equal("203.0.113.8/32", Assert.Single(origin.AlsoAdmits));
    }

    [Fact]
    public void Halves_of_the_internet_are_the_internet() =>
        Assert.Equal(DnsOriginVerdict.Exposed, Proxied(new() { Network = Behind("0.0.0.0/1", "128.0.0.0/1") }).Origin("www.corvina.example").Verdict);

    [Fact]
    public void A_port_that_Cloudflare_passes_to_by_a_rule_alone_leaves_it_unknown()
    {
        var world = Behind("173.245.48.0/20");
        world.WithRule("sg-web", new(false, "tcp", 9000, 9000, "0.0.0.0/0"));

        Assert.Equal(DnsOriginVerdict.Unknown, Proxied(new() { Network = world }).Origin("www.corvina.example").Verdict);
    }

    [Theory]
    [InlineData("aws_ec2_network_interface")]
    [InlineData("aws_ec2_security_group")]
    [InlineData("aws_ec2_network_acl")]
    [InlineData("aws_ec2_route_table")]
    [InlineData("aws_ec2_internet_gateway")]
    [InlineData("aws_elbv2_target_group")]
    public void No_denial_is_certain_where_a_part_of_the_network_is_not_known_whole(string failed)
    {
        var world = Proxied(new() { Network = Behind("173.245.48.0/20") });
        world.Failed.Add(failed);

        Assert.Equal(DnsOriginVerdict.Unknown, world.Origin("www.corvina.example").Verdict);
    }

    [Fact]
    public void An_origin_that_is_somebody_elses_is_unknown() =>
        Assert.Equal(DnsOriginVerdict.Unknown, new DnsWorld().Zone("corvina.example").Record("s.corvina.example", "CNAME", "pages.vendor.example", isProxied: true).Origin("s.corvina.example").Verdict);

    [Theory]
    [InlineData(true, false, false, DnsOriginVerdict.Exposed)]
    [InlineData(true, true, false, DnsOriginVerdict.NotExposed)]
    [InlineData(true, false, true, DnsOriginVerdict.NotExposed)]
    [InlineData(false, false, false, DnsOriginVerdict.NotExposed)]
    [InlineData(null, false, false, DnsOriginVerdict.Unknown)]
    [InlineData(true, null, false, DnsOriginVerdict.Unknown)]
    [InlineData(true, false, null, DnsOriginVerdict.Unknown)]
    public void A_bucket_is_exposed_by_a_public_policy_that_no_block_stands_before(bool? isPublic, bool? isRestricted, bool? isAccountRestricted, DnsOriginVerdict expected)
    {
        var world = new DnsWorld().Zone("corvina.example").Bucket("files", isPublic, isRestricted)
            .Record("files.corvina.example", "CNAME", "files.s3.eu-west-1.amazonaws.com", isProxied: true);
        if (isAccountRestricted is { } restricted)
        {
            world.AccountBlock(restricted);
        }

        Assert.Equal(expected, world.Origin("files.corvina.example").Verdict);
    }

    [Theory]
    [InlineData("", true, DnsOriginVerdict.Exposed)]
    [InlineData("arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/1", true, DnsOriginVerdict.Unknown)]
    [InlineData("", false, DnsOriginVerdict.NotExposed)]
    public void A_distribution_answers_everybody_unless_a_web_ACL_stands_before_it(string acl, bool isEnabled, DnsOriginVerdict expected) => Assert.Equal(
        expected, new DnsWorld().Zone("corvina.example").Distribution("d111.cloudfront.net", "pages.vendor.example", acl, isEnabled)
            .Record("www.corvina.example", "CNAME", "d111.cloudfront.net", isProxied: true).Origin("www.corvina.example").Verdict);

    [Fact]
    public void One_finding_tells_of_an_origin_and_all_names_before_it()
    {
        var world = Proxied(new()).Record("api.corvina.example", "CNAME", "www.corvina.example", isProxied: true);

        var draft = Assert.Single(DnsFindings.Of(world.Report())).Draft!;

        Assert.Equal(($"dns.origin_exposed:{DnsWorld.Account}:i-web", "i-web"), (draft.Fingerprint, draft.Subject));
        Assert.Contains("api.corvina.example, www.corvina.example", draft.Detail, StringComparison.Ordinal);
    }

    private static DnsWorld Proxied(DnsWorld world) => world.Zone("corvina.example").Record("www.corvina.example", "A", DnsWorld.WebAddress, isProxied: true);

    // The web server with these ranges let in on 443 and nobody else.
    private static World Behind(params string[] ranges)
    {
        var world = SmallWorld.ThreeTiers();
        var web = world.Groups.Single(group => group.Id == "sg-web");
        web.Rules.RemoveAll(rule => !rule.Egress);
        web.Rules.AddRange(ranges.Select(range => new WorldRule(false, "tcp", 443, 443, range)));
        return world;
    }
}
