using System.Collections.Concurrent;
using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>Schedules and runs in memory, with the guards of the database: older schedules and ended runs are not overwritten.</summary>
internal sealed class MemoryRecords : ICollectionRecords
{
    private readonly ConcurrentDictionary<CollectorKey, SourceSchedule> _schedules = new();
    private readonly ConcurrentDictionary<CollectorKey, ImmutableList<CollectionRun>> _runs = new();
    private readonly ConcurrentDictionary<(OrganizationId, string), TimeSpan> _cadences = new();

    /// <summary>Every run of a collector, in the order in which they began.</summary>
    public ImmutableList<CollectionRun> RunsOf(CollectorKey key) => _runs.GetValueOrDefault(key, []);

    public SourceSchedule ScheduleOf(CollectorKey key) => _schedules[key];

    public IEnumerable<CollectorKey> Planned => _schedules.Keys;

    public Task<ImmutableArray<PlannedSource>> LoadAsync(
        OrganizationId organization, string accountId, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<PlannedSource>>(
        [
            .. from pair in _schedules
               where pair.Key.Organization == organization && pair.Key.AccountId == accountId
               let runs = RunsOf(pair.Key)
               let known = pair.Value.LastRun
               select new PlannedSource(
                   pair.Value,
                   runs.FindLast(run => !run.IsInProgress && run.IsFull && !(run.StartedAt <= known?.StartedAt)),
                   runs is [.., { IsInProgress: true } newest] ? newest : null),
        ]);

    public Task SaveAsync(
        OrganizationId organization, string accountId, ImmutableArray<SourceSchedule> schedules, CancellationToken cancellationToken)
    {
        foreach (var schedule in schedules)
        {
            _schedules.AddOrUpdate(
                new(organization, accountId, schedule.Source, schedule.Region),
                schedule,
                (_, stored) => stored.Revision < schedule.Revision ? schedule : stored);
        }

        return Task.CompletedTask;
    }

    public Task RemoveAsync(
        OrganizationId organization, string accountId, ImmutableArray<SourceSchedule> schedules, DateTimeOffset leftAt, CancellationToken cancellationToken)
    {
        foreach (var schedule in schedules)
        {
            _schedules.TryRemove(new(organization, accountId, schedule.Source, schedule.Region), out _);
        }

        return Task.CompletedTask;
    }

    public Task SaveRunAsync(CollectorKey key, CollectionRun run, CancellationToken cancellationToken)
    {
        _runs.AddOrUpdate(key, [run], (_, runs) => runs.FindLastIndex(each => each.Id == run.Id) switch
        {
            -1 => runs.Add(run),
            var at => runs[at].IsInProgress ? runs.SetItem(at, run) : runs,
        });
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<CadenceSetting>> GetCadencesAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<CadenceSetting>>(
        [
            .. _cadences.Where(pair => pair.Key.Item1 == organization).Select(pair => new CadenceSetting(pair.Key.Item2, pair.Value)),
        ]);

    public Task SaveCadenceAsync(OrganizationId organization, string source, TimeSpan? period, CancellationToken cancellationToken)
    {
        if (period is { } decided)
        {
            _cadences[(organization, source)] = decided;
        }
        else
        {
            _cadences.TryRemove((organization, source), out _);
        }

        return Task.CompletedTask;
    }
}
