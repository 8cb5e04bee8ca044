using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Raposa.Collection;
using Raposa.Collection.Scheduling;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>What accounts of every provider have in common: the schedule of their sources. Only the connection differs.</summary>
/// <remarks>
/// It has no state of its own in the engine: connection, schedules and runs are in PostgreSQL, and a new activation finds
/// there what is overdue and what ended untold. Ends and questions interleave with everything, so that a collector never
/// waits for the account that starts it.
/// </remarks>
internal abstract partial class AccountGrain(AccountParts parts, ILogger logger) : Grain, IRemindable
{
    private const string ReminderPrefix = "source:";

    // What could not be done is tried again after this.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    // A run that lasts longer may have lost its collector.
    private static readonly TimeSpan Unheard = TimeSpan.FromMinutes(1);

    private readonly RefreshQueue _refreshes = new();
    private StoredConnection? _stored;
    private AccountSchedule? _schedule;
    private AccountKey? _key;
    private IGrainTimer? _wake;
    private bool _hasReminders;

    protected abstract Provider Provider { get; }

    protected AccountParts Parts => parts;

    protected AccountKey Key => _key ??= AccountKey.Parse(this.GetPrimaryKeyString());

    protected AccountConnection? Connection => _stored?.Connection;

    protected DateTimeOffset Now => parts.Time.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stored = await parts.Connections.FindAsync(Key, cancellationToken);
        if (Connection is { IsConnected: true } connection && connection.Provider == Provider)
        {
            await LoadSchedule(connection);
            WakeAfter(TimeSpan.Zero);
        }
    }

    public Task<AccountConnection?> GetConnection() => Task.FromResult(Connection);

    public async Task<ConnectionTest?> Test()
    {
        if (_stored is not { Connection.State: not ConnectionState.Disconnected } tried || tried.Connection.Provider != Provider)
        {
            return null;
        }

        var (test, connection) = await Try(tried.Connection, await parts.OpenAsync(Key, tried.Sealed));

        // Somebody may have changed it meanwhile: then this says nothing of what is there now.
        if (ReferenceEquals(_stored, tried))
        {
            await Keep(tried with { Connection = connection });
        }

        return test;
    }

    public async Task<bool> Disconnect()
    {
        if (_stored is not { Connection.State: not ConnectionState.Disconnected } stored)
        {
            return false;
        }

        // The connection first: whatever is left over after a crash finds no connection and ends.
        var keys = _schedule?.Keys ?? [];
        var schedules = _schedule?.Schedules ?? [];
        await Save(stored with { Connection = stored.Connection with { State = ConnectionState.Disconnected }, Sealed = null });
        _schedule = null;
        foreach (var reminder in await this.GetReminders())
        {
            await this.UnregisterReminder(reminder);
        }

        await Task.WhenAll(keys.Select(Cancel));
        await parts.Records.RemoveAsync(Key.Organization, Key.AccountId, schedules, CancellationToken.None);
        await parts.Findings.ResolveAsync(Key.Organization, [.. keys.SelectMany(key => FindingDecision.AllOf(key))], Now, CancellationToken.None);
        await Publish("account.disconnected", $"Account {Key.AccountId} was disconnected.");
        return true;
    }

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

    public async Task Sweep()
    {
        if (Connection is { IsConnected: true } connection)
        {
            if (connection.FollowsEnabledRegions)
            {
                await FollowRegions(connection);
            }

            await Replan([]);
            await SweepNow();
        }
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var source = reminderName[ReminderPrefix.Length..];
        if (_schedule is not { } schedule || !schedule.Sources.Contains(source))
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

    /// <summary>Tries a connection and says what it then is: connected if it works, with its regions.</summary>
    protected async Task<(ConnectionTest Test, AccountConnection Connection)> Try(AccountConnection connection, string? secret)
    {
        var tester = parts.TesterOf(Provider);
        var test = await tester.TryAsync(Key, connection, secret, CancellationToken.None);
        var regions = connection.Regions;
        if (test.Works && connection.FollowsEnabledRegions)
        {
            try
            {
                regions = await tester.GetRegionsAsync(Key, CancellationToken.None);
            }
            catch (SourceReadException failed)
            {
                test = test with { Failure = failed.Failure };
            }
        }

        return (test, connection with
        {
            LastTest = test,
            Regions = regions,
            State = test.Works ? ConnectionState.Connected : connection.State,
            ConnectedAt = test.Works ? connection.ConnectedAt ?? test.At : connection.ConnectedAt,
        });
    }

    /// <summary>Connects with a secret: it is tried first, and kept only if it works.</summary>
    /// <param name="objection">Why it is not even tried, or null.</param>
    protected async Task<ConnectAnswer> ConnectWith(
        string? objection, string secret, Func<AccountConnection, AccountConnection> described)
    {
        if (objection is not null || Refuse() is not null)
        {
            return objection is null ? Refuse()! : new(null, null, ConnectionRefusal.Invalid, objection);
        }

        var (test, connection) = await Try(described(Connection ?? NewConnection()), secret);
        if (test.Works)
        {
            await Keep(new(connection, await parts.SealAsync(Key, secret)));
        }

        return new(test.Works ? connection : null, test, null, null);
    }

    /// <summary>An account of another provider under the same id is not taken over; null if there is none.</summary>
    protected ConnectAnswer? Refuse() => Connection is { } other && other.Provider != Provider
        ? new(null, null, ConnectionRefusal.OtherProvider, $"Account {Key.AccountId} is connected as one of {other.Provider}.")
        : null;

    protected AccountConnection NewConnection() => new()
    {
        AccountId = Key.AccountId,
        Provider = Provider,
        State = ConnectionState.Pending,
        CreatedAt = Now,
    };

    /// <summary>Saves a connection; from the first time that it works its sources are planned and read.</summary>
    protected async Task Keep(StoredConnection stored)
    {
        var wasConnected = Connection is { IsConnected: true };
        await Save(stored);
        if (!stored.Connection.IsConnected)
        {
            return;
        }

        if (wasConnected)
        {
            await Replan([]);
        }
        else
        {
            await LoadSchedule(stored.Connection);
            await WhenConnected();
            await GrainFactory.GetGrain<ICollectionGrain>(Key.Organization.ToString()).Watch();
            await Publish("account.connected", $"Account {Key.AccountId} is connected.");
        }

        WakeAfter(TimeSpan.Zero);
    }

    /// <summary>What a provider has to do besides, once the connection works.</summary>
    protected virtual Task WhenConnected() => Task.CompletedTask;

    protected Task Publish(string kind, string summary) =>
        GrainFactory.GetGrain<IActivityGrain>(Key.Organization.ToString()).Publish(new()
        {
            At = Now,
            Kind = kind,
            Summary = summary,
            Subject = Key.AccountId,
        });

    private async Task Save(StoredConnection stored)
    {
        await parts.Connections.SaveAsync(Key.Organization, stored, CancellationToken.None);
        _stored = stored;
    }

    private async Task LoadSchedule(AccountConnection connection)
    {
        var stored = await parts.Records.LoadAsync(Key.Organization, Key.AccountId, CancellationToken.None);
        _schedule = new(Key, Now);
        _hasReminders = false;
        await Replan(stored);
    }

    private async Task Replan(ImmutableArray<PlannedSource> stored)
    {
        if (_schedule is not { } schedule || Connection is not { } connection)
        {
            return;
        }

        var decided = await parts.Records.GetCadencesAsync(Key.Organization, CancellationToken.None);
        var change = schedule.Plan(parts.Sources.Of(Provider), connection.Regions, decided, stored, Now);
        await parts.Records.SaveAsync(Key.Organization, Key.AccountId, change.Changed, CancellationToken.None);
        if (!change.Removed.IsEmpty)
        {
            await Task.WhenAll(change.RemovedKeys.Select(Cancel));
            await parts.Records.RemoveAsync(Key.Organization, Key.AccountId, change.Removed, CancellationToken.None);
            await parts.Findings.ResolveAsync(
                Key.Organization, [.. change.RemovedKeys.SelectMany(key => FindingDecision.AllOf(key))], Now, CancellationToken.None);
        }

        if (!change.Changed.IsEmpty || !change.Removed.IsEmpty)
        {
            _hasReminders = false;
        }
    }

    private async Task FollowRegions(AccountConnection connection)
    {
        try
        {
            var regions = await parts.TesterOf(Provider).GetRegionsAsync(Key, CancellationToken.None);
            if (!regions.SequenceEqual(connection.Regions) && ReferenceEquals(Connection, connection))
            {
                await Save(_stored! with { Connection = connection with { Regions = regions } });
            }
        }
        catch (SourceReadException failed)
        {
            LogNoRegions(Key, failed.Message);
        }
    }

    private Task Wake(CancellationToken cancellationToken)
    {
        Caller.ActFor(Key.Organization);
        return SweepNow();
    }

    // Whatever ticked: all that is to be done now.
    private async Task SweepNow()
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

    [LoggerMessage(LogLevel.Error, "{Account}: what {Ends} ends of runs change could not be written; it is read again from the records")]
    private partial void LogNotCarried(AccountKey account, int ends, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Account}: its regions could not be read ({Reason}); those known are kept")]
    private partial void LogNoRegions(AccountKey account, string reason);
}
