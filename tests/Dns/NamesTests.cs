using Raposa.Incidents;

namespace Raposa.Dns;

/// <summary>What stands behind a name, one rule of docs/dns.md after the other.</summary>
public class NamesTests
{
    private const string Shop = "shop-1187264410.eu-west-1.elb.amazonaws.com";

    [Fact]
    public void An_address_leads_to_the_machine_that_has_it()
    {
        var name = Corvina().Record("www.corvina.example", "A", DnsWorld.WebAddress).Name("www.corvina.example");

        Assert.Equal(DnsStanding.Resource, name.Standing);
        Assert.Equal(new DnsResource("aws_ec2_instance", "i-web", DnsWorld.Account, DnsWorld.Region), Assert.Single(name.Ends).Resource);
        Assert.Equal([DnsHopKind.Record, DnsHopKind.Resource], name.Hops.Select(hop => hop.Kind));
        Assert.Equal(("www.corvina.example/A/52.0.0.10", DnsWorld.SnapshotOf("cloudflare_dns_record")), (name.Hops[0].Document!.Key, name.Hops[0].Document!.SnapshotId));
    }

    [Fact]
    public void A_chain_of_names_is_followed_to_its_end()
    {
        var world = Corvina().Balancer("shop", "Shop-1187264410.eu-west-1.elb.amazonaws.com")
            .Record("www.corvina.example", "CNAME", "shop.corvina.example").Record("shop.corvina.example", "CNAME", Shop);

        var name = world.Name("www.corvina.example");

        Assert.EndsWith("loadbalancer/app/shop/0a1b", Assert.Single(name.Ends).Resource!.Id, StringComparison.Ordinal);
        Assert.Equal(["0 www.corvina.example", "1 shop.corvina.example"], name.Hops.Where(hop => hop.Kind == DnsHopKind.Record).Select(hop => $"{hop.Depth} {hop.Name}"));
    }

    [Theory]
    [InlineData("aws_elbv2_load_balancer", "shop-1187264410.eu-west-1.elb.amazonaws.com")]
    [InlineData("aws_elbv2_load_balancer", "shop-0a1b2c3d.elb.eu-west-1.amazonaws.com")]
    [InlineData("aws_elb_load_balancer", "shop-1187264410.eu-west-1.elb.amazonaws.com")]
    public void An_alias_leads_to_the_load_balancer_of_that_name(string source, string dnsName)
    {
        var world = new DnsWorld().HostedZone("corvina.example").Balancer("shop", dnsName, source).Alias("corvina.example", "corvina.example", $"dualstack.{dnsName}");

        var name = world.Name("corvina.example");

        Assert.Equal((DnsStanding.Resource, source), (name.Standing, Assert.Single(name.Ends).Resource!.Type));
        Assert.Equal("A alias", name.Hops[0].Type);
    }

    [Fact]
    public void An_alias_to_a_regions_web_sites_means_the_bucket_of_its_own_name()
    {
        var world = new DnsWorld().HostedZone("corvina.example").Bucket("promo.corvina.example")
            .Alias("corvina.example", "promo.corvina.example", "s3-website-eu-west-1.amazonaws.com");

        Assert.Equal("promo.corvina.example", Assert.Single(world.Name("promo.corvina.example").Ends).Resource!.Id);
    }

    [Theory]
    [InlineData("promo.s3.amazonaws.com")]
    [InlineData("promo.s3.eu-west-1.amazonaws.com")]
    [InlineData("promo.s3-eu-west-1.amazonaws.com")]
    [InlineData("promo.s3-website-eu-west-1.amazonaws.com")]
    [InlineData("promo.s3-website.eu-central-1.amazonaws.com")]
    [InlineData("promo.s3.dualstack.eu-west-1.amazonaws.com")]
    public void Every_way_to_write_a_bucket_leads_to_it(string endpoint) =>
        Assert.Equal("promo", Assert.Single(Corvina().Bucket("promo").Record("promo.corvina.example", "CNAME", endpoint).Name("promo.corvina.example").Ends).Resource!.Id);

