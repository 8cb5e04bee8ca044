using Raposa.Dns.Chains;
using Raposa.Network;
using Raposa.Network.Oracle;

namespace Raposa.Dns;

/// <summary>What holds for whatever names there are.</summary>
public class DnsPropertyTests
{
    private static readonly string[] Targets =
    [
        DnsWorld.WebAddress, "52.0.0.77", "198.51.100.7", "10.1.2.20", "shop-11.eu-west-1.elb.amazonaws.com", "gone-12.eu-west-1.elb.amazonaws.com", "files.s3.eu-west-1.amazonaws.com",
        "promo.s3-website-eu-west-1.amazonaws.com", "d111.cloudfront.net", "d0dead.cloudfront.net", "x.elasticbeanstalk.com", "pages.vendor.example", "reports.c0ffee.eu-west-1.rds.amazonaws.com",
    ];

    [Fact]
    public void Taking_data_away_makes_no_name_stand_and_no_origin_closed()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var world = Any(random);
            var whole = world.Report();
            var stands = whole.Names.ToDictionary(name => (name.Name, name.IsPrivate), name => name.Standing);
            var verdicts = whole.Origins.ToDictionary(origin => (origin.Name, origin.Target), origin => origin.Verdict);
            for (var trial = 0; trial < 10; trial++)
            {
                var share = random.NextDouble();
                var kept = world.Documents.Where(_ => random.NextDouble() > share).ToArray();
                var failed = world.Documents.Except(kept).Select(one => one.Source).Concat(DnsWorld.Sources.Where(_ => random.Next(20) == 0)).ToHashSet(StringComparer.Ordinal);

                var part = DnsWorld.Report(kept, failed, world.Former);

                Assert.All(part.Names.Where(name => name.Standing == DnsStanding.Resource), name => Assert.True(
                    stands[(name.Name, name.IsPrivate)] == DnsStanding.Resource, $"seed {seed}, trial {trial}: {name.Name} stands and was {stands[(name.Name, name.IsPrivate)]}"));
                Assert.All(part.Origins.Where(origin => origin.Verdict == DnsOriginVerdict.NotExposed), origin => Assert.True(
                    verdicts.GetValueOrDefault((origin.Name, origin.Target)) == DnsOriginVerdict.NotExposed,
                    $"seed {seed}, trial {trial}: {origin.Name} is closed and was {verdicts.GetValueOrDefault((origin.Name, origin.Target))}"));
            }
        }
    }

    [Fact]
    public void What_is_not_known_ends_no_finding()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var world = Any(random);
            var raised = DnsFindings.Of(world.Report());
            var kept = world.Documents.Where(_ => random.Next(3) > 0).ToArray();
            var failed = world.Documents.Except(kept).Select(one => one.Source).ToHashSet(StringComparer.Ordinal);

            var part = DnsWorld.Report(kept, failed, world.Former);

            Assert.All(raised, one => Assert.False(DnsFindings.IsOver(part, one), $"seed {seed}: {one.Fingerprint} is over"));
        }
    }

    [Fact]
    public void Every_name_ends_however_names_lead_to_one_another()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var world = new DnsWorld().Zone("corvina.example");
            for (var record = 0; record < 40; record++)
            {
                world.Record($"n{random.Next(8)}.corvina.example", "CNAME", $"n{random.Next(8)}.corvina.example");
            }

            Assert.All(world.Report().Names, name =>
            {
                Assert.NotEmpty(name.Ends);
                Assert.InRange(name.Hops.Max(hop => hop.Depth), 1, ChainWalk.Deepest + 1);
                Assert.NotEqual(DnsStanding.Resource, name.Standing);
            });
        }
    }

    // Names that lead to one another and to what there may be, with some of it there.
    private static DnsWorld Any(Random random)
    {
        var network = SmallWorld.ThreeTiers();
        if (random.Next(2) == 0)
        {
            var web = network.Groups.Single(group => group.Id == "sg-web");
            web.Rules.RemoveAll(rule => !rule.Egress);
            web.Rules.Add(new WorldRule(false, "tcp", 443, 443, random.Next(2) == 0 ? "173.245.48.0/20" : "0.0.0.0/0"));
        }

        var world = new DnsWorld { Network = network }.Zone("corvina.example").HostedZone("aws.example").HostedZone("corvina.internal", isPrivate: true);
        for (var record = 0; record < 14; record++)
        {
            var target = random.Next(3) == 0 ? $"n{random.Next(8)}.corvina.example" : Targets[random.Next(Targets.Length)];
            var type = char.IsDigit(target[^1]) ? "A" : "CNAME";
            _ = random.Next(4) switch
            {
                0 => world.Set("aws.example", $"n{random.Next(8)}.aws.example", type, target),
                1 => world.Set("corvina.internal", $"n{random.Next(8)}.corvina.internal", type, target),
                _ => world.Record($"{(random.Next(8) == 0 ? "*" : $"n{random.Next(8)}")}.corvina.example", type, target, random.Next(2) == 0),
            };
        }

        if (random.Next(2) == 0)
        {
            world.Balancer("shop", "shop-11.eu-west-1.elb.amazonaws.com");
        }

        if (random.Next(2) == 0)
        {
            world.Bucket("files", isPublic: random.Next(2) == 0, isRestricted: random.Next(2) == 0).AccountBlock(random.Next(2) == 0);
        }

        if (random.Next(2) == 0)
        {
            world.Distribution("d111.cloudfront.net", Targets[random.Next(Targets.Length)], isEnabled: random.Next(2) == 0);
        }

        world.Former["52.0.0.77"] = new("52.0.0.77", DnsWorld.Account, DnsWorld.Region);
        return world;
    }
}
