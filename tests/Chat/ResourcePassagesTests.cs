using System.Collections.Immutable;
using Raposa.Collection;
using Raposa.Collection.Sources;
using Raposa.Inventory;
using Raposa.Inventory.Analysis;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Chat;

/// <summary>Resources become passages when an analysis has worked out what is known of them, and go when they do.</summary>
public class ResourcePassagesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Account = "900100200301", Question = "What is corvina-raw-events?";

    private readonly TestInventory _inventory = new(postgres, SourceCatalog.Platform["aws_s3_bucket"]);

    [Fact]
    public async Task A_bucket_without_a_finding_is_known_by_its_name_until_it_is_gone()
    {
        await using var engine = await ChatSilo.StartAsync(postgres.Tenants);
        await CollectAsync(0, "corvina-raw-events", "corvina-logs");
        Assert.Empty(await SearchAsync(engine, Question));

        await AnalyzeAsync(10);
        var told = Assert.Single(await SearchAsync(engine, Question));
        Assert.Equal((EvidenceKind.Resource, "corvina-raw-events", Account), (told.Kind, told.Id, told.AccountId));
        Assert.Contains("No finding is open on it.", told.Text, StringComparison.Ordinal);
        Assert.Empty(await SearchAsync(engine, "which buckets have lifecycle problems in our environment?"));

        await CollectAsync(20, "corvina-logs");
        await AnalyzeAsync(30);
        Assert.Empty(await SearchAsync(engine, Question));
        Assert.Single(await SearchAsync(engine, "What is corvina-logs?"));
    }

    private async Task CollectAsync(int minute, params string[] buckets) => await _inventory.RunAsync(
        minute, RunStatus.Sealed, [.. buckets.Select(name => (name, $$"""{"Name":"{{name}}","CreationDate":"2026-01-01T00:00:00Z"}"""))],
        key: _inventory.Key with { AccountId = Account, Source = "aws_s3_bucket", Region = null });

    // As the analysis leaves it when all parts that others stand on are through.
    private async Task AnalyzeAsync(int minute)
    {
        var (store, at) = (new AnalysisStore(postgres.Tenants), TestInventory.Start.AddMinutes(minute));
        var run = new AnalysisRun { Organization = _inventory.Organization, Id = Guid.CreateVersion7(at), AsOf = at, Chains = [] };
        await store.BeginAsync(run, at, default);
        await store.SaveAsync(
            run.Organization, run.Id, [new() { Name = "priority", Duration = TimeSpan.Zero, Counts = ImmutableDictionary<string, long>.Empty }], at, default);
    }

    private async Task<ImmutableArray<Evidence>> SearchAsync(EngineFixture engine, string question)
    {
        Caller.ActFor(_inventory.Organization);
        return (await engine.Grains.GetGrain<IRetrievalGrain>(_inventory.Organization.ToString()).Search(question, 20)).Evidence;
    }
}
