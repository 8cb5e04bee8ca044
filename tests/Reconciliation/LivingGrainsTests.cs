using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Raposa.Findings;
using Raposa.Inventory;
using Raposa.Organizations;
using Raposa.Support;
#if ENGINE_LOCAL
using Raposa.LocalEngine.Activations;
#endif

namespace Raposa.Reconciliation;

/// <summary>What lives has a grain and a reminder; a ghost has neither.</summary>
public sealed class LivingGrainsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly RecordedFindings _findings = new();
    private EngineFixture _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineFixture.StartAsync(configure: silo =>
    {
        silo.AddIncomingGrainCallFilter<TenantFilter>();
        silo.Services.AddSingleton(postgres.Tenants);
        silo.Services.AddReconciliation();
        silo.Services.AddSingleton<IFindingSink>(_findings);
    });

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Only_live_instances_and_held_sensors_keep_a_reminder()
    {
        var (estate, labelled, machine, device) = await StoreAsync();
        await ReconcileAsync(estate, estate.NewRequest());

        Assert.Equal([$"{estate.Organization}/{LabelledEstate.Tenant}/{device}", $"{estate.Organization}/{machine.Account}/{machine.Id}"], await RemindedAsync(estate));

        await estate.SealAsync(725, machine.Account, ChainBook.Instances, machine.Region, []);
        await ReconcileAsync(estate, estate.NewRequest(LabelledEstate.AsOf.AddMinutes(10)));

        Assert.Empty(await RemindedAsync(estate));
        Assert.NotEmpty(labelled.Instances);
    }

    /// <summary>The engine's clock is months later than the only run.</summary>
    [Fact]
    public async Task A_reminder_that_finds_no_run_of_the_last_day_says_so_and_the_next_run_resolves_it()
    {
        var (estate, _, machine, device) = await StoreAsync();
        await ReconcileAsync(estate, estate.NewRequest());
        foreach (var key in (string[])[$"{machine.Account}/{machine.Id}", $"{LabelledEstate.Tenant}/{device}"])
        {
            IGrain grain = key.StartsWith(machine.Account, StringComparison.Ordinal)
                ? _engine.Grains.GetGrain<IInstanceGrain>($"{estate.Organization}/{key}")
                : _engine.Grains.GetGrain<IFalconHostGrain>($"{estate.Organization}/{key}");
            Caller.ActFor(estate.Organization);
            await grain.AsReference<IRemindable>().ReceiveReminder("test", default);
        }

        var overdue = _findings.Raised.Where(finding => finding.Kind == OverdueWatch.Kind).ToList();
        Assert.Equal(2, overdue.Count);
        Assert.Single(overdue.Select(finding => finding.Fingerprint).Distinct());

        await ReconcileAsync(estate, estate.NewRequest(LabelledEstate.AsOf.AddMinutes(10)));

        Assert.Contains(OverdueWatch.FingerprintOf(machine.Account), _findings.Resolved);
    }

#if ENGINE_LOCAL
    [Fact]
    public async Task Ghosts_have_no_activation()
    {
        var estate = new StoredEstate(postgres);
        var labelled = LabelledEstate.Empty();
        var machines = Enumerable.Range(0, 5).Select(_ => labelled.NewMachine()).ToList();
        machines.ForEach(machine => labelled.AddInstance(machine));
        machines.ForEach(machine => labelled.AddSensor(labelled.HostOf(machine), CoverageClass.Matched, VerdictReason.ByInstanceId));
        for (var ghost = 0; ghost < 300; ghost++)
        {
            labelled.AddSensor(
                labelled.HostOf(labelled.NewMachine() with { Ip = machines[ghost % 5].Ip }, LabelledEstate.ReadAt.AddDays(-2)), CoverageClass.Stale, VerdictReason.InstanceAbsent);
        }

        await estate.StoreAsync(labelled);
        var summary = await ReconcileAsync(estate, estate.NewRequest());

        var ours = _engine.Services.GetRequiredService<Catalog>().Activations()
            .Where(activation => activation.GrainId.Key.ToString()!.StartsWith(estate.Organization.ToString(), StringComparison.Ordinal)).ToList();
        Assert.Equal((5, 300), (summary.Matched, summary.RecordsStale));
        Assert.Equal(5, ours.Count(one => one.GrainInstance is InstanceGrain));
        Assert.Equal(5, ours.Count(one => one.GrainInstance is FalconHostGrain));
        Assert.Equal(12, ours.Count);
    }
#endif

    private async Task<(StoredEstate Estate, LabelledEstate Labelled, LabelledEstate.Machine Machine, string Device)> StoreAsync()
    {
        var estate = new StoredEstate(postgres);
        var labelled = LabelledEstate.Empty();
        var machine = labelled.NewMachine();
        labelled.AddInstance(machine);
        var device = labelled.AddSensor(labelled.HostOf(machine), CoverageClass.Matched, VerdictReason.ByInstanceId);
        labelled.AddSensor(labelled.HostOf(labelled.NewMachine(), LabelledEstate.ReadAt.AddDays(-3)), CoverageClass.Stale, VerdictReason.InstanceAbsent);
        await estate.StoreAsync(labelled);
        return (estate, labelled, machine, device);
    }

    private async Task<List<string>> RemindedAsync(StoredEstate estate)
    {
        var rows = await _engine.Services.GetRequiredService<IReminderTable>().ReadRows(0, uint.MaxValue);
        return
        [
            .. rows.Reminders.Select(row => row.GrainId.Key.ToString()!).Where(key => key.StartsWith(estate.Organization.ToString(), StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    private Task<ReconciliationSummary> ReconcileAsync(StoredEstate estate, ReconciliationRequest request)
    {
        Caller.ActFor(estate.Organization);
        return _engine.Grains.GetGrain<IReconciliationGrain>(estate.Organization.ToString()).Reconcile(request);
    }
}
