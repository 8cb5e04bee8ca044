using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>Schedules and runs in PostgreSQL.</summary>
internal sealed class CollectionStore(TenantDatabase database) : ICollectionRecords
{
    public async Task<ImmutableArray<PlannedSource>> LoadAsync(
        OrganizationId organization, string accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var arguments = new { id = organization.Value, accountId };
        var schedules = (await connection.QueryAsync<ScheduleRow>(new(
            $"select {ScheduleRow.Columns} from collection.schedule where org_id = @id and account_id = @accountId",
            arguments,
            cancellationToken: cancellationToken))).ToList();

        // Of each collector: the run that its schedule knows, the newest that ended after it, the newest of all if it goes on.
        var runs = (await connection.QueryAsync<RunRow>(new(
            $"""
             select {RunRow.Columns}
             from collection.schedule
             cross join lateral (
               (select * from collection.run
                where org_id = @id and run_id = schedule.last_run_id)
               union all
               (select * from collection.run
                where org_id = @id and account_id = @accountId and source = schedule.source and region = schedule.region
                  and status <> 1 and cardinality(only_keys) = 0 and started_at > coalesce(schedule.last_run_at, '-infinity')
                order by started_at desc limit 1)
               union all
               (select * from (
                  select * from collection.run
                  where org_id = @id and account_id = @accountId and source = schedule.source and region = schedule.region
                  order by started_at desc limit 1) as newest
                where status = 1)) as run
             where schedule.org_id = @id and schedule.account_id = @accountId
             """,
            arguments,
            cancellationToken: cancellationToken))).ToLookup(run => (run.Source, run.Region));
        return [.. schedules.Select(schedule => Planned(schedule, [.. runs[(schedule.Source, schedule.Region)]]))];
    }

