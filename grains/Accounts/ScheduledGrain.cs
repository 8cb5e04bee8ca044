using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Raposa.Collection;
using Raposa.Collection.Scheduling;
using Raposa.Inventory;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>The schedule of an account's sources: what is due is started, what ended is heard, who must be told is told.</summary>
/// <remarks>
/// It has no state of its own in the engine: schedules and runs are in PostgreSQL, and a new activation finds there what is
/// overdue and what ended untold. Ends and questions interleave with everything, so that a collector never waits for the
/// account that starts it.
/// </remarks>
internal abstract partial class ScheduledGrain(AccountParts parts, ILogger logger) : Grain, IRemindable
{
    private const string ReminderPrefix = "source:";

    // What could not be done is tried again after this.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    // A run that lasts longer may have lost its collector.
    private static readonly TimeSpan Unheard = TimeSpan.FromMinutes(1);

    private readonly RefreshQueue _refreshes = new();
    private AccountSchedule? _schedule;
    private AccountKey? _key;
    private IGrainTimer? _wake;
    private bool _hasReminders;

    protected abstract Provider Provider { get; }

    protected AccountParts Parts => parts;

    protected AccountKey Key => _key ??= AccountKey.Parse(this.GetPrimaryKeyString());

    protected DateTimeOffset Now => parts.Time.GetUtcNow();

    public Task<ImmutableArray<SourceSchedule>> GetSchedule() => Task.FromResult(_schedule?.Schedules ?? []);

    public async Task<ImmutableArray<RunRecord>> RunSource(string source, string? region)
    {
        var keys = _schedule?.Of(source, region) ?? [];
        return [.. await Task.WhenAll(keys.Select(async key =>
        {
            _schedule?.TryBegin(key);
            return new RunRecord(key.AccountId, key.Source, key.Region, await Start(key, RunTrigger.Manual, []));
        }))];
    }

    public Task Refresh(string source, string? region, ImmutableArray<string> keys)
    {
        foreach (var key in _schedule?.Of(source, region) ?? [])
        {
            // What was never read whole is read whole first; what is left alone stays alone.
            if (_schedule!.Find(key) is { SealedAt: not null, Circuit: CircuitState.Closed, IsNotEnabled: false })
            {
                _refreshes.Add(key, keys, Now);
                WakeForNext();
            }
        }

        return Task.CompletedTask;
    }

