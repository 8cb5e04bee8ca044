using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Raposa.Collection.Scheduling;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <inheritdoc cref="ICollectionReaderGrain"/>
[StatelessWorker]
internal sealed class CollectionReaderGrain(CollectionReaderStore store, ISourceList sources, TimeProvider time)
    : Grain, ICollectionReaderGrain
{
    private const int MaxLimit = 200;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public async Task<ImmutableArray<SourceStatus>> GetSources(SourceQuery query)
    {
        var now = time.GetUtcNow();
        var decided = await store.GetCadencesAsync(Organization, CancellationToken.None);
        var schedules = await store.GetSchedulesAsync(Organization, query, CancellationToken.None);
        return
        [
            .. from planned in schedules
               let source = sources.Find(planned.Schedule.Source)
               where source is not null
               let status = StatusOf(planned.AccountId, source, planned.Schedule, planned.Current, decided, now)
               where query.State is null || status.State == query.State
               select status,
        ];
    }

    public async Task<RunPageAnswer> GetRuns(RunQuery query)
    {
        var after = query.Cursor is null
            ? null
            : TimeCursor.TryParse(query.Cursor) ?? throw new ArgumentException($"'{query.Cursor}' is not a page's next.", nameof(query));
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        var found = await store.ListRunsAsync(Organization, query, after, limit, CancellationToken.None);
        return found.Length <= limit
            ? new(found, null)
            : new(found[..limit], new TimeCursor(found[limit - 1].Run.StartedAt, found[limit - 1].Run.Id).ToString());
    }

    public Task<RunRecord?> GetRun(Guid id) => store.FindRunAsync(Organization, id, CancellationToken.None);

    public Task<ImmutableArray<CadenceSetting>> GetCadences() => store.GetCadencesAsync(Organization, CancellationToken.None);

    private static SourceStatus StatusOf(
        string accountId, SourceDefinition source, SourceSchedule schedule, CollectionRun? current,
        ImmutableArray<CadenceSetting> decided, DateTimeOffset now)
    {
        var bounds = CadenceDecision.Bounds(
            source.Cadence, decided.FirstOrDefault(setting => setting.Source == source.Name)?.Period);
        return new()
        {
            AccountId = accountId,
            Provider = source.Provider,
            Source = source.Name,
            Region = schedule.Region,
            Description = source.Description,
            State = SourceHealth.Of(schedule, current is not null, now),
            Schedule = schedule,
            Current = current,
            Fastest = bounds.Fastest,
            Usual = bounds.Usual,
            Slowest = bounds.Slowest,
            Failure = schedule.LastRun?.Failure,
        };
    }
}
