using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Raposa.Accounts;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <inheritdoc cref="ICollectionGrain"/>
internal sealed partial class CollectionGrain(
    ICollectionRecords records, IConnectedAccounts accounts, IEnumerable<IRetention> retentions, ISourceList sources, TimeProvider time,
    ILogger<CollectionGrain> logger) : Grain, ICollectionGrain, IRemindable
{
    private const string SweepReminder = "sweep";
    private const string RetentionReminder = "retention";

    // What ticked while no silo was there is not made up for by the account's own reminders, of which the next may be hours away.
    internal static readonly TimeSpan SweepPeriod = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RetentionPeriod = TimeSpan.FromDays(1);

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public async Task<bool> SetCadence(string source, TimeSpan? period)
    {
        if (sources.Find(source) is null)
        {
            return false;
        }

        if (period < Shortest || period > Longest)
        {
            throw new ArgumentOutOfRangeException(nameof(period), period, "A cadence is from one minute to thirty days.");
        }

        await records.SaveCadenceAsync(Organization, source, period, CancellationToken.None);
        await WakeAccounts(await accounts.GetAllAsync(Organization, CancellationToken.None));
        return true;
    }

    public async Task Watch()
    {
        // At times that the organization's id decides.
        await Ensure(SweepReminder, SweepPeriod);
        await Ensure(RetentionReminder, RetentionPeriod);
    }

    public async Task<int> Sweep()
    {
        var overdue = await accounts.GetOverdueAsync(Organization, time.GetUtcNow(), CancellationToken.None);
        return await WakeAccounts(overdue);
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (reminderName == SweepReminder)
        {
            // One that an earlier version registered may tick less often.
            if (status.Period != SweepPeriod)
            {
                await Remind(SweepReminder, SweepPeriod);
            }

            await Sweep();
        }
        else
        {
            // What a day has changed besides: regions that were switched on, cadences; and what is kept no longer.
            await WakeAccounts(await accounts.GetAllAsync(Organization, CancellationToken.None));
            foreach (var retention in retentions)
            {
                LogRetention(Organization, await retention.ApplyAsync(Organization, time.GetUtcNow(), CancellationToken.None));
            }
        }
    }

    private async Task<int> WakeAccounts(IReadOnlyCollection<ConnectedAccount> woken)
    {
        // A few at a time: waking an account reads its records.
        foreach (var some in woken.Chunk(16))
        {
            await Task.WhenAll(some.Select(Wake));
        }

        return woken.Count;
    }

    private async Task Wake(ConnectedAccount account)
    {
        try
        {
            await GrainFactory.GetAccount(account.Provider, new(Organization, account.AccountId)).Sweep();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogNotWoken(Organization, account.AccountId, failure);
        }
    }

    private async Task Ensure(string name, TimeSpan period)
    {
        if (await this.GetReminder(name) is null)
        {
            await Remind(name, period);
        }
    }

    private Task<IGrainReminder> Remind(string name, TimeSpan period)
    {
        var now = time.GetUtcNow();
        return this.RegisterOrUpdateReminder(name, Scheduling.CadenceGrid.Of($"{Organization}/{name}", period).NextAfter(now) - now, period);
    }

    [LoggerMessage(LogLevel.Warning, "{Organization}: account {Account} could not be woken; it is tried again in ten minutes")]
    private partial void LogNotWoken(OrganizationId organization, string account, Exception failure);

    [LoggerMessage(LogLevel.Information, "{Organization}: {Removed} snapshots or runs were older than the plan keeps them, and are gone")]
    private partial void LogRetention(OrganizationId organization, int removed);
}
