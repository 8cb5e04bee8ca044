using Raposa.Dns.Targets;
using Raposa.Incidents;

namespace Raposa.Dns;

/// <summary>When a name is found to lead to nothing: only where what it should lead to is certainly in no account.</summary>
public class DanglingTests
{
    /// <summary>The target, the sources that must be known whole, how bad it is.</summary>
    public static TheoryData<string, string[], Severity> Targets => new()
    {
        { "promo.s3-website-eu-west-1.amazonaws.com", ["aws_s3_bucket"], Severity.High },
        { "d0dead.cloudfront.net", ["aws_cloudfront_distribution"], Severity.High },
        { "beta-1187264410.eu-west-1.elb.amazonaws.com", ["aws_elbv2_load_balancer", "aws_elb_load_balancer"], Severity.Medium },
        { "old.c0ffee.eu-west-1.rds.amazonaws.com", ["aws_rds_instance", "aws_rds_cluster"], Severity.Low },
    };

    [Theory, MemberData(nameof(Targets))]
    public void What_no_account_has_is_gone_and_unknown_while_any_source_of_it_is_not_whole(string target, string[] sources, Severity severity)
    {
        var world = new DnsWorld().Zone("corvina.example").Record("old.corvina.example", "CNAME", target);

        Assert.Equal((DnsStanding.Dangling, severity), (world.Name("old.corvina.example").Standing, world.Name("old.corvina.example").Severity));
        foreach (var source in sources)
        {
            world.Failed.Clear();
            world.Failed.Add(source);
            var name = world.Name("old.corvina.example");
            Assert.Equal(DnsStanding.Unknown, name.Standing);
            Assert.Contains(Assert.Single(name.Ends).Missing, missing => missing.EndsWith(source, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("shop.eu-west-1.elasticbeanstalk.com")]
    [InlineData("abcdef.execute-api.eu-west-1.amazonaws.com")]
    [InlineData("a1b2.awsglobalaccelerator.com")]
    [InlineData("vpce-0a1b.vpce-svc-1.eu-west-1.vpce.amazonaws.com")]
    public void What_is_never_collected_is_unknown(string target) => Assert.Equal(
        DnsStanding.Unknown, new DnsWorld().Zone("corvina.example").Record("old.corvina.example", "CNAME", target).Name("old.corvina.example").Standing);

    [Fact]
    public void A_load_balancer_of_a_region_that_is_not_read_is_unknown() => Assert.Equal(
        DnsStanding.Unknown,
        new DnsWorld().Zone("corvina.example").Record("old.corvina.example", "CNAME", "beta-11.us-east-2.elb.amazonaws.com").Name("old.corvina.example").Standing);

    [Fact]
    public void An_address_that_once_was_ours_is_gone_and_one_that_never_was_is_somebody_elses()
    {
        var world = new DnsWorld().Zone("corvina.example").Record("was.corvina.example", "A", "52.0.0.77").Record("never.corvina.example", "A", "52.0.0.78");
        world.Former["52.0.0.77"] = new FormerAddress("52.0.0.77", DnsWorld.Account, DnsWorld.Region);

        Assert.Equal((DnsStanding.Dangling, Severity.High), (world.Name("was.corvina.example").Standing, world.Name("was.corvina.example").Severity));
        Assert.Equal(DnsStanding.External, world.Name("never.corvina.example").Standing);

        world.Failed.Add("aws_ec2_address");
        Assert.Equal(DnsStanding.Unknown, world.Name("was.corvina.example").Standing);
        Assert.Equal(DnsStanding.Unknown, world.Name("never.corvina.example").Standing);
    }

    [Fact]
    public void An_allocated_address_that_leads_nowhere_is_still_ours()
    {
        var world = new DnsWorld().Zone("corvina.example").Record("vpn.corvina.example", "A", "52.0.0.77").Say("aws_ec2_address", "52.0.0.77", new { PublicIp = "52.0.0.77" });
        world.Former["52.0.0.77"] = new FormerAddress("52.0.0.77", DnsWorld.Account, DnsWorld.Region);

        Assert.Equal((DnsStanding.Resource, "aws_ec2_address"), (world.Name("vpn.corvina.example").Standing, world.Name("vpn.corvina.example").Ends[0].Resource!.Type));
    }

    [Fact]
    public void A_bucket_that_is_gone_behind_a_distribution_is_gone_behind_the_name()
    {
        var world = new DnsWorld().Zone("corvina.example").Distribution("d111.cloudfront.net", "files.s3.eu-west-1.amazonaws.com").Record("www.corvina.example", "CNAME", "d111.cloudfront.net");

        Assert.Equal((DnsStanding.Dangling, Severity.High), (world.Name("www.corvina.example").Standing, world.Name("www.corvina.example").Severity));
    }

    [Fact]
    public void One_way_of_several_that_ends_at_nothing_is_enough()
    {
        var world = new DnsWorld().Zone("corvina.example").Record("www.corvina.example", "A", DnsWorld.WebAddress).Record("www.corvina.example", "A", "52.0.0.77");
        world.Former["52.0.0.77"] = new FormerAddress("52.0.0.77", DnsWorld.Account, DnsWorld.Region);

        Assert.Equal(DnsStanding.Dangling, world.Name("www.corvina.example").Standing);
    }

    [Fact]
    public void With_no_account_of_AWS_nothing_is_known_to_be_gone()
    {
        var report = DnsWorld.Report(
            new DnsWorld().Zone("corvina.example").Record("old.corvina.example", "CNAME", "d0dead.cloudfront.net").Documents.Where(one => one.Source.StartsWith("cloudflare_", StringComparison.Ordinal)),
            new HashSet<string>(DnsWorld.Sources.Where(source => source.StartsWith("aws_", StringComparison.Ordinal))),
            new Dictionary<string, FormerAddress>());

        Assert.Equal(DnsStanding.Unknown, Assert.Single(report.Names).Standing);
    }

    [Fact]
    public void A_finding_says_the_name_the_target_and_what_to_do()
    {
        var report = new DnsWorld().Zone("corvina.example").Record("promo.corvina.example", "CNAME", "promo.s3-website-eu-west-1.amazonaws.com").Report();

        var draft = Assert.Single(DnsFindings.Of(report)).Draft!;

        Assert.Equal(($"dns.dangling:{DnsWorld.Cloudflare}:promo.corvina.example", "promo.corvina.example", Severity.High), (draft.Fingerprint, draft.Subject, draft.Severity));
        Assert.Contains("promo.s3-website-eu-west-1.amazonaws.com", draft.Title, StringComparison.Ordinal);
        Assert.Contains("Delete the record", draft.Detail, StringComparison.Ordinal);
    }
}
