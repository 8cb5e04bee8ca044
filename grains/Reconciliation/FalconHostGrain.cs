using Orleans;
using Orleans.Runtime;

namespace Raposa.Reconciliation;

/// <inheritdoc cref="IFalconHostGrain"/>
/// <remarks>
/// Who holds the sensor is remembered for a run and no longer: the verdicts in PostgreSQL say who holds it for good, and an
/// index there refuses a second holder. So a claim costs no write.
/// </remarks>
internal sealed class FalconHostGrain(OverdueWatch overdue, IReconciliationRecords records, TimeProvider time) : DailyGrain, IFalconHostGrain, IRemindable
{
    private const string CheckIn = "check-in";

    private (Guid Run, DateTimeOffset AsOf, InstanceName Holder)? _claim;

    private SensorKey Key => SensorKey.Parse(this.GetPrimaryKeyString());

    public Task<SensorClaim> Claim(ClaimRun run, InstanceName instance, Rung rung)
    {
        if (_claim is not { } claim || (claim.Run != run.Id && claim.AsOf <= run.AsOf))
        {
            _claim = (run.Id, run.AsOf, instance);
        }

        var holds = _claim!.Value;
        return Task.FromResult(new SensorClaim { IsGranted = holds.Run == run.Id && holds.Holder == instance, Holder = holds.Holder });
    }

    public Task Settle(bool isHeld) => isHeld ? Keep(CheckIn) : Drop(CheckIn);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (await records.FindHolderAsync(Key, CancellationToken.None) is not { } standing)
        {
            await Drop(CheckIn);
            return;
        }

        await overdue.Check(Key.Organization, standing, time.GetUtcNow());
    }
}
