using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Collection;
using Raposa.Collection.Sources;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Inventory;
using Raposa.Inventory.Analysis;
using Raposa.Network.Oracle;
using Raposa.Network.Parsing;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Network;

/// <summary>From sealed snapshots to rows, findings and answers, over a real database.</summary>
public class NetworkAnalysisTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Account = "111122223333";
    private const string Region = "eu-west-1";

    private readonly TestInventory _inventory = new(
        postgres, [.. AwsSources.All.Where(source => DocumentKind.OfSource(source.Name) is not null)]);

    private int _runs;

    [Fact]
    public async Task What_the_internet_reaches_is_a_row_and_beyond_the_web_a_finding_until_it_is_closed()
    {
        var world = SmallWorld.ThreeTiers().WithRule("sg-web", new(false, "tcp", 22, 22, "0.0.0.0/0"));
        await CollectAsync(world);
        await using var engine = await StartAsync();

        var report = await Analysis(engine).Run();

        Assert.Null(Assert.Single(report.Parts).Error);
        Assert.Equal([22, 80, 443], await PortsOf(report.Id));
        var raised = Assert.Single(_inventory.Findings.Raised);
        Assert.Equal(($"network.exposed:{Account}:i-web", Severity.High), (raised.Fingerprint, raised.Severity));
        Assert.Contains("tcp/22", raised.Title, StringComparison.Ordinal);

        world.Groups.Single(group => group.Id == "sg-web").Rules.RemoveAll(rule => rule.From == 22);
        await CollectAsync(world);
        await Analysis(engine).Run();

        Assert.Equal($"network.exposed:{Account}:i-web", Assert.Single(_inventory.Findings.Resolved));
    }

    [Fact]
    public async Task What_was_not_collected_resolves_nothing_and_is_unknown()
    {
        var world = SmallWorld.ThreeTiers().WithRule("sg-web", new(false, "tcp", 22, 22, "0.0.0.0/0"));
        await CollectAsync(world);
        await using var engine = await StartAsync();
        await Analysis(engine).Run();

        // The groups are looked at again, and that fails; the interface's rules are those of before, and prove what they allow.
        await CollectAsync(world, failing: "aws_ec2_network_acl");
        await Analysis(engine).Run();
        var exposure = await Reader(engine).GetExposure(null);

        Assert.Empty(_inventory.Findings.Resolved);
        Assert.Equal($"{Account}/{Region}/aws_ec2_network_acl", Assert.Single(exposure.Basis.Unknown));
        Assert.Equal([22, 80, 443], exposure.Exposures.Select(one => one.FromPort).Order());

        var pages = new[] { await Reader(engine).GetExposurePage(null, 0, 2), await Reader(engine).GetExposurePage(null, 2, 2), await Reader(engine).GetExposurePage(null, 9, 2) };
        Assert.Equal([2, 1, 0], pages.Select(page => page.Exposures.Length));
        Assert.Equal(exposure.Exposures.Select(one => one.FromPort), pages.SelectMany(page => page.Exposures).Select(one => one.FromPort));
        Assert.All(pages, page => Assert.Equal(3, page.Total));
    }

    [Fact]
    public async Task The_reader_answers_from_the_same_snapshots()
    {
        await CollectAsync(SmallWorld.ThreeTiers());
        await using var engine = await StartAsync();
        var reader = Reader(engine);

        var answer = await reader.Ask(new() { From = "i-web", To = "i-app", Protocol = "tcp", Port = 8080 });
        var paths = await reader.GetPaths(new() { From = "internet", To = "i-db" });
        var reach = await reader.GetBlastRadius("i-app", 3, null);
        var cut = await reader.GetCut("internet", "i-db", null);
        var whatIf = await reader.TryWithout(new()
        {
            Question = new() { From = "i-app", To = "i-db", Protocol = "tcp", Port = 5432 },
            RemovedRules = ["sg-db/ingress/tcp/5432/sg-app"],
        });

        Assert.Equal((NetworkOutcome.Allowed, 3), (answer.Verdict.Outcome, answer.Basis.Interfaces));
        Assert.Equal(3, paths.Shortest!.Steps.Length);
        // The web server is open to everybody, and so to its own application.
        Assert.Equal(["i-db 1", "i-web 1"], reach.Reached.Select(one => $"{one.OwnerId} {one.Hops}"));
        Assert.Equal((true, 1), (cut.IsProven, cut.Rules!.Value.Length));
        Assert.Equal((NetworkOutcome.Allowed, NetworkOutcome.Denied), (whatIf.Before.Outcome, whatIf.After.Outcome));
        Assert.Equal("i-db", Assert.Single(whatIf.NoLongerReached));
    }

    [Fact]
    public async Task Without_any_snapshot_everything_is_unknown()
    {
        await using var engine = await StartAsync();

        var answer = await Reader(engine).Ask(new() { From = "internet", To = "i-web", Protocol = "tcp", Port = 22 });

        Assert.Equal((NetworkOutcome.Unknown, 0), (answer.Verdict.Outcome, answer.Basis.Interfaces));
    }

    private async Task<IEnumerable<int>> PortsOf(Guid analysis)
    {
        await using var connection = await postgres.Tenants.OpenReaderAsync(_inventory.Organization, default);
        return (await connection.QueryAsync<int>(
            "select from_port from network.exposure where analysis_id = @analysis and owner_id = 'i-web' and is_everyone and is_certain order by from_port",
            new { analysis })).ToArray();
    }

    // Each source of the world as a sealed snapshot; those that the world has nothing of are sealed and empty.
    private async Task CollectAsync(World world, string? failing = null)
    {
        var documents = world.Documents().ToLookup(one => one.Part, one => JsonSerializer.Serialize(one.Document));
        var minute = 10 * _runs++;
        foreach (var source in DocumentKind.Sources)
        {
            var (status, texts) = source == failing ? (RunStatus.Failed, []) : (RunStatus.Sealed, documents[DocumentKind.OfSource(source)!.Part]);
            await _inventory.RunAsync(
                minute, status, [.. texts.Select((text, number) => ($"{source}-{number}", text))], key: new(_inventory.Organization, Account, source, Region));
        }
    }

    private IAnalysisGrain Analysis(EngineFixture engine)
    {
        Caller.ActFor(_inventory.Organization);
        return engine.Grains.GetGrain<IAnalysisGrain>(_inventory.Organization.ToString());
    }

    private INetworkReaderGrain Reader(EngineFixture engine)
    {
        Caller.ActFor(_inventory.Organization);
        return engine.Grains.GetGrain<INetworkReaderGrain>(_inventory.Organization.ToString());
    }

    private Task<EngineFixture> StartAsync() => EngineFixture.StartAsync(configure: silo =>
    {
        silo.Services.AddSingleton(postgres.Tenants);
        silo.Services.AddSingleton<SnapshotReaderStore>();
        silo.Services.AddSingleton<ResourceReaderStore>();
        silo.Services.AddSingleton<HistoryReaderStore>();
        silo.Services.AddSingleton<SchemaReaderStore>();
        silo.Services.AddSingleton<AnalysisStore>();
        silo.Services.AddSingleton<IEstateReader, EstateReaderStore>();
        silo.Services.AddSingleton<IFindingSink>(_inventory.Findings);
        silo.Services.AddNetwork();
    });
}
