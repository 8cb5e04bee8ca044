using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Incidents;

/// <summary>Incidents and their evidence. Evidence is the truth; what an incident says is computed from it in the same transaction.</summary>
internal sealed class IncidentStore(TenantDatabase database, IOptions<TriageOptions> options)
{
    // What a person reads: the lists of an incident that a thousand addresses attack stay lists.
    private const int MaxListed = 100;

    /// <summary>Writes hits as evidence without an incident yet. What is there already stays as it is.</summary>
    public async Task RecordAsync(
        OrganizationId organization, string actor, ImmutableArray<TimelineEntry> hits, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await RecordAsync(connection, null, organization, actor, hits, cancellationToken);
    }

    /// <summary>Of these hits, those in no incident; and strong ones of the actor that an interrupted call left without one.</summary>
    public async Task<ImmutableArray<TimelineEntry>> FindUnplacedAsync(
        OrganizationId organization, string actor, ImmutableArray<TimelineEntry> hits, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<EvidenceRow>(new(
            $"""
             select {EvidenceRow.Columns} from incidents.evidence
             where org_id = @id and actor = @actor and incident_id is null
               and (severity >= @opens or (rule_id, event_id) in (select * from unnest(@rules, @events)))
             """,
            new { id = organization.Value, actor, opens = (short)options.Value.OpensFrom, rules = Rules(hits), events = Events(hits) },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToEntry())];
    }

    /// <summary>The actor's open incidents near a span of time.</summary>
    public async Task<ImmutableArray<IncidentSpan>> FindOpenAsync(
        OrganizationId organization, string actor, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<(Guid Id, DateTime First, DateTime Last, DateTime OpenedAt)>(new(
            """
            select incident_id, window_first, window_last, opened_at from incidents.incident
            where org_id = @id and actor = @actor and status = 1 and window_last >= @from and window_first <= @to
            """,
            new { id = organization.Value, actor, from = from - options.Value.Window, to = to + options.Value.Window },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new IncidentSpan(row.Id, row.First, row.Last, row.OpenedAt))];
    }

    /// <summary>The incidents that these hits are in.</summary>
    public async Task<ImmutableArray<Guid>> FindIncidentsOfAsync(
        OrganizationId organization, ImmutableArray<TimelineEntry> hits, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var ids = await connection.QueryAsync<Guid>(new(
            """
            select distinct incident_id from incidents.evidence
            where org_id = @id and incident_id is not null and (rule_id, event_id) in (select * from unnest(@rules, @events))
            """,
            new { id = organization.Value, rules = Rules(hits), events = Events(hits) },
            cancellationToken: cancellationToken));
        return [.. ids];
    }

    /// <summary>Opens the incident or adds to it, in one transaction.</summary>
    /// <exception cref="InvalidOperationException">All of the evidence is in other incidents, and there is none to open.</exception>
    public async Task<IncidentChange> AddAsync(
        IncidentKey key, string actor, string displayName, ImmutableArray<TimelineEntry> entries, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RecordAsync(connection, transaction, key.Organization, actor, entries, cancellationToken);
        var opened = await OpenAsync(connection, transaction, key, actor, now, cancellationToken);
        var added = await TakeAsync(connection, transaction, key, entries, cancellationToken);
        if (opened && added == 0)
        {
            throw new InvalidOperationException($"Incident {key.Incident} has nothing to open with: its evidence is in another one.");
        }

        if (added > 0)
        {
            added += await TakeContextAsync(connection, transaction, key, actor, cancellationToken);
            await SummariseAsync(connection, transaction, key, displayName, now, cancellationToken);
        }

        var incident = await FindAsync(connection, transaction, key, cancellationToken)
            ?? throw new InvalidOperationException($"Incident {key.Incident} was just written and is not there.");
        await transaction.CommitAsync(cancellationToken);
        return new(incident, opened, added);
    }

    /// <summary>Moves all evidence of other open incidents here, and leaves their ids as names of this one. Null where this one is not there.</summary>
    /// <param name="displayName">What people call an actor.</param>
    public async Task<IncidentChange?> AbsorbAsync(
        IncidentKey key, ImmutableArray<Guid> others, Func<string, string> displayName, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(connection, transaction, key, cancellationToken) is not { } before)
        {
            return null;
        }

