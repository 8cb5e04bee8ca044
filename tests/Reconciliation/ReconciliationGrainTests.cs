using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Raposa.DemoWorld.Estate;
using Raposa.Findings;
using Raposa.Incidents;
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

        // The second stands on what the first one read.
        foreach (var request in (ReconciliationRequest[])[estate.NewRequest(), estate.NewRequest(LabelledEstate.AsOf.AddMinutes(1))])
        {
            await ReconcileAsync(estate, request);

            var expected = await estate.ReferenceAsync(request);
            var written = await estate.WrittenAsync();
            Assert.Empty(expected.Except(written).Select(line => $"seed {seed}, missing: {line}"));
            Assert.Empty(written.Except(expected).Select(line => $"seed {seed}, too much: {line}"));
            Assert.Equal(expected.Count, written.Count);
            Assert.True(expected.Count > 80, $"seed {seed} has only {expected.Count} things to decide");
        }
    }

    [Fact]
    public async Task The_demo_s_estate_equals_the_reference_join_and_shows_what_is_planted_in_it()
    {
        var company = new CompanyEstate(new(7, LabelledEstate.AsOf.AddMinutes(-30), Instances: 120, FalconHosts: 1500));
        var estate = new StoredEstate(postgres);
        await estate.StoreAsync(company, LabelledEstate.AsOf.AddMinutes(-10), 710);
        await estate.StoreAsync(company, LabelledEstate.ReadAt, 717);
        var request = estate.NewRequest();

        var summary = await ReconcileAsync(estate, request);

        var written = await estate.WrittenAsync();
        Assert.Equal(await estate.ReferenceAsync(request), written);
        Assert.Equal(summary.Live, summary.Matched + summary.Unprotected + summary.Unknown);
        Assert.Equal(
            summary.Records,
            summary.RecordsMatched + summary.RecordsUnprotected + summary.RecordsStale + summary.RecordsOutOfScope + summary.RecordsUnknown);
        var planted = PlantedFacts.Of(company)
            .Where(fact => fact.Kind is PlantedKind.HostWithoutSensor or PlantedKind.SilentSensor or PlantedKind.ReducedSensor).ToList();
        Assert.Contains(planted, fact => fact.Kind == PlantedKind.SilentSensor);
        Assert.All(planted, fact => Assert.Contains(written, line => line.StartsWith(
            $"instance {fact.Account}/{fact.Resource} unprotected {ReasonOf(fact.Kind)} ", StringComparison.Ordinal)));
    }

    /// <summary>The figures of the platform's document: the least estate in which both can be had by enrolling hosts alone.</summary>
    [Fact]
    public async Task Coverage_goes_from_90_69_to_97_44_percent_when_the_fifty_listed_hosts_enrol()
    {
        var estate = new StoredEstate(postgres);
        var labelled = LabelledEstate.Empty();
        var machines = Enumerable.Range(0, 741).Select(_ => labelled.NewMachine()).ToList();
        machines.ForEach(machine => labelled.AddInstance(machine));
        machines.Take(672).ToList().ForEach(machine => labelled.AddSensor(labelled.HostOf(machine), CoverageClass.Matched, VerdictReason.ByInstanceId));
        for (var ghost = 0; ghost < 2000; ghost++)
        {
            labelled.AddSensor(labelled.HostOf(labelled.NewMachine(), LabelledEstate.ReadAt.AddDays(-9)), CoverageClass.Stale, VerdictReason.InstanceAbsent);
        }

        await estate.StoreAsync(labelled);
        var before = await ReconcileAsync(estate, estate.NewRequest());
        var listed = _findings.Raised.Select(finding => finding.Subject).Order(StringComparer.Ordinal).Take(50).ToHashSet();
        machines.Where(machine => listed.Contains(machine.Id)).ToList()
            .ForEach(machine => labelled.AddSensor(labelled.HostOf(machine), CoverageClass.Matched, VerdictReason.ByInstanceId));
        await estate.SealAsync(725, LabelledEstate.Tenant, ChainBook.Sensors, null, labelled.Sensors);
        var after = await ReconcileAsync(estate, estate.NewRequest(LabelledEstate.AsOf.AddMinutes(10)));

        Assert.Equal((741, 672, 69, 0, 90.69m), (before.Live, before.Matched, before.Unprotected, before.Unknown, before.Percent));
        Assert.Equal((741, 722, 19, 0, 97.44m), (after.Live, after.Matched, after.Unprotected, after.Unknown, after.Percent));
        Assert.Equal(2000, after.RecordsStale);
        Assert.Equal(listed.Order(StringComparer.Ordinal), _findings.Resolved.Where(one => one.StartsWith(VerdictFindings.Kind, StringComparison.Ordinal))
            .Where(one => listed.Contains(one.Split(':')[2])).Select(one => one.Split(':')[2]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_was_read_of_a_document_is_kept_until_it_is_read_otherwise()
    {
        var estate = new StoredEstate(postgres);
        await estate.StoreAsync(new(3));
        await ReconcileAsync(estate, estate.NewRequest());
        var written = await estate.WrittenAsync();
        var kept = await estate.CountAsync("select count(*) from reconciliation.sensor_fact where org_id = $1");

        await ReconcileAsync(estate, estate.NewRequest(LabelledEstate.AsOf.AddMinutes(1)));
        Assert.Equal(1, await estate.CountAsync("select count(distinct xmin::text) from reconciliation.sensor_fact where org_id = $1"));
        await estate.CountAsync("with old as (update reconciliation.sensor_fact set version = version - 1, instance_id = null where org_id = $1 returning 1) select count(*) from old");
        await ReconcileAsync(estate, estate.NewRequest(LabelledEstate.AsOf.AddMinutes(2)));

        Assert.True(kept > 0);
        Assert.Equal(kept, await estate.CountAsync($"select count(*) from reconciliation.sensor_fact where org_id = $1 and version = {SensorFactVersion.Facts}"));
        Assert.Equal(written, await estate.WrittenAsync());
    }

    [Fact]
    public async Task A_run_that_is_repeated_changes_nothing_and_an_older_one_is_refused()
    {
        var estate = new StoredEstate(postgres);
        await estate.StoreAsync(new(5));
        var request = estate.NewRequest();

        var first = await ReconcileAsync(estate, request);
        var written = await estate.WrittenAsync();
        var raised = _findings.Raised.Count;
        var second = await ReconcileAsync(estate, request);
        await ReconcileAsync(estate, estate.NewRequest(LabelledEstate.AsOf.AddSeconds(1)));

        Assert.Equivalent(first, second, strict: true);
        Assert.Equal(written, await estate.WrittenAsync());
        Assert.Equal(raised, _findings.Raised.Count);
        Assert.Equal(1, await estate.CountAsync("select count(distinct from_run) from reconciliation.sensor_verdict where org_id = $1"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReconcileAsync(estate, estate.NewRequest(LabelledEstate.AsOf.AddMinutes(-1))));
    }

    [Fact]
    public async Task A_finding_is_raised_once_and_resolved_by_a_sensor_or_by_a_complete_snapshot_without_the_instance()
    {
        var estate = new StoredEstate(postgres);
        var labelled = LabelledEstate.Empty();
        var (enrols, goes, stays) = (labelled.NewMachine(), labelled.NewMachine(), labelled.NewMachine());
        LabelledEstate.Machine[] all = [enrols, goes, stays];
        all.ToList().ForEach(machine => labelled.AddInstance(machine));
        await estate.StoreAsync(labelled);
        await ReconcileAsync(estate, estate.NewRequest());

        Assert.Equal(all.Select(machine => machine.Id).Order(), _findings.Raised.Select(finding => finding.Subject).Order());
        Assert.All(_findings.Raised, finding => Assert.Equal((Severity.High, "reconciliation.unprotected"), (finding.Severity, finding.Kind)));
        Assert.DoesNotContain(_findings.Resolved, one => one.StartsWith(VerdictFindings.Kind, StringComparison.Ordinal));

        // Falcon fails: nothing is known any more, and nothing is resolved.
        estate.Break(LabelledEstate.Tenant, ChainBook.Sensors, null);
        var unknown = await ReconcileAsync(estate, estate.NewRequest(LabelledEstate.AsOf.AddMinutes(1)));
        Assert.Equal((3, 3), (unknown.Live, unknown.Unknown));
        Assert.DoesNotContain(_findings.Resolved, one => one.StartsWith(VerdictFindings.Kind, StringComparison.Ordinal));

        labelled.AddSensor(labelled.HostOf(enrols), CoverageClass.Matched, VerdictReason.ByInstanceId);
        await estate.SealAsync(722, LabelledEstate.Tenant, ChainBook.Sensors, null, labelled.Sensors);
        await estate.SealAsync(722, goes.Account, ChainBook.Instances, goes.Region, labelled.Instances.Where(one => one.Key != goes.Id));
        await ReconcileAsync(estate, estate.NewRequest(LabelledEstate.AsOf.AddMinutes(5)));

        Assert.Equal(
            new[] { enrols, goes }.Select(machine => VerdictFindings.FingerprintOf(new(machine.Account, machine.Id))).Order(),
            _findings.Resolved.Where(one => one.StartsWith(VerdictFindings.Kind, StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Two_instances_never_hold_one_sensor()
    {
        var organization = PostgresFixture.NewOrganizationId();
        Caller.ActFor(organization);
        var sensor = _engine.Grains.GetGrain<IFalconHostGrain>(new SensorKey(organization, "t", "d").ToString());
        var run = new ClaimRun { Id = Guid.CreateVersion7(), AsOf = LabelledEstate.AsOf, SensorsAreComplete = true, SensorsReadAt = LabelledEstate.ReadAt };
        var (one, two) = (new InstanceName("1", "i-1"), new InstanceName("1", "i-2"));

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => sensor.Claim(run, n % 2 == 0 ? one : two, Rung.InstanceId)));

        Assert.Equal(10, claims.Count(claim => claim.IsGranted));
        Assert.Single(claims.Select(claim => claim.Holder).Distinct());
        var later = await sensor.Claim(run with { Id = Guid.CreateVersion7(), AsOf = run.AsOf.AddMinutes(1) }, two, Rung.Mac);
        Assert.Equal((true, two), (later.IsGranted, later.Holder));
        Assert.False((await sensor.Claim(run, one, Rung.InstanceId)).IsGranted);
    }

    private static string ReasonOf(PlantedKind kind) => kind switch
    {
        PlantedKind.HostWithoutSensor => "never_seen",
        PlantedKind.SilentSensor => "sensor_silent",
        _ => "rfm",
    };

    private Task<ReconciliationSummary> ReconcileAsync(StoredEstate estate, ReconciliationRequest request)
    {
        Caller.ActFor(estate.Organization);
        return _engine.Grains.GetGrain<IReconciliationGrain>(estate.Organization.ToString()).Reconcile(request);
    }
}
