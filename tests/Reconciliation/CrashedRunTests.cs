#if ENGINE_LOCAL
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Raposa.Findings;
using Raposa.Inventory;
using Raposa.LocalEngine.Activations;
using Raposa.LocalEngine.Simulation;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Reconciliation;

/// <summary>
/// Activations die in the middle of a run, wherever the seed has it: of instances, sensors, the directory and the run itself.
/// What is written in the end equals the reference join.
/// </summary>
public sealed class CrashedRunTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Crashes = 20;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(101, 30)];

    [Theory, MemberData(nameof(Seeds))]
    public async Task Twenty_crashes_in_the_middle_of_a_run_change_nothing_of_its_verdicts(int seed)
    {
        var estate = new StoredEstate(postgres);
        await estate.StoreAsync(new(seed), new(seed));
        var request = estate.NewRequest();
        ReadEstate read;
        await using (var reading = await estate.Store.OpenAsync(estate.Organization, request, default))
        {
            read = await reading.ReadAsync(default);
        }

        var records = new HeldRecords(read);
        SimulatedWorld? world = null;
        Killer? killer = null;
        world = SimulatedWorld.Start(seed, silo =>
        {
            silo.AddIncomingGrainCallFilter<TenantFilter>();
            silo.Services.AddSingleton<IIncomingGrainCallFilter>(provider =>
                killer = new(() => world!.Chance, () => provider.GetRequiredService<Catalog>(), records));
            silo.Services.AddSingleton<IReconciliationRecords>(records);
            silo.Services.AddSingleton<IFindingSink>(new RecordedFindings());
            silo.Services.AddSingleton<OverdueWatch>();
        });
        await using (world)
        {
            await world.Run(async () =>
            {
                Caller.ActFor(estate.Organization);
                var grain = world.Grains.GetGrain<IReconciliationGrain>(estate.Organization.ToString());
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        await grain.Reconcile(request);
                        return;
                    }
                    catch (Exception lost) when (lost is not OutOfMemoryException && attempt < 2 * Crashes)
                    {
                        // As the analysis does: it is run again.
                    }
                }
            });
        }

        Assert.Equal(Crashes, killer!.Killed.Count);
        Assert.Contains(nameof(ReconciliationGrain), killer.Killed);
        Assert.Contains(nameof(InstanceGrain), killer.Killed);
        await using (var writing = await estate.Store.OpenAsync(estate.Organization, request, default))
        {
            await writing.ReadAsync(default);
            Assert.True(await writing.WriteAsync(records.Written!, default));
        }

        var (expected, written) = (await estate.ReferenceAsync(request), await estate.WrittenAsync());
        Assert.Empty(expected.Except(written).Select(line => $"seed {seed}, missing: {line}"));
        Assert.Empty(written.Except(expected).Select(line => $"seed {seed}, too much: {line}"));
    }

    /// <summary>Kills an activation before some calls, until it has killed enough. The run's own dies at the tenth.</summary>
    private sealed class Killer(Func<Chance> chance, Func<Catalog> catalog, HeldRecords records) : IIncomingGrainCallFilter
    {
        public List<string> Killed { get; } = [];

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (records.IsReading && Killed.Count < Crashes && chance().Next(4) == 0)
            {
                var alive = catalog().Activations().OrderBy(activation => activation.Number).ToList();
                var victim = Killed.Count == Crashes / 2
                    ? alive.First(activation => activation.GrainInstance is ReconciliationGrain)
                    : alive[chance().Next(alive.Count)];
                Killed.Add(victim.GrainInstance!.GetType().Name);
                victim.Crash();
            }

            await context.Invoke();
        }
    }

    /// <summary>What was read stands; what is written is kept.</summary>
    private sealed class HeldRecords(ReadEstate read) : IReconciliationRecords, IReconciliationSession
    {
        public DecidedRun? Written { get; private set; }

        /// <summary>A run is under way.</summary>
        public bool IsReading { get; private set; }

        public Task<IReconciliationSession> OpenAsync(OrganizationId organization, ReconciliationRequest request, CancellationToken cancellationToken) =>
            Task.FromResult<IReconciliationSession>(this);

        public async Task<ReadEstate> ReadAsync(CancellationToken cancellationToken)
        {
            await Task.Yield();
            IsReading = true;
            return read;
        }

        public async Task<bool> WriteAsync(DecidedRun run, CancellationToken cancellationToken)
        {
            await Task.Yield();
            Written = run;
            IsReading = false;
            return true;
        }

        public Task<ReconciliationSummary?> FindRunAsync(OrganizationId organization, Guid runId, CancellationToken cancellationToken) =>
            Task.FromResult(Written is null ? null : new ReconciliationSummary
            {
                RunId = runId, AsOf = Written.Request.AsOf, Live = 0, Matched = 0, Unprotected = 0, Unknown = 0, Idle = 0, Records = 0, RecordsMatched = 0,
                RecordsUnprotected = 0, RecordsStale = 0, RecordsOutOfScope = 0, RecordsUnknown = 0, Chains = [],
            });

        public Task<ImmutableArray<UntoldVerdict>> GetUntoldAsync(OrganizationId organization, CancellationToken cancellationToken) =>
            Task.FromResult<ImmutableArray<UntoldVerdict>>([]);

        public Task SetToldAsync(OrganizationId organization, ImmutableArray<UntoldVerdict> told, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task<StandingVerdict?> FindInstanceAsync(InstanceKey instance, CancellationToken cancellationToken) => Task.FromResult<StandingVerdict?>(null);

        public Task<StandingVerdict?> FindHolderAsync(SensorKey sensor, CancellationToken cancellationToken) => Task.FromResult<StandingVerdict?>(null);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
#endif