        var parameters = new { id = key.Organization.Value, key.Incident, others = others.ToArray(), now };
        await connection.ExecuteAsync(new(
            """
            select from incidents.incident
            where org_id = @id and incident_id = any(@others || @Incident)
            order by incident_id for update
            """,
            parameters, transaction, cancellationToken: cancellationToken));
        var moved = await connection.ExecuteAsync(new(
            "update incidents.evidence set incident_id = @Incident where org_id = @id and incident_id = any(@others)",
            parameters, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new(
            """
            update incidents.incident
            set status = 2, closed_at = @now, updated_at = @now, hit_count = 0, merged_into = @Incident
            where org_id = @id and (incident_id = any(@others) or merged_into = any(@others))
            """,
            parameters, transaction, cancellationToken: cancellationToken));
        if (moved > 0)
        {
            await TakeContextAsync(connection, transaction, key, before.Actor, cancellationToken);
            await SummariseAsync(connection, transaction, key, displayName(before.Actor), now, cancellationToken);
        }

        var after = await FindAsync(connection, transaction, key, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(after!, WasOpened: false, moved);
    }

    public async Task<Incident?> FindAsync(IncidentKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        return await FindAsync(connection, null, key, cancellationToken);
    }

    /// <summary>Null where there is no such incident.</summary>
    public async Task<Incident?> SetStatusAsync(IncidentKey key, IncidentStatus status, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            update incidents.incident
            set status = @status, updated_at = @now, closed_at = case when @status = 2 then @now end
            where org_id = @id and status <> @status and incident_id = (
              select coalesce(merged_into, incident_id) from incidents.incident where org_id = @id and incident_id = @Incident)
            """,
            new { id = key.Organization.Value, key.Incident, status = (short)status, now },
            cancellationToken: cancellationToken));
        return await FindAsync(connection, null, key, cancellationToken);
    }

    private static async Task<Incident?> FindAsync(
        NpgsqlConnection connection, DbTransaction? transaction, IncidentKey key, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleOrDefaultAsync<IncidentRow>(new(
            $"""
             select {IncidentRow.Columns} from incidents.incident
             where org_id = @id and incident_id = (
               select coalesce(merged_into, incident_id) from incidents.incident where org_id = @id and incident_id = @Incident)
             """,
            new { id = key.Organization.Value, key.Incident }, transaction, cancellationToken: cancellationToken));
        return row?.ToIncident();
    }

    private static Task<int> RecordAsync(
        NpgsqlConnection connection, DbTransaction? transaction, OrganizationId organization, string actor,
        ImmutableArray<TimelineEntry> hits, CancellationToken cancellationToken)
    {
        T[] Each<T>(Func<TimelineEntry, T> field) => [.. hits.Select(field)];

        return connection.ExecuteAsync(new(
            """
            insert into incidents.evidence (
              org_id, actor, rule_id, event_id, at, rule_title, severity, techniques, event_name, event_source, account_id, region,
              source_ip, error_code, summary)
            select @id, @actor, rule_id, event_id, at, rule_title, severity, string_to_array(techniques, ','), event_name,
              event_source, account_id, region, source_ip, error_code, summary
            from unnest(
              @rules::text[], @events::text[], @times::timestamptz[], @titles::text[], @severities::smallint[], @techniques::text[],
              @names::text[], @sources::text[], @accounts::text[], @regions::text[], @ips::text[], @errors::text[], @summaries::text[])
              as hit (rule_id, event_id, at, rule_title, severity, techniques, event_name, event_source, account_id, region,
                source_ip, error_code, summary)
            on conflict (org_id, rule_id, event_id) do nothing
            """,
            new
            {
                id = organization.Value,
                actor,
                rules = Rules(hits),
                events = Events(hits),
                times = Each(hit => hit.At.UtcDateTime),
                titles = Each(hit => hit.RuleTitle),
                severities = Each(hit => (short)hit.Severity),
                techniques = Each(hit => string.Join(',', hit.Techniques)),
                names = Each(hit => hit.EventName),
                sources = Each(hit => hit.EventSource),
                accounts = Each(hit => hit.AccountId),
                regions = Each(hit => hit.Region),
                ips = Each(hit => hit.SourceIp),
                errors = Each(hit => hit.ErrorCode),
                summaries = Each(hit => hit.Summary),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    // The row first and locked, so that what follows happens once at a time even if two grains think they are this one.
    private static async Task<bool> OpenAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IncidentKey key, string actor, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var opened = await connection.ExecuteAsync(new(
            """
            insert into incidents.incident (
              org_id, incident_id, actor, title, severity, status, account_ids, source_ips, techniques,
              first_event_at, last_event_at, window_first, window_last, hit_count, opened_at, updated_at)
            values (@id, @Incident, @actor, '', 1, 1, '{}', '{}', '{}', @now, @now, @now, @now, 0, @now, @now)
            on conflict (org_id, incident_id) do nothing
            """,
            new { id = key.Organization.Value, key.Incident, actor, now }, transaction, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new(
            "select from incidents.incident where org_id = @id and incident_id = @Incident for update",
            new { id = key.Organization.Value, key.Incident }, transaction, cancellationToken: cancellationToken));
        return opened == 1;
    }

    private static Task<int> TakeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IncidentKey key, ImmutableArray<TimelineEntry> entries,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new(
            """
            update incidents.evidence set incident_id = @Incident
            where org_id = @id and incident_id is null and (rule_id, event_id) in (select * from unnest(@rules, @events))
            """,
            new { id = key.Organization.Value, key.Incident, rules = Rules(entries), events = Events(entries) },
            transaction,
            cancellationToken: cancellationToken));

    // What waited, too weak to open an incident, and lies in the window that this one has now.
    private Task<int> TakeContextAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IncidentKey key, string actor, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new(
            """
            with strong as (
              select min(at) as first, max(at) as last from incidents.evidence
              where org_id = @id and incident_id = @Incident and severity >= @opens)
            update incidents.evidence set incident_id = @Incident
            from strong
            where org_id = @id and actor = @actor and incident_id is null and severity < @opens
              and at between strong.first - @Window and strong.last + @Window
            """,
            new { id = key.Organization.Value, key.Incident, actor, opens = (short)options.Value.OpensFrom, options.Value.Window },
            transaction,
            cancellationToken: cancellationToken));

    private async Task SummariseAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IncidentKey key, string displayName, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var rules = await connection.QueryAsync<RuleRow>(new(
            """
            select distinct on (rule_id) rule_id as RuleId, rule_title as Title, severity as Severity, techniques as Techniques, at as FirstAt
            from incidents.evidence
            where org_id = @id and incident_id = @Incident
            order by rule_id, at
            """,
            new { id = key.Organization.Value, key.Incident }, transaction, cancellationToken: cancellationToken));
        var digest = IncidentDigest.Of(displayName, [.. rules.Select(row => row.ToEvidence())], options.Value);
        await connection.ExecuteAsync(new(
            """
            update incidents.incident set
              title = @Title, severity = @severity, techniques = @techniques, updated_at = @now,
              first_event_at = facts.first, last_event_at = facts.last, hit_count = facts.hits,
              window_first = coalesce(facts.window_first, facts.first), window_last = coalesce(facts.window_last, facts.last),
              account_ids = array(
                select distinct account_id from incidents.evidence
                where org_id = @id and incident_id = @Incident and account_id is not null order by account_id limit @MaxListed),
              source_ips = array(
                select distinct source_ip from incidents.evidence
                where org_id = @id and incident_id = @Incident and source_ip is not null order by source_ip limit @MaxListed)
            from (
              select min(at) as first, max(at) as last, count(*) as hits,
                min(at) filter (where severity >= @opens) as window_first, max(at) filter (where severity >= @opens) as window_last
              from incidents.evidence
              where org_id = @id and incident_id = @Incident
            ) as facts
            where org_id = @id and incident_id = @Incident
            """,
            new
            {
                id = key.Organization.Value,
                key.Incident,
                digest.Title,
                severity = (short)digest.Severity,
                techniques = digest.Techniques.ToArray(),
                now,
                opens = (short)options.Value.OpensFrom,
                MaxListed,
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    private static string[] Rules(ImmutableArray<TimelineEntry> hits) => [.. hits.Select(hit => hit.RuleId)];

    private static string[] Events(ImmutableArray<TimelineEntry> hits) => [.. hits.Select(hit => hit.EventId)];

    private sealed record RuleRow
    {
        public required string RuleId { get; init; }

        public required string Title { get; init; }

        public required short Severity { get; init; }

        public required string[] Techniques { get; init; }

        public required DateTime FirstAt { get; init; }

        public RuleEvidence ToEvidence() => new(RuleId, Title, (Severity)Severity, [.. Techniques], FirstAt);
    }
}

/// <summary>An incident after a change, and what the change was.</summary>
internal sealed record IncidentChange(Incident Incident, bool WasOpened, int Added);