    [Fact]
    public void The_name_of_a_machines_address_leads_to_the_machine() =>
        Assert.Equal("i-web", Assert.Single(
            Corvina().Record("www.corvina.example", "CNAME", "ec2-52-0-0-10.eu-west-1.compute.amazonaws.com").Name("www.corvina.example").Ends).Resource!.Id);

    [Fact]
    public void A_database_is_known_by_its_endpoint()
    {
        const string endpoint = "reports.c0ffee.eu-west-1.rds.amazonaws.com";
        var world = Corvina().Say("aws_rds_instance", "reports", new { DBInstanceIdentifier = "reports", Endpoint = new { Address = endpoint } })
            .Record("db.corvina.example", "CNAME", endpoint);

        Assert.Equal(("aws_rds_instance", "reports"), (Assert.Single(world.Name("db.corvina.example").Ends).Resource!.Type, world.Name("db.corvina.example").Ends[0].Resource!.Id));
    }

    [Fact]
    public void What_a_distribution_fetches_from_stands_behind_it()
    {
        var world = Corvina().Distribution("d111.cloudfront.net", Shop).Balancer("shop", Shop).Record("www.corvina.example", "CNAME", "d111.cloudfront.net");

        var ends = world.Name("www.corvina.example").Ends;

        Assert.Equal([("aws_cloudfront_distribution", false), ("aws_elbv2_load_balancer", true)], ends.Select(end => (end.Resource!.Type, end.IsBehind)));
    }

    [Fact]
    public void A_load_balancers_machines_are_named_behind_it()
    {
        var world = Corvina().Balancer("shop", Shop).Record("www.corvina.example", "CNAME", Shop);
        world.Say("aws_elbv2_target_group", "tg", new
        {
            LoadBalancerArns = new[] { $"arn:aws:elasticloadbalancing:{DnsWorld.Region}:{DnsWorld.Account}:loadbalancer/app/shop/0a1b" },
            DescribeTargetHealth = new { TargetHealthDescriptions = new[] { new { Target = new { Id = "i-app" } } } },
        });

        Assert.Equal("i-app", Assert.Single(world.Name("www.corvina.example").Hops, hop => hop.Kind == DnsHopKind.Target).Name);
    }

    [Fact]
    public void A_wildcard_answers_below_the_nearest_name_that_exists_and_for_none_that_exists()
    {
        var world = Corvina().Record("*.corvina.example", "CNAME", Shop).Record("mail.corvina.example", "TXT", "v=spf1").Balancer("shop", Shop)
            .Record("one.corvina.example", "CNAME", "anything.corvina.example").Record("two.corvina.example", "CNAME", "mail.corvina.example")
            .Record("three.corvina.example", "CNAME", "below.mail.corvina.example");

        Assert.Equal(DnsStanding.Resource, world.Name("one.corvina.example").Standing);
        Assert.Equal((DnsStanding.Dangling, Severity.Low), (world.Name("two.corvina.example").Standing, world.Name("two.corvina.example").Severity));
        Assert.Equal(DnsStanding.Dangling, world.Name("three.corvina.example").Standing);
        Assert.Equal(DnsStanding.Resource, world.Name("*.corvina.example").Standing);
    }

    [Fact]
    public void Route_53s_star_is_a_star() =>
        Assert.Equal(DnsStanding.Resource, new DnsWorld().HostedZone("corvina.example").Balancer("shop", Shop)
            .Set("corvina.example", @"\052.corvina.example", "CNAME", Shop).Name("*.corvina.example").Standing);

    [Fact]
    public void A_name_that_leads_back_to_itself_leads_to_nothing()
    {
        var world = Corvina().Record("a.corvina.example", "CNAME", "b.corvina.example").Record("b.corvina.example", "CNAME", "a.corvina.example");

        Assert.Equal((DnsStanding.Dangling, "It leads back to itself, and so to nothing."), (world.Name("a.corvina.example").Standing, world.Name("a.corvina.example").Reason));
    }

