using Orleans;
using Orleans.Runtime;

namespace Raposa.Reconciliation;

/// <inheritdoc cref="IInstanceGrain"/>
internal sealed class InstanceGrain(OverdueWatch overdue, IReconciliationRecords records, TimeProvider time) : DailyGrain, IInstanceGrain, IRemindable
{
    private const string Staleness = "staleness";

    private InstanceKey Key => InstanceKey.Parse(this.GetPrimaryKeyString());

    public async Task<InstanceVerdict?> Claim(ClaimRun run, InstanceFacts facts)
    {
        var key = Key;
        var directory = GrainFactory.GetGrain<ISensorDirectoryGrain>(key.Organization.ToString());
        if (await directory.Find(run.Id, facts.Key) is not { } candidates)
        {
            return null;
        }

        foreach (var candidate in candidates.Ordered)
        {
            var sensor = new SensorKey(key.Organization, candidate.Sensor.Tenant, candidate.Sensor.DeviceId);
            var claim = await GrainFactory.GetGrain<IFalconHostGrain>(sensor.ToString()).Claim(run, facts.Key, candidate.Rung);
            if (claim.IsGranted)
            {
                return InstanceRules.Decide(facts, candidate, candidates, run);
            }
        }

        return InstanceRules.Decide(facts, null, candidates, run);
    }

    public Task Settle(bool lives) => lives ? Keep(Staleness) : Drop(Staleness);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var standing = await records.FindInstanceAsync(Key, CancellationToken.None);
        if (standing is null or { Class: CoverageClass.OutOfScope })
        {
            await Drop(Staleness);
            return;
        }

        await overdue.Check(Key.Organization, standing, time.GetUtcNow());
    }
}
