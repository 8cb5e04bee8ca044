using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using Raposa.Findings;
using Raposa.Organizations;

namespace Raposa.Reconciliation;

/// <inheritdoc cref="IReconciliationGrain"/>
internal sealed partial class ReconciliationGrain(
    IReconciliationRecords records, IFindingSink findings, TimeProvider time, ILogger<ReconciliationGrain> logger) : Grain, IReconciliationGrain
{
    // Claims under way at once: enough to fill the cores, few enough to leave them to others now and then.
    private const int AtOnce = 64;

    // A grain that died, or a directory that forgot, is called again.
    private const int Attempts = 10;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public async Task<ReconciliationSummary> Reconcile(ReconciliationRequest request)
    {
        if (await records.FindRunAsync(Organization, request.RunId, CancellationToken.None) is null)
        {
            await using var session = await records.OpenAsync(Organization, request, CancellationToken.None);
            var run = await Decide(request, await session.ReadAsync(CancellationToken.None));
            if (!await session.WriteAsync(run, CancellationToken.None))
            {
                throw new InvalidOperationException($"Run {request.RunId} reads as of {request.AsOf:O}, and a run of that time or later has been written.");
            }
        }

        await Tell(request);
        return await records.FindRunAsync(Organization, request.RunId, CancellationToken.None)
            ?? throw new InvalidOperationException($"Run {request.RunId} was written and is gone.");
    }

    private async Task<DecidedRun> Decide(ReconciliationRequest request, ReadEstate read)
    {
        var run = new ClaimRun
        {
            Id = request.RunId, AsOf = request.AsOf,
            SensorsAreComplete = read.Chains.SensorsAreComplete, SensorsReadAt = read.Chains.SensorsReadAt,
        };
        var directory = new SensorDirectory(new(read.Chains, read.Estate.Instances, read.Estate.Interfaces), read.Estate.Sensors);
        var live = read.Estate.Instances.Where(instance => instance.Life == InstanceLife.Live).ToImmutableArray();
        ImmutableArray<DirectoryEntry> entries =
        [
            .. live.Select(instance => new DirectoryEntry(instance.Key, directory.Find(instance))).Where(entry => entry.Candidates != SensorCandidates.None),
        ];
        var verdicts = await ClaimAll(run, live, entries);
        foreach (var idle in read.Estate.Instances.Where(instance => instance.Life != InstanceLife.Live))
        {
            verdicts[idle.Key] = InstanceRules.Decide(idle, null, SensorCandidates.None, run);
        }

        return new(
            request,
            read,
            [.. read.Estate.Instances.Select(instance => (instance, verdicts[instance.Key]))],
            [
                .. directory.Naming.Select(one => SensorRules.OfNaming(
                    one.Sensor, one.Target, one.Target is SensorTarget.Named named ? verdicts[named.Instance.Key] : null)),
            ]);
    }

    private async Task<Dictionary<InstanceName, InstanceVerdict>> ClaimAll(
        ClaimRun run, ImmutableArray<InstanceFacts> live, ImmutableArray<DirectoryEntry> entries)
    {
        var verdicts = new Dictionary<InstanceName, InstanceVerdict>(live.Length);
        var left = new Queue<InstanceFacts>(live);
        await Load(run, entries);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, live.Length)).Select(async _ =>
        {
            while (left.TryDequeue(out var instance))
            {
                verdicts[instance.Key] = await Claim(run, instance, entries);
            }
        }));
        return verdicts;
    }

    private async Task<InstanceVerdict> Claim(ClaimRun run, InstanceFacts instance, ImmutableArray<DirectoryEntry> entries)
    {
        var grain = InstanceOf(instance.Key);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await grain.Claim(run, instance) is { } verdict)
                {
                    return verdict;
                }

                await Load(run, entries);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException && attempt < Attempts)
            {
                LogAgain(Organization, instance.Key, attempt, failure);
            }

            if (attempt >= Attempts)
            {
                throw new InvalidOperationException($"{instance.Key} did not come to a verdict in {Attempts} attempts; the run is given up.");
            }
        }
    }

    private async Task Load(ClaimRun run, ImmutableArray<DirectoryEntry> entries)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await GrainFactory.GetGrain<ISensorDirectoryGrain>(Organization.ToString()).Load(run.Id, entries);
                return;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException && attempt < Attempts)
            {
                LogDirectoryAgain(Organization, attempt, failure);
            }
        }
    }

    // Findings and reminders follow from what was written, so that a crash here is made up for by the next run. Of an instance
    // whose verdict stands nothing is said again.
    private async Task Tell(ReconciliationRequest request)
    {
        var untold = await records.GetUntoldAsync(Organization, CancellationToken.None);
        var complete = request.Chains.Where(chain => chain is { Source: ChainBook.Instances, IsComplete: true })
            .Select(chain => (chain.AccountId, chain.Region ?? "")).ToHashSet();
        await findings.RaiseAsync(Organization, VerdictFindings.Raised(untold, request.RunId), CancellationToken.None);
        await findings.ResolveAsync(
            Organization,
            [
                .. VerdictFindings.Resolved(untold, (account, region) => complete.Contains((account, region))),
                .. complete.Select(chain => OverdueWatch.FingerprintOf(chain.AccountId)).Distinct(),
            ],
            new(time.GetUtcNow(), request.RunId),
            CancellationToken.None);
        var left = new Queue<UntoldVerdict>(untold);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (left.TryDequeue(out var one))
            {
                await Settle(one);
            }
        }));
        if (!untold.IsEmpty)
        {
            await records.SetToldAsync(Organization, untold, CancellationToken.None);
        }
    }

    private async Task Settle(UntoldVerdict one)
    {
        if (one.Stands || !one.HasSuccessor)
        {
            await InstanceOf(one.Instance).Settle(one.Stands && one.Class != CoverageClass.OutOfScope);
        }

        if (one.Sensor is { } sensor && (one.Stands || !one.SensorIsHeld))
        {
            await GrainFactory.GetGrain<IFalconHostGrain>(new SensorKey(Organization, sensor.Tenant, sensor.DeviceId).ToString()).Settle(one.Stands);
        }
    }

    private IInstanceGrain InstanceOf(InstanceName instance) =>
        GrainFactory.GetGrain<IInstanceGrain>(new InstanceKey(Organization, instance.AccountId, instance.InstanceId).ToString());

    /// <summary>Calls the grain of an organization.</summary>
    internal sealed class Calls(IGrainFactory grains) : IReconciliationCalls
    {
        public Task<ReconciliationSummary> ReconcileAsync(OrganizationId organization, ReconciliationRequest request) =>
            grains.GetGrain<IReconciliationGrain>(organization.ToString()).Reconcile(request);
    }

    [LoggerMessage(LogLevel.Warning, "{Organization}: {Instance} could not claim its sensor at attempt {Attempt}; it claims again")]
    private partial void LogAgain(OrganizationId organization, InstanceName instance, int attempt, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Organization}: the directory of sensors could not be loaded at attempt {Attempt}; it is loaded again")]
    private partial void LogDirectoryAgain(OrganizationId organization, int attempt, Exception failure);
}
