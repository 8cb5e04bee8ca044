using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Raposa.Accounts;

namespace Raposa.Collection.Scheduling;

/// <summary>
/// The sources of one account: which are due, which are being read, and what each end changes. It starts nothing and saves
/// nothing; its grain does what it says.
/// </summary>
/// <param name="awakeSince">Since when the account is being looked after, this time.</param>
internal sealed class AccountSchedule(AccountKey account, DateTimeOffset awakeSince)
{
    // A reminder may come a moment before its time.
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Missed = TimeSpan.FromMinutes(1);

    private readonly SortedDictionary<string, PlannedCollector[]> _sources = new(StringComparer.Ordinal);

    /// <summary>In the order of source and region.</summary>
    public ImmutableArray<SourceSchedule> Schedules => [.. All.Select(collector => collector.Schedule)];

    /// <summary>The sources, each of which has a reminder.</summary>
    public IReadOnlyCollection<string> Sources => _sources.Keys;

    private IEnumerable<PlannedCollector> All => _sources.Values.SelectMany(collectors => collectors);

    /// <summary>The collectors of a source, in one region or in all that are planned.</summary>
    public ImmutableArray<CollectorKey> Of(string source, string? region) =>
    [
        .. _sources.GetValueOrDefault(source, []).Select(collector => collector.Key).Where(key => region is null || key.Region == region),
    ];

    /// <summary>Null for what is not planned.</summary>
    public SourceSchedule? Find(CollectorKey key) => TryFind(key, out var collector) ? collector.Schedule : null;

    /// <summary>Plans what is to be read, from what was planned before. What is being read goes on being read.</summary>
    /// <param name="sources">What is to be read.</param>
    /// <param name="regions">Where, for a source that is read by region.</param>
    /// <param name="decided">The organization's cadences.</param>
    /// <param name="stored">As loaded; empty to change a plan that is loaded.</param>
    public PlanChange Plan(
        IEnumerable<SourceDefinition> sources, ImmutableArray<string> regions, ImmutableArray<CadenceSetting> decided,
        ImmutableArray<PlannedSource> stored, DateTimeOffset now)
    {
        var before = All.Concat(stored.Select(Loaded)).ToDictionary(collector => collector.Key);
        var changed = ImmutableArray.CreateBuilder<SourceSchedule>();
        _sources.Clear();
        foreach (var source in sources)
        {
            var bounds = CadenceDecision.Bounds(
                source.Cadence, decided.FirstOrDefault(setting => setting.Source == source.Name)?.Period);
            ImmutableArray<string?> places = source.Scope == SourceScope.Account ? [null] : [.. regions.Order(StringComparer.Ordinal)];
            var collectors = places
                .Select(region => new CollectorKey(account.Organization, account.AccountId, source.Name, region))
                .Select(key => before.Remove(key, out var known) ? known : new(key, ScheduleDecision.First(key, bounds, now)))
                .ToArray();
            foreach (var collector in collectors.Where(collector => collector.Bind(bounds, now)))
            {
                changed.Add(collector.Schedule);
            }

            _sources[source.Name] = collectors;
        }

        _sources.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key).ToList().ForEach(name => _sources.Remove(name));
        foreach (var missed in All.Where(collector => stored.Length > 0 && now - collector.Schedule.NextDueAt > Missed))
        {
            missed.CatchUp(now);
        }

