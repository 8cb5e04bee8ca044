using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Collection;
using Raposa.Collection.Sources;
using Raposa.Demo;
using Raposa.DemoWorld.Estate;
using Raposa.Dns.Targets;
using Raposa.Incidents;
using Raposa.Inventory;
using Raposa.Inventory.Analysis;
using Raposa.Network.Estate;
using Raposa.Network.Parsing;
using Raposa.Support;

namespace Raposa.Dns;

/// <summary>The demo's company, read by the platform's own readers: what was planted among its names is found, and nothing beside it.</summary>
public class DemoNamesTests(WorldFixture world) : IClassFixture<WorldFixture>
{
    private static readonly string[] Accounts = [WorldFixture.Production, WorldFixture.Staging, WorldFixture.Security];

    [Fact]
    public async Task Every_planted_name_is_found_and_no_other()
    {
        var report = await ReportAsync();
        var planted = PlantedFacts.Of(world.Company);

        Assert.Equal(
            planted.Where(fact => fact.Kind == PlantedKind.DanglingName).Select(fact => fact.Resource).Order(StringComparer.Ordinal),
            report.Names.Where(name => name.Standing == DnsStanding.Dangling).Select(name => name.Name));
        Assert.Equal(
            planted.Where(fact => fact.Kind == PlantedKind.BypassableOrigin).Select(fact => fact.Resource).Order(StringComparer.Ordinal),
            report.Origins.Where(origin => origin.Verdict == DnsOriginVerdict.Exposed).Select(origin => origin.Name).Order(StringComparer.Ordinal));
        Assert.All(
            planted.Where(fact => fact.Kind == PlantedKind.BypassableOrigin),
            fact => Assert.Contains(report.Origins, origin => origin.Name == fact.Resource && origin.Reason.Contains(fact.Note, StringComparison.Ordinal)));
        Assert.Empty(report.Basis.ZonesUnknown);
    }

    [Fact]
    public async Task The_rest_of_its_names_leads_where_it_should()
    {
        var report = await ReportAsync();
        DnsName Named(string name, bool isPrivate = false) => report.Names.Single(one => one.Name == name && one.IsPrivate == isPrivate);

        Assert.Equal((Severity.High, Severity.Medium), (Named("promo.corvina.example").Severity, Named("beta.corvina.example").Severity));
        Assert.Equal("aws_elbv2_load_balancer", Named("alvorada-07.embed.corvina.example").Ends[0].Resource!.Type);
        Assert.Equal("legacy-reports-db", Named("reports-db.corvina.example").Ends[0].Resource!.Id);
        Assert.Equal("aws_ec2_address", Named("vpn.corvina.example").Ends[0].Resource!.Type);
        Assert.Equal("aws_ec2_instance", Named("vendor.corvina.example").Ends[0].Resource!.Type);
        Assert.Equal(DnsStanding.External, Named("v6.corvina.example").Standing);
        Assert.Equal(DnsStanding.External, Named("www.corvina-status.example").Standing);
        Assert.Equal("aws_elb_load_balancer", Named("legacy.corvina-aws.example").Ends[0].Resource!.Type);
        Assert.Equal("legacy-reports-db", Named("legacy-reports-db.db.internal.corvina.example", isPrivate: true).Ends[0].Resource!.Id);

        // Its environment is gone, and environments are not collected: nobody knows.
        Assert.Equal(DnsStanding.Unknown, Named("old-demo.corvina-aws.example").Standing);

        // Cloudflare and CloudFront alone are let in; who else is let in is said.
        var app = report.Origins.Single(origin => origin.Name == "app.corvina.example");
        Assert.Equal(DnsOriginVerdict.NotExposed, app.Verdict);
        Assert.Contains(app.AlsoAdmits, list => list.StartsWith("com.amazonaws.global.cloudfront.origin-facing", StringComparison.Ordinal));
        Assert.Contains(report.Names.Single(name => name.Name == "reports.corvina.example").Hops, hop => hop.Kind == DnsHopKind.Target);
    }

    // As collectors would have it, without their database.
    private async Task<DnsReport> ReportAsync()
    {
        var estate = await world.EstateAsync();
        var cloudflare = estate["cloudflare"]!["accountId"]!.GetValue<string>();
        var regions = world.Company.Regions.Select(region => region.Name).ToArray();
        var chains = DnsReport.Sources.Union(DocumentKind.Sources).Select(name => SourceCatalog.Platform[name]).SelectMany(source => source.Provider == Provider.Cloudflare
            ? [new ChainName(cloudflare, source.Name, null)]
            : Accounts.SelectMany(account => source.Scope == SourceScope.Region
                ? regions.Select(region => new ChainName(account, source.Name, region))
                : [new ChainName(account, source.Name, null)])).ToArray();
        var readers = ReaderOf(estate);
        var documents = new ConcurrentBag<EstateDocument>();
        await Parallel.ForEachAsync(chains, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (chain, _) =>
        {
            foreach (var document in await ReadAsync(readers, chain))
            {
                documents.Add(document);
            }
        });
        var run = new AnalysisRun
        {
            Organization = WorldFixture.Organization, Id = Guid.CreateVersion7(world.Clock.Now), AsOf = world.Clock.Now,
            Chains = [.. chains.Select(chain => new ChainCoverage { Chain = chain, State = CoverageState.Known, SnapshotId = Guid.CreateVersion7() })],
        };
        var builder = NetworkModel.Begin(run);
        foreach (var document in documents)
        {
            if (DocumentKind.OfSource(document.Chain.Source) is { } kind)
            {
                using var json = JsonDocument.Parse(document.Json);
                builder.Add(kind.Part, NetworkModel.ScopeOf(document.Chain), json.RootElement.Clone());
            }
        }

        return DnsReport.Of(run, [.. documents.Where(one => DnsReport.Sources.Contains(one.Chain.Source))], new Dictionary<string, FormerAddress>(), builder.Build());
    }

    private static async Task<List<EstateDocument>> ReadAsync(SourceReaders readers, ChainName chain)
    {
        var source = SourceCatalog.Platform[chain.Source];
        var read = new List<EstateDocument>();
        string? cursor = null;
        do
        {
            var page = await readers.ReadAsync(source, new(WorldFixture.Organization, chain.AccountId, source.Name, chain.Region), cursor, [], default);
            Assert.Empty(page.Gaps);
            read.AddRange(page.Resources.Select(one => new EstateDocument(
                chain, one.Key, Guid.Empty, Convert.ToHexStringLower(SHA256.HashData(one.Document.Span)), Encoding.UTF8.GetString(one.Document.Span))));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return read;
    }

    private SourceReaders ReaderOf(JsonObject estate) => new(
    [
        KeyValuePair.Create<Provider, ISourceReader>(
            Provider.Aws, new AwsSourceReader(world.Aws, AwsModels.Embedded, world.Connections, new FixedClock(world.Clock.Now))),
        KeyValuePair.Create<Provider, ISourceReader>(
            Provider.Cloudflare, new CloudflareSourceReader(new(new VendorHttpClient(world.Http, TimeProvider.System, () => 0), new WorldConnections(world.Address, estate), TimeProvider.System))),
    ]);
}
