using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Collection;
using Raposa.Inventory.Analysis;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Inventory;

public class AnalysisGrainTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly TestInventory _inventory = new(postgres);

    [Fact]
    public async Task It_reads_the_newest_sealed_snapshots_and_knows_what_it_does_not_know()
    {
        var blind = _inventory.Key with { Region = "us-east-1" };
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", """{"Id":1}"""), ("m-2", """{"Id":2}""")]);
        var newest = await _inventory.RunAsync(1, RunStatus.Sealed, [("m-1", """{"Id":1}"""), ("m-3", """{"Id":3}""")]);
        await _inventory.RunAsync(2, RunStatus.Failed, []);
        await _inventory.RunAsync(2, RunStatus.Partial, [("m-9", """{"Id":9}""")], key: blind);
        var part = new ReadingPart(new EstateReaderStore(postgres.Tenants));
        await using var engine = await StartAsync(part);

        var report = await Analysis(engine).Run();

        Assert.Equal([$"eu-west-1 m-1 {newest.Id} {{\"Id\": 1}}", $"eu-west-1 m-3 {newest.Id} {{\"Id\": 3}}"], part.Read);
        Assert.Equal<(CoverageState, Guid?)>([(CoverageState.Stale, (Guid?)newest.Id), (CoverageState.Unknown, null)], part.Chains);
        Assert.Equal((2, 1), (report.Chains, report.ChainsUnknown));
        Assert.Equal(2, Assert.Single(report.Parts).Counts["documents"]);
        var kept = Assert.Single(await Analysis(engine).GetReports(10));
        Assert.Equal((report.Id, true, 2L), (kept.Id, kept.EndedAt is not null, kept.Parts[0].Counts["documents"]));
    }

    [Fact]
    public async Task A_part_that_breaks_is_told_in_its_words_and_stops_no_other()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", "{}")]);
        var part = new ReadingPart(new EstateReaderStore(postgres.Tenants));
        await using var engine = await StartAsync(part, new BrokenPart());

        var report = await Analysis(engine).Run();

        Assert.Equal(["broken", "reading"], report.Parts.Select(one => one.Name));
        Assert.Equal("There is no such thing as a free lunch.", report.Parts[0].Error);
        Assert.Null(report.Parts[1].Error);
        Assert.Single(part.Read);
    }

    [Fact]
    public async Task Whoever_asks_while_one_goes_on_gets_one_that_began_later()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", "{}")]);
        await using var engine = await StartAsync(new ReadingPart(new EstateReaderStore(postgres.Tenants)));

        var reports = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Analysis(engine).Run()));

        Assert.Equal(3, reports.Select(report => report.Id).Distinct().Count());
        var inOrder = reports.OrderBy(report => report.StartedAt).ToList();
        Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.First.EndedAt <= pair.Second.StartedAt));
    }

    private IAnalysisGrain Analysis(EngineFixture engine)
    {
        Caller.ActFor(_inventory.Organization);
        return engine.Grains.GetGrain<IAnalysisGrain>(_inventory.Organization.ToString());
    }

    private Task<EngineFixture> StartAsync(params IAnalysis[] parts) => EngineFixture.StartAsync(configure: silo =>
    {
        silo.Services.AddSingleton(postgres.Tenants);
        silo.Services.AddSingleton<SnapshotReaderStore>();
        silo.Services.AddSingleton<AnalysisStore>();
        foreach (var part in parts)
        {
            silo.Services.AddSingleton(part);
        }
    });

    private sealed class ReadingPart(IEstateReader estate) : IAnalysis
    {
        public ConcurrentQueue<string> Read { get; } = [];

        public ImmutableArray<(CoverageState, Guid?)> Chains { get; private set; }

        public string Name => "reading";

        public int Order => 2;

        public async Task<ImmutableDictionary<string, long>> RunAsync(AnalysisRun run, CancellationToken cancellationToken)
        {
            Chains = [.. run.Chains.Select(chain => (chain.State, chain.SnapshotId))];
            var count = 0L;
            await foreach (var document in estate.ReadAsync(run, [TestSource.Name], cancellationToken))
            {
                Read.Enqueue($"{document.Chain.Region} {document.Key} {document.SnapshotId} {document.Json}");
                count++;
            }

            return ImmutableDictionary<string, long>.Empty.Add("documents", count);
        }
    }

    private sealed class BrokenPart : IAnalysis
    {
        public string Name => "broken";

        public int Order => 1;

        public Task<ImmutableDictionary<string, long>> RunAsync(AnalysisRun run, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("There is no such thing as a free lunch.");
    }
}