        return new(changed.ToImmutable(), [.. before.Values.Select(collector => collector.Schedule)], [.. before.Keys]);
    }

    /// <summary>Ends that nobody told this account of, to be told now.</summary>
    public ImmutableArray<(CollectorKey Key, CollectionRun Run)> TakeUntold()
    {
        var untold = ImmutableArray.CreateBuilder<(CollectorKey, CollectionRun)>();
        foreach (var collector in All.Where(collector => collector.Untold is not null))
        {
            untold.Add((collector.Key, collector.Untold!));
            collector.Untold = null;
        }

        return untold.ToImmutable();
    }

    /// <summary>What is due and not being read. It counts as starting until <see cref="Started"/> or <see cref="NotStarted"/>.</summary>
    public ImmutableArray<(CollectorKey Key, RunTrigger Trigger)> TakeDue(DateTimeOffset now)
    {
        var due = ImmutableArray.CreateBuilder<(CollectorKey, RunTrigger)>();
        foreach (var collectors in _sources.Values)
        {
            foreach (var collector in collectors)
            {
                if (!collector.IsBusy && collector.Schedule.NextDueAt <= now + Early)
                {
                    due.Add((collector.Key, collector.IsCatchUp ? RunTrigger.CatchUp : RunTrigger.Cadence));
                    collector.Begin();
                }
            }
        }

        return due.ToImmutable();
    }

    /// <summary>One that is to be read now, whenever it is due. False while it is being read.</summary>
    public bool TryBegin(CollectorKey key)
    {
        if (!TryFind(key, out var collector) || collector.IsBusy)
        {
            return false;
        }

        collector.Begin();
        return true;
    }

    public void Started(CollectorKey key, CollectionRun run)
    {
        if (TryFind(key, out var collector))
        {
            collector.Started(run);
        }
    }

    /// <summary>It could not be started; it is due again in a minute.</summary>
    public void NotStarted(CollectorKey key, DateTimeOffset now)
    {
        if (TryFind(key, out var collector))
        {
            collector.NotStarted(now);
        }
    }

    /// <summary>What is being read since before a time, so that its collector may be asked whether it still is.</summary>
    public ImmutableArray<CollectorKey> ReadingSince(DateTimeOffset time) =>
        [.. All.Where(collector => collector.RunningSince < time).Select(collector => collector.Key)];

    /// <summary>Null if the end changes nothing: it was told before, or it is of a refresh.</summary>
    public ScheduleChange? Ended(CollectorKey key, CollectionRun run, DateTimeOffset now) =>
        !run.IsInProgress && TryFind(key, out var collector) ? collector.Ended(run, now) : null;

    /// <summary>Those that have become silent.</summary>
    public ImmutableArray<ScheduleChange> TakeSilent(DateTimeOffset now)
    {
        var silent = ImmutableArray.CreateBuilder<ScheduleChange>();
        foreach (var collectors in _sources.Values)
        {
            foreach (var collector in collectors)
            {
                if (collector.Schedule.SilentSince is null
                    && SilenceDecision.IsSilent(collector.Schedule, awakeSince, collector.RunningSince, now))
                {
                    silent.Add(collector.FallSilent(now));
                }
            }
        }

        return silent.ToImmutable();
    }

    /// <summary>The next time that something is due which no reminder ticks at; null if there is none.</summary>
    public DateTimeOffset? NextBesideReminders()
    {
        DateTimeOffset? next = null;
        foreach (var collectors in _sources.Values)
        {
            var reminder = ReminderOf(collectors);
            foreach (var collector in collectors)
            {
                if (!collector.IsBusy && !(collector.Schedule.NextDueAt >= next) && !reminder.IsOn(collector.Schedule.NextDueAt))
                {
                    next = collector.Schedule.NextDueAt;
                }
            }
        }

        return next;
    }

    /// <summary>When the reminder of a source ticks: at the shortest cadence of its regions.</summary>
    public CadenceGrid ReminderOf(string source) => ReminderOf(_sources[source]);

    private static CadenceGrid ReminderOf(PlannedCollector[] collectors)
    {
        var shortest = collectors[0];
        foreach (var collector in collectors)
        {
            shortest = collector.Schedule.Period < shortest.Schedule.Period ? collector : shortest;
        }

        return shortest.Grid;
    }

    private PlannedCollector Loaded(PlannedSource stored) =>
        new(new(account.Organization, account.AccountId, stored.Schedule.Source, stored.Schedule.Region), stored.Schedule, stored);

    private bool TryFind(CollectorKey key, [NotNullWhen(true)] out PlannedCollector? collector)
    {
        collector = Array.Find(_sources.GetValueOrDefault(key.Source, []), each => each.Key.Region == key.Region);
        return collector is not null;
    }
}

/// <summary>What a plan changes: rows to save, and rows that are planned no more.</summary>
internal sealed record PlanChange(
    ImmutableArray<SourceSchedule> Changed, ImmutableArray<SourceSchedule> Removed, ImmutableArray<CollectorKey> RemovedKeys);

/// <summary>A schedule before and after.</summary>
internal sealed record ScheduleChange(CollectorKey Key, SourceSchedule Before, SourceSchedule After);