    public async Task Ended(string source, string? region, CollectionRun run)
    {
        var key = new CollectorKey(Key.Organization, Key.AccountId, source, region);
        if (_schedule?.Ended(key, run, Now) is { } change)
        {
            await Carry([change]);
        }

        WakeForNext();
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var source = reminderName[ReminderPrefix.Length..];
        if (_schedule is not { } schedule)
        {
            await DropSchedule();
            return;
        }

        if (!schedule.Sources.Contains(source))
        {
            await Forget(reminderName);
            return;
        }

        await SweepNow();

        // The cadence may have moved since it was registered, and a crash have come between.
        var grid = schedule.ReminderOf(source);
        var ticksSince = new DateTimeOffset(status.FirstTickTime, TimeSpan.Zero) + TimeSpan.FromMilliseconds(500);
        if (status.Period != grid.Period || !grid.IsOn(new(ticksSince.Ticks - (ticksSince.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero)))
        {
            await Remind(source, grid);
        }
    }

    /// <summary>Plans what is to be read, from what is stored; what is due begins at once.</summary>
    protected async Task LoadSchedule(ImmutableArray<string> regions)
    {
        var stored = await parts.Records.LoadAsync(Key.Organization, Key.AccountId, CancellationToken.None);
        _schedule = new(Key, Now);
        _hasReminders = false;
        await Replan(regions, stored);
        WakeAfter(TimeSpan.Zero);
    }

    /// <summary>Plans anew, after regions or cadences have changed.</summary>
    protected Task Replan(ImmutableArray<string> regions) => Replan(regions, []);

    /// <summary>Nothing is read any more: reminders, runs in progress, schedules and open findings end.</summary>
    protected async Task DropSchedule()
    {
        // What is stored, not what is remembered: this also ends what a crash left over.
        var schedules = (await parts.Records.LoadAsync(Key.Organization, Key.AccountId, CancellationToken.None))
            .Select(planned => planned.Schedule).ToImmutableArray();
        var keys = schedules.Select(each => new CollectorKey(Key.Organization, Key.AccountId, each.Source, each.Region)).ToList();
        _schedule = null;
        foreach (var reminder in await this.GetReminders())
        {
            await this.UnregisterReminder(reminder);
        }

        await Task.WhenAll(keys.Select(Cancel));
        await parts.Records.RemoveAsync(Key.Organization, Key.AccountId, schedules, Now, CancellationToken.None);
        await parts.Findings.CloseAsync(Key.Organization, [.. keys.SelectMany(key => FindingDecision.AllOf(key))], Now, CancellationToken.None);
        if (!schedules.IsEmpty)
        {
            await TellLeft();
        }
    }

    private async Task Replan(ImmutableArray<string> regions, ImmutableArray<PlannedSource> stored)
    {
        if (_schedule is not { } schedule)
        {
            return;
        }

        var decided = await parts.Records.GetCadencesAsync(Key.Organization, CancellationToken.None);
        var change = schedule.Plan(parts.Sources.Of(Provider), regions, decided, stored, Now);
        await parts.Records.SaveAsync(Key.Organization, Key.AccountId, change.Changed, CancellationToken.None);
        if (!change.Removed.IsEmpty)
        {
            await Task.WhenAll(change.RemovedKeys.Select(Cancel));
            await parts.Records.RemoveAsync(Key.Organization, Key.AccountId, change.Removed, Now, CancellationToken.None);
            await parts.Findings.CloseAsync(
                Key.Organization, [.. change.RemovedKeys.SelectMany(key => FindingDecision.AllOf(key))], Now, CancellationToken.None);
            await TellLeft();
        }

        if (!change.Changed.IsEmpty || !change.Removed.IsEmpty)
        {
            _hasReminders = false;
        }
    }

    private Task Wake(CancellationToken cancellationToken)
    {
        Caller.ActFor(Key.Organization);
        return SweepNow();
    }

    /// <summary>Whatever ticked: all that is to be done now.</summary>
    protected async Task SweepNow()
    {
        if (_schedule is not { } schedule)
        {
            return;
        }

        await EnsureReminders(schedule);
        await Hear([.. schedule.TakeUntold()]);
        await AskUnheard(schedule);
        await Task.WhenAll(schedule.TakeDue(Now).Select(due => TryStart(due.Key, due.Trigger, [])));
        await Task.WhenAll(_refreshes.TakeDue(Now, schedule.TryBegin).Select(due => TryStart(due.Key, RunTrigger.Event, due.Only)));
        await TryCarry(schedule.TakeSilent(Now));
        WakeForNext();
    }

    // The call that told of an end may have been lost, and so may the collector, which goes on once it is asked.
    private async Task AskUnheard(AccountSchedule schedule)
    {
        foreach (var key in schedule.ReadingSince(Now - Unheard))
        {
            try
            {
                var run = await CollectorOf(key).GetRun();
                if (run is { IsInProgress: true })
                {
                    schedule.Started(key, run);
                }
                else if (run is not null)
                {
                    schedule.Started(key, run);
                    await Hear([(key, run)]);
                }
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                LogNotAsked(Key, key.Source, key.Region, failure);
            }
        }
    }

    private Task Hear(ImmutableArray<(CollectorKey Key, CollectionRun Run)> ends) =>
        TryCarry([.. ends.Select(end => _schedule?.Ended(end.Key, end.Run, Now)).OfType<ScheduleChange>()]);

    // What was made of what is read no more is worked out anew without it. A hint, as after a collection.
    private async Task TellLeft()
    {
        try
        {
            await GrainFactory.GetGrain<IAnalysisGrain>(Key.Organization.ToString()).Notice();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogNotTold(Key, failure);
        }
    }

    private async Task TryStart(CollectorKey key, RunTrigger trigger, ImmutableArray<string> only)
    {
        try
        {
            await Start(key, trigger, only);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogNotStarted(Key, key.Source, key.Region, failure);
        }
    }

    private async Task<CollectionRun> Start(CollectorKey key, RunTrigger trigger, ImmutableArray<string> only)
    {
        try
        {
            var run = await CollectorOf(key).Start(trigger, only);
            _schedule?.Started(key, run);
            return run;
        }
        catch
        {
            _schedule?.NotStarted(key, Now);
            throw;
        }
    }

    private async Task Cancel(CollectorKey key)
    {
        try
        {
            await CollectorOf(key).Cancel();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogNotCancelled(Key, key.Source, key.Region, failure);
        }
    }

    private async Task TryCarry(ImmutableArray<ScheduleChange> changes)
    {
        try
        {
            await Carry(changes);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogNotCarried(Key, changes.Length, failure);
        }
    }

    // People first, then the record that they were told: telling twice changes nothing.
    private async Task Carry(ImmutableArray<ScheduleChange> changes)
    {
        if (changes.IsEmpty)
        {
            return;
        }

        try
        {
            var says = changes.Select(change => FindingDecision.Between(change.Key, change.Before, change.After, Now)).ToList();
            if (says.Exists(each => !each.Raised.IsEmpty))
            {
                await parts.Findings.RaiseAsync(Key.Organization, [.. says.SelectMany(each => each.Raised)], CancellationToken.None);
            }

            if (says.Exists(each => !each.Resolved.IsEmpty))
            {
                await parts.Findings.ResolveAsync(Key.Organization, [.. says.SelectMany(each => each.Resolved)], Now, CancellationToken.None);
            }

            await parts.Records.SaveAsync(Key.Organization, Key.AccountId, [.. changes.Select(change => change.After)], CancellationToken.None);
            foreach (var source in changes.Where(change => change.Before.Period != change.After.Period).Select(change => change.Key.Source).Distinct())
            {
                await Remind(source, _schedule!.ReminderOf(source));
            }
        }
        catch
        {
            // What it remembers is not what is stored: the next activation begins from what is.
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task EnsureReminders(AccountSchedule schedule)
    {
        if (_hasReminders)
        {
            return;
        }

        var known = (await this.GetReminders()).ToDictionary(reminder => reminder.ReminderName);
        foreach (var source in schedule.Sources)
        {
            if (!known.Remove($"{ReminderPrefix}{source}"))
            {
                await Remind(source, schedule.ReminderOf(source));
            }
        }

        foreach (var left in known.Values)
        {
            await this.UnregisterReminder(left);
        }

        _hasReminders = true;
    }

    private Task<IGrainReminder> Remind(string source, CadenceGrid grid)
    {
        var now = Now;
        return this.RegisterOrUpdateReminder($"{ReminderPrefix}{source}", grid.NextAfter(now) - now, grid.Period);
    }

    private async Task Forget(string reminderName)
    {
        if (await this.GetReminder(reminderName) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    // Reminders tick what lies on the cadence; everything beside it (a restart, a failure, an event) has this timer.
    private void WakeForNext()
    {
        var next = _schedule?.NextBesideReminders();
        next = _refreshes.NextAt is { } refresh && !(refresh >= next) ? refresh : next;
        if (next is { } at)
        {
            WakeAfter(at > Now ? at - Now : TimeSpan.Zero);
        }
        else
        {
            _wake?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void WakeAfter(TimeSpan delay)
    {
        if (_wake is null)
        {
            _wake = this.RegisterGrainTimer(Wake, new GrainTimerCreationOptions(delay, Again));
        }
        else
        {
            _wake.Change(delay, Again);
        }
    }

    private ICollectorGrain CollectorOf(CollectorKey key) => GrainFactory.GetGrain<ICollectorGrain>(key.ToString());

    [LoggerMessage(LogLevel.Error, "{Account}: {Source} {Region} could not be started; it is tried again in a minute")]
    private partial void LogNotStarted(AccountKey account, string source, string? region, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Account}: the collector of {Source} {Region} could not be asked how its run goes")]
    private partial void LogNotAsked(AccountKey account, string source, string? region, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Account}: the run of {Source} {Region} could not be ended")]
    private partial void LogNotCancelled(AccountKey account, string source, string? region, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Account}: the analysis was not told of what is read no more; it sees it after the next collection")]
    private partial void LogNotTold(AccountKey account, Exception failure);

    [LoggerMessage(LogLevel.Error, "{Account}: what {Ends} ends of runs change could not be written; it is read again from the records")]
    private partial void LogNotCarried(AccountKey account, int ends, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Account}: its regions could not be read ({Reason}); those known are kept")]
    protected partial void LogNoRegions(AccountKey account, string reason);
}