    public async Task SaveAsync(
        OrganizationId organization, string accountId, ImmutableArray<SourceSchedule> schedules, CancellationToken cancellationToken)
    {
        if (schedules.IsEmpty)
        {
            return;
        }

        T[] Each<T>(Func<SourceSchedule, T> field) => [.. schedules.Select(field)];

        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            insert into collection.schedule (
              org_id, account_id, source, region, since, period_seconds, next_due_at, last_run_id, last_run_at, heard_at, sealed_at,
              failures, quiet_runs, circuit, silent_since, empty_since, has_returned, is_not_enabled, revision)
            select @id, @accountId, row.*
            from unnest(
              @sources::text[], @regions::text[], @since::timestamptz[], @periods::int[], @due::timestamptz[], @runs::uuid[],
              @runTimes::timestamptz[], @heard::timestamptz[], @sealedTimes::timestamptz[], @failures::int[], @quiet::int[],
              @circuits::smallint[], @silent::timestamptz[], @empty::timestamptz[], @returned::boolean[], @notEnabled::boolean[],
              @revisions::bigint[]) as row
            on conflict (org_id, account_id, source, region) do update set
              period_seconds = excluded.period_seconds, next_due_at = excluded.next_due_at, last_run_id = excluded.last_run_id,
              last_run_at = excluded.last_run_at, heard_at = excluded.heard_at, sealed_at = excluded.sealed_at,
              failures = excluded.failures, quiet_runs = excluded.quiet_runs, circuit = excluded.circuit,
              silent_since = excluded.silent_since, empty_since = excluded.empty_since, has_returned = excluded.has_returned,
              is_not_enabled = excluded.is_not_enabled, revision = excluded.revision
            where schedule.revision < excluded.revision
            """,
            new
            {
                id = organization.Value,
                accountId,
                sources = Each(schedule => schedule.Source),
                regions = Each(schedule => schedule.Region ?? ""),
                since = Each(schedule => schedule.Since.UtcDateTime),
                periods = Each(schedule => (int)schedule.Period.TotalSeconds),
                due = Each(schedule => schedule.NextDueAt.UtcDateTime),
                runs = Each(schedule => schedule.LastRun?.Id),
                runTimes = Each(schedule => schedule.LastRun?.StartedAt.UtcDateTime),
                heard = Each(schedule => schedule.HeardAt?.UtcDateTime),
                sealedTimes = Each(schedule => schedule.SealedAt?.UtcDateTime),
                failures = Each(schedule => schedule.Failures),
                quiet = Each(schedule => schedule.QuietRuns),
                circuits = Each(schedule => (short)schedule.Circuit),
                silent = Each(schedule => schedule.SilentSince?.UtcDateTime),
                empty = Each(schedule => schedule.EmptySince?.UtcDateTime),
                returned = Each(schedule => schedule.HasReturned),
                notEnabled = Each(schedule => schedule.IsNotEnabled),
                revisions = Each(schedule => schedule.Revision),
            },
            cancellationToken: cancellationToken));
    }

    public async Task RemoveAsync(
        OrganizationId organization, string accountId, ImmutableArray<SourceSchedule> schedules, DateTimeOffset leftAt, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            with removed as (
              delete from collection.schedule
              where org_id = @id and account_id = @accountId
                and (source, region) in (select * from unnest(@sources::text[], @regions::text[]))
              returning source, region
            )
            insert into collection.left_source (org_id, account_id, source, region, left_at)
            select @id, @accountId, source, region, @leftAt from removed
            on conflict do nothing
            """,
            new
            {
                id = organization.Value,
                accountId,
                leftAt = leftAt.ToUniversalTime(),
                sources = schedules.Select(schedule => schedule.Source).ToArray(),
                regions = schedules.Select(schedule => schedule.Region ?? "").ToArray(),
            },
            cancellationToken: cancellationToken));
    }

    public async Task SaveRunAsync(CollectorKey key, CollectionRun run, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            insert into collection.run (
              org_id, run_id, account_id, source, region, status, trigger, started_at, finished_at, pages, resources, expected, calls,
              throttled, attempt, retry_at, failure_kind, failure_operation, failure_code, failure_message, gaps, added, changed,
              removed, only_keys)
            values (
              @id, @RunId, @AccountId, @Source, @region, @status, @trigger, @StartedAt, @FinishedAt, @Pages, @Resources, @Expected, @Calls,
              @Throttled, @Attempt, @RetryAt, @kind, @Operation, @Code, @Message, @gaps::jsonb, @Added, @Changed,
              @Removed, @only)
            on conflict (org_id, run_id) do update set
              status = excluded.status, finished_at = excluded.finished_at, pages = excluded.pages, resources = excluded.resources,
              expected = excluded.expected, calls = excluded.calls, throttled = excluded.throttled, attempt = excluded.attempt,
              retry_at = excluded.retry_at, failure_kind = excluded.failure_kind, failure_operation = excluded.failure_operation,
              failure_code = excluded.failure_code, failure_message = excluded.failure_message, gaps = excluded.gaps,
              added = excluded.added, changed = excluded.changed, removed = excluded.removed
            where run.status = 1
            """,
            RunRow.Of(key, run),
            cancellationToken: cancellationToken));
    }

    public async Task<ImmutableArray<CadenceSetting>> GetCadencesAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<(string Source, int Seconds)>(new(
            "select source, period_seconds from collection.cadence where org_id = @id order by source",
            new { id = organization.Value },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new CadenceSetting(row.Source, TimeSpan.FromSeconds(row.Seconds)))];
    }

    public async Task SaveCadenceAsync(
        OrganizationId organization, string source, TimeSpan? period, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            period is null
                ? "delete from collection.cadence where org_id = @id and source = @source"
                : """
                  insert into collection.cadence (org_id, source, period_seconds) values (@id, @source, @seconds)
                  on conflict (org_id, source) do update set period_seconds = excluded.period_seconds
                  """,
            new { id = organization.Value, source, seconds = (int)(period ?? TimeSpan.Zero).TotalSeconds },
            cancellationToken: cancellationToken));
    }

    /// <summary>Accounts that have something due for longer than it should be.</summary>
    public async Task<ImmutableArray<string>> GetOverdueAccountsAsync(
        OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var accounts = await connection.QueryAsync<string>(new(
            """
            select distinct account_id from collection.schedule
            where org_id = @id and next_due_at < @now - interval '1 minute'
            order by account_id
            """,
            new { id = organization.Value, now },
            cancellationToken: cancellationToken));
        return [.. accounts];
    }

    /// <summary>Forgets runs that ended before a time, but of each collector the newest full one: its schedule is computed from it.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DeleteRunsAsync(OrganizationId organization, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        return await connection.ExecuteAsync(new(
            """
            delete from collection.run as old
            where org_id = @id and finished_at < @before
              and (cardinality(only_keys) > 0 or exists (
                select from collection.run as newer
                where newer.org_id = @id and newer.account_id = old.account_id and newer.source = old.source
                  and newer.region = old.region and newer.status <> 1 and cardinality(newer.only_keys) = 0
                  and newer.started_at > old.started_at))
            """,
            new { id = organization.Value, before },
            cancellationToken: cancellationToken));
    }

    private static PlannedSource Planned(ScheduleRow row, RunRow[] runs)
    {
        var last = runs.FirstOrDefault(run => run.RunId == row.LastRunId)?.ToRun();
        var others = runs.Where(run => run.RunId != row.LastRunId).Select(run => run.ToRun()).ToList();
        return new(
            row.ToSchedule(last),
            others.Find(run => !run.IsInProgress),
            others.Find(run => run.IsInProgress));
    }
}
