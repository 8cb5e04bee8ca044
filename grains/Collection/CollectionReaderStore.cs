using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>Reads schedules and runs as the role that may only read.</summary>
internal sealed class CollectionReaderStore(TenantDatabase database)
{
    /// <summary>Each planned source with its last full run, and with the newest run if that goes on.</summary>
    public async Task<ImmutableArray<(string AccountId, SourceSchedule Schedule, CollectionRun? Current)>> GetSchedulesAsync(
        OrganizationId organization, SourceQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var arguments = new { id = organization.Value, query.AccountId, query.Source, query.Region };
        const string Wanted =
            """
            schedule.org_id = @id and (@AccountId::text is null or schedule.account_id = @AccountId)
              and (@Source::text is null or schedule.source = @Source) and (@Region::text is null or schedule.region = @Region)
            """;
        var schedules = (await connection.QueryAsync<ScheduleRow>(new(
            $"""
             select {ScheduleRow.Columns} from collection.schedule
             where {Wanted}
             order by account_id, source, region
             """,
            arguments,
            cancellationToken: cancellationToken))).ToList();
        var runs = (await connection.QueryAsync<RunRow>(new(
            $"""
             select {RunRow.Columns}
             from collection.schedule
             cross join lateral (
               (select * from collection.run where org_id = @id and run_id = schedule.last_run_id)
               union all
               (select * from (
                  select * from collection.run
                  where org_id = @id and account_id = schedule.account_id and source = schedule.source and region = schedule.region
                  order by started_at desc limit 1) as newest
                where status = 1)) as run
             where {Wanted}
             """,
            arguments,
            cancellationToken: cancellationToken))).ToLookup(run => (run.AccountId, run.Source, run.Region));
        return
        [
            .. schedules.Select(schedule =>
            {
                var known = runs[(schedule.AccountId, schedule.Source, schedule.Region)].ToList();
                return (
                    schedule.AccountId,
                    schedule.ToSchedule(known.Find(run => run.RunId == schedule.LastRunId)?.ToRun()),
                    known.Find(run => run.Status == (short)RunStatus.InProgress)?.ToRun());
            }),
        ];
    }

    public async Task<RunRecord?> FindRunAsync(OrganizationId organization, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<RunRow>(new(
            $"select {RunRow.Columns} from collection.run where org_id = @org and run_id = @id",
            new { org = organization.Value, id },
            cancellationToken: cancellationToken));
        return row?.ToRecord();
    }

    /// <summary>Newest first; one more than the limit, where there are more.</summary>
    public async Task<ImmutableArray<RunRecord>> ListRunsAsync(
        OrganizationId organization, RunQuery query, TimeCursor? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<RunRow>(new(
            $"""
             select {RunRow.Columns} from collection.run
             where org_id = @org
               and (@AccountId::text is null or account_id = @AccountId)
               and (@Source::text is null or source = @Source)
               and (@Region::text is null or region = @Region)
               and (@status::smallint is null or status = @status)
               and (@trigger::smallint is null or trigger = @trigger)
               and (@at::timestamptz is null or (started_at, run_id) < (@at, @id))
             order by started_at desc, run_id desc
             limit @count
             """,
            new
            {
                org = organization.Value,
                query.AccountId,
                query.Source,
                query.Region,
                status = (short?)query.Status,
                trigger = (short?)query.Trigger,
                at = after?.At,
                id = after?.Id,
                count = limit + 1,
            },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToRecord())];
    }

    public async Task<ImmutableArray<CadenceSetting>> GetCadencesAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<(string Source, int Seconds)>(new(
            "select source, period_seconds from collection.cadence where org_id = @id order by source",
            new { id = organization.Value },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new CadenceSetting(row.Source, TimeSpan.FromSeconds(row.Seconds)))];
    }
}
