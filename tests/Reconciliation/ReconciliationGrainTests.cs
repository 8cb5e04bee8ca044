using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Raposa.Findings;
using Raposa.Inventory;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Reconciliation;

/// <summary>The grains on the engine and the tables in PostgreSQL, against the reference join over the same snapshots.</summary>
public sealed class ReconciliationGrainTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly RecordedFindings _findings = new();
    private EngineFixture _engine = null!;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

    public async Task InitializeAsync() => _engine = await EngineFixture.StartAsync(configure: silo =>
    {
        silo.AddIncomingGrainCallFilter<TenantFilter>();
        silo.Services.AddSingleton(postgres.Tenants);
        silo.Services.AddReconciliation();
        silo.Services.AddSingleton<IFindingSink>(_findings);
    });

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Theory, MemberData(nameof(Seeds))]
    public async Task Verdicts_equal_the_reference_join_row_for_row(int seed)
    {
        var estate = new StoredEstate(postgres);

        // Every third estate is whole; in the others chains, snapshots and documents are missing.
        await estate.StoreAsync(new(seed), seed % 3 == 0 ? null : new(seed));
        var request = estate.NewRequest();

        await ReconcileAsync(estate, request);

        var expected = await estate.ReferenceAsync(request);
        var written = await estate.WrittenAsync();
        Assert.Empty(expected.Except(written).Select(line => $"seed {seed}, missing: {line}"));
        Assert.Empty(written.Except(expected).Select(line => $"seed {seed}, too much: {line}"));
        Assert.Equal(expected.Length, written.Length);
        Assert.True(expected.Length > 80, $"seed {seed} has only {expected.Length} things to decide");
    }

    private Task<ReconciliationSummary> ReconcileAsync(StoredEstate estate, ReconciliationRequest request)
    {
        Caller.ActFor(estate.Organization);
        return _engine.Grains.GetGrain<IReconciliationGrain>(estate.Organization.ToString()).Reconcile(request);
    }
}
