using Microsoft.Extensions.DependencyInjection;
using Raposa.Collection;
using Raposa.Collection.Sources;
using Raposa.Findings;
using Raposa.Inventory;
using Raposa.Inventory.Analysis;
using Raposa.Network;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Dns;

/// <summary>From sealed snapshots to rows, findings and answers, over a real database.</summary>
public class DnsAnalysisTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly TestInventory _inventory = new(postgres, [.. SourceCatalog.Platform.All.Where(source => DnsWorld.Sources.Contains(source.Name))]);

    private readonly Dictionary<string, string> _collected = [];

    private int _runs;

    [Fact]
    public async Task A_name_that_leads_to_nothing_is_a_finding_until_its_record_is_gone()
    {
        await CollectAsync(new DnsWorld().Zone("corvina.example").Record("promo.corvina.example", "CNAME", "promo.s3-website-eu-west-1.amazonaws.com"));
        await using var engine = await StartAsync();
        await AnalyzeAsync(engine);

        Assert.Equal($"dns.dangling:{DnsWorld.Cloudflare}:promo.corvina.example", Assert.Single(_inventory.Findings.Raised).Fingerprint);
        var dangling = await Reader(engine).GetNames(new() { Standing = DnsStanding.Dangling });
        Assert.Equal("promo.corvina.example", Assert.Single(dangling.Names).Name);
        Assert.Equal((1, 1), (dangling.Basis!.Names, dangling.Basis.Dangling));

        await CollectAsync(new DnsWorld().Zone("corvina.example"), failing: "cloudflare_dns_record");
        await AnalyzeAsync(engine);
        Assert.Empty(_inventory.Findings.Resolved);

        await CollectAsync(new DnsWorld().Zone("corvina.example"));
        await AnalyzeAsync(engine);
        Assert.Equal($"dns.dangling:{DnsWorld.Cloudflare}:promo.corvina.example", Assert.Single(_inventory.Findings.Resolved));
        Assert.Empty((await Reader(engine).GetNames(new())).Names);
        Assert.Equal("promo.corvina.example", Assert.Single((await Reader(engine).GetNames(new() { AsOf = dangling.Basis.AsOf })).Names).Name);
    }

    [Fact]
    public async Task An_elastic_address_that_an_older_snapshot_has_was_ours()
    {
        var world = new DnsWorld().Zone("corvina.example").Record("was.corvina.example", "A", "52.0.0.77");
        await CollectAsync(new DnsWorld().Say("aws_ec2_address", "52.0.0.77", new { PublicIp = "52.0.0.77" }));
        await CollectAsync(world);
        await using var engine = await StartAsync();
        await AnalyzeAsync(engine);

        var answer = await Reader(engine).GetName("was.corvina.example.", null);

        Assert.Equal(DnsStanding.Dangling, Assert.Single(answer!.Names).Standing);
        Assert.Contains("was released", answer.Names[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exposed_origin_is_a_finding_until_it_lets_in_Cloudflare_alone()
    {
        await CollectAsync(Proxied(new()));
        await using var engine = await StartAsync();
        await AnalyzeAsync(engine);

        Assert.Equal($"dns.origin_exposed:{DnsWorld.Account}:i-web", Assert.Single(_inventory.Findings.Raised, one => one.Kind == DnsFindings.Exposed).Fingerprint);
        var answer = await Reader(engine).GetName("anything.corvina.example", null);
        Assert.Equal("*.corvina.example", Assert.Single(answer!.Names).Name);
        Assert.Equal((DnsOriginVerdict.Exposed, 443), (Assert.Single(answer.Origins).Verdict, answer.Origins[0].Network!.Witness!.DestinationPort));

        var closed = SmallWorld.ThreeTiers();
        closed.Groups.Single(group => group.Id == "sg-web").Rules.RemoveAll(rule => !rule.Egress);
        await CollectAsync(Proxied(new() { Network = closed }));
        await AnalyzeAsync(engine);

        Assert.Equal($"dns.origin_exposed:{DnsWorld.Account}:i-web", Assert.Single(_inventory.Findings.Resolved));
        Assert.Equal(DnsOriginVerdict.NotExposed, Assert.Single((await Reader(engine).GetOrigins(new())).Origins).Verdict);
    }

    [Fact]
    public async Task Names_are_paged_and_filtered_and_what_stayed_the_same_is_one_row()
    {
        var world = new DnsWorld().Zone("corvina.example");
        foreach (var number in Enumerable.Range(0, 5))
        {
            world.Record($"n{number}.corvina.example", "A", DnsWorld.WebAddress, isProxied: number == 3);
        }

        await CollectAsync(world);
        await using var engine = await StartAsync();
        await AnalyzeAsync(engine);
        var first = (await Reader(engine).GetNames(new())).Basis!;
        await AnalyzeAsync(engine);

        var page = await Reader(engine).GetNames(new() { Limit = 3 });
        var rest = await Reader(engine).GetNames(new() { Limit = 3, Cursor = page.Next });

        Assert.Equal(["n0", "n1", "n2", "n3", "n4"], page.Names.Concat(rest.Names).Select(name => name.Name.Split('.')[0]));
        Assert.Null(rest.Next);
        Assert.All(page.Names, name => Assert.Equal(first.AsOf, name.Since));
        Assert.Equal("n3.corvina.example", Assert.Single((await Reader(engine).GetNames(new() { IsProxied = true })).Names).Name);
        Assert.Equal(5, (await Reader(engine).GetNames(new() { Resource = "i-web", Zone = "corvina.example." })).Names.Length);
        Assert.Empty((await Reader(engine).GetNames(new() { Resource = "i-app" })).Names);
    }

    [Fact]
    public async Task Before_any_analysis_nothing_is_known()
    {
        await using var engine = await StartAsync();

        Assert.True(await Reader(engine).GetNames(new()) is { Basis: null, Names: [] });
        Assert.Null(await Reader(engine).GetName("www.corvina.example", null));
    }

    [Fact]
    public async Task What_ended_before_what_is_kept_is_forgotten()
    {
        await CollectAsync(new DnsWorld().Zone("corvina.example").Record("was.corvina.example", "A", DnsWorld.WebAddress));
        await using var engine = await StartAsync();
        await AnalyzeAsync(engine);
        var then = (await Reader(engine).GetNames(new())).Basis!.AsOf;
        await CollectAsync(new DnsWorld().Zone("corvina.example").Record("is.corvina.example", "A", DnsWorld.WebAddress));
        await AnalyzeAsync(engine);
        var retention = new DnsRetention(new(postgres.Tenants), new() { SnapshotDays = 1 });

        await retention.ApplyAsync(_inventory.Organization, DateTimeOffset.UtcNow.AddDays(3), default);

        Assert.Empty((await Reader(engine).GetNames(new() { AsOf = then })).Names);
        Assert.Equal("is.corvina.example", Assert.Single((await new DnsReaderStore(postgres.Tenants).GetNamesAsync(_inventory.Organization, new(), DateTimeOffset.UtcNow, null, 10, default))).Name);
    }

    private static DnsWorld Proxied(DnsWorld world) => world.Zone("corvina.example").Record("*.corvina.example", "A", DnsWorld.WebAddress, isProxied: true);

    private async Task CollectAsync(DnsWorld world, string? failing = null)
    {
        var documents = world.Documents.ToLookup(one => one.Source);
        var minute = 10 * _runs++;
        foreach (var source in DnsWorld.Sources)
        {
            var chain = DnsWorld.ChainOf(source);
            var said = string.Join('\n', documents[source]);
            if (source != failing && _collected.GetValueOrDefault(source) == said)
            {
                continue;
            }

            // What did not change since is still known from the run before.
            _collected[source] = source == failing ? "failed" : said;
            (string, string)[] resources = source == failing ? [] : [.. documents[source].Select(one => (one.Key, one.Json))];
            await _inventory.RunAsync(
                minute, source == failing ? RunStatus.Failed : RunStatus.Sealed, resources, key: new(_inventory.Organization, chain.AccountId, source, chain.Region));
        }
    }

    private async Task AnalyzeAsync(EngineFixture engine)
    {
        Caller.ActFor(_inventory.Organization);
        var report = await engine.Grains.GetGrain<IAnalysisGrain>(_inventory.Organization.ToString()).Run();
        Assert.Null(Assert.Single(report.Parts).Error);
    }

    private IDnsReaderGrain Reader(EngineFixture engine)
    {
        Caller.ActFor(_inventory.Organization);
        return engine.Grains.GetGrain<IDnsReaderGrain>(_inventory.Organization.ToString());
    }

    private Task<EngineFixture> StartAsync() => EngineFixture.StartAsync(configure: silo =>
    {
        silo.Services.AddSingleton(postgres.Tenants);
        silo.Services.AddSingleton<SnapshotReaderStore>();
        silo.Services.AddSingleton<ResourceReaderStore>();
        silo.Services.AddSingleton<HistoryReaderStore>();
        silo.Services.AddSingleton<SchemaReaderStore>();
        silo.Services.AddSingleton<AnalysisStore>();
        silo.Services.AddSingleton(new InventoryOptions());
        silo.Services.AddSingleton<IEstateReader, EstateReaderStore>();
        silo.Services.AddSingleton<IFindingSink>(_inventory.Findings);
        silo.Services.AddDns();
    });
}