    [Fact]
    public void A_chain_that_is_too_long_is_not_known()
    {
        var world = Corvina().Record("n20.corvina.example", "A", DnsWorld.WebAddress);
        for (var number = 0; number < 20; number++)
        {
            world.Record($"n{number}.corvina.example", "CNAME", $"n{number + 1}.corvina.example");
        }

        Assert.Equal(DnsStanding.Unknown, world.Name("n0.corvina.example").Standing);
        Assert.Equal(DnsStanding.Resource, world.Name("n10.corvina.example").Standing);
    }

    [Fact]
    public void What_is_in_no_zone_and_no_name_of_AWSs_is_somebody_elses() =>
        Assert.Equal(DnsStanding.External, Corvina().Record("status.corvina.example", "CNAME", "pages.vendor.example").Name("status.corvina.example").Standing);

    [Theory]
    [InlineData("cloudflare_zone")]
    [InlineData("aws_route53_zone")]
    public void What_looks_like_somebody_elses_may_be_ours_where_a_list_of_zones_is_not_known(string failed)
    {
        var world = Corvina().Record("status.corvina.example", "CNAME", "pages.vendor.example");
        world.Failed.Add(failed);

        Assert.Equal(DnsStanding.Unknown, world.Name("status.corvina.example").Standing);
    }

    [Fact]
    public void What_is_handed_to_other_name_servers_is_theirs()
    {
        var world = Corvina().Record("lab.corvina.example", "NS", "ns1.vendor.example").Record("www.corvina.example", "CNAME", "www.lab.corvina.example");

        Assert.Equal(DnsStanding.External, world.Name("www.corvina.example").Standing);
    }

    [Fact]
    public void A_private_zone_answers_inside_and_the_public_one_outside()
    {
        var world = Corvina().Record("app.corvina.example", "A", DnsWorld.WebAddress)
            .HostedZone("corvina.internal", isPrivate: true).Set("corvina.internal", "db.corvina.internal", "A", "10.1.2.30")
            .Set("corvina.internal", "app.corvina.internal", "CNAME", "app.corvina.example");

        Assert.Equal("i-db", Assert.Single(world.Name("db.corvina.internal", isPrivate: true).Ends).Resource!.Id);
        Assert.Equal("i-web", Assert.Single(world.Name("app.corvina.internal", isPrivate: true).Ends).Resource!.Id);
    }

    [Fact]
    public void An_active_zone_of_Cloudflares_answers_and_not_one_of_the_same_name_at_Route_53()
    {
        var world = Corvina().Record("www.corvina.example", "A", DnsWorld.WebAddress).HostedZone("corvina.example").Set("corvina.example", "old.corvina.example", "A", DnsWorld.WebAddress);

        Assert.Equal(DnsStanding.Resource, world.Name("www.corvina.example").Standing);
        Assert.NotEqual(DnsStanding.Resource, world.Name("old.corvina.example").Standing);
    }

    [Fact]
    public void A_zone_that_is_not_active_answers_nobody_for_sure() => Assert.Equal(
        DnsStanding.Unknown, new DnsWorld().Zone("corvina.example", "pending").Record("www.corvina.example", "A", DnsWorld.WebAddress).Name("www.corvina.example").Standing);

    [Fact]
    public void A_list_of_records_that_is_not_whole_proves_no_name_fine()
    {
        var world = Corvina().Record("www.corvina.example", "A", DnsWorld.WebAddress);
        world.Failed.Add("cloudflare_dns_record");

        Assert.Equal(DnsStanding.Unknown, world.Name("www.corvina.example").Standing);
        Assert.Contains($"{DnsWorld.Cloudflare}/cloudflare_dns_record", world.Report().Basis.ZonesUnknown);
    }

    private static DnsWorld Corvina() => new DnsWorld().Zone("corvina.example");
}
