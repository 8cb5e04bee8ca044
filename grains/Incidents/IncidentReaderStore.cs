using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Incidents;

/// <summary>Reads incidents as the role that may only read.</summary>
internal sealed class IncidentReaderStore(TenantDatabase database)
{
    /// <summary>The most entries of a timeline that are read; an incident's hit count says how many there are.</summary>
    public const int MaxTimeline = 2_000;

    /// <summary>The incident with its timeline; for the id of one that was merged into another, that other. Where it is longer than what is read, the strongest entries are kept.</summary>
    public async Task<Incident?> FindAsync(OrganizationId organization, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<IncidentRow>(new(
            $"""
             select {IncidentRow.Columns} from incidents.incident
             where org_id = @org and incident_id = (
               select coalesce(merged_into, incident_id) from incidents.incident where org_id = @org and incident_id = @id)
             """,
            new { org = organization.Value, id },
            cancellationToken: cancellationToken));
        if (row is null)
        {
            return null;
        }

        var entries = await connection.QueryAsync<EvidenceRow>(new(
            $"""
             select {EvidenceRow.Columns} from (
               select * from incidents.evidence
               where org_id = @org and incident_id = @id
               order by severity desc, at, rule_id, event_id
               limit @MaxTimeline
             ) as strongest
             order by at, rule_id, event_id
             """,
            new { org = organization.Value, id = row.IncidentId, MaxTimeline },
            cancellationToken: cancellationToken));
        return row.ToIncident() with { Timeline = [.. entries.Select(entry => entry.ToEntry())] };
    }

    /// <summary>One more than the limit, where there are more.</summary>
    public async Task<ImmutableArray<Incident>> ListAsync(
        OrganizationId organization, IncidentQuery query, TimeCursor? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<IncidentRow>(new(
            $"""
             select {IncidentRow.Columns} from incidents.incident
             where org_id = @org and merged_into is null
               and (@status::smallint is null or status = @status)
               and (@severity::smallint is null or severity >= @severity)
               and (@Actor::text is null or actor = @Actor)
               and (@at::timestamptz is null or (last_event_at, incident_id) < (@at, @id))
             order by last_event_at desc, incident_id desc
             limit @count
             """,
            new
            {
                org = organization.Value,
                status = (short?)query.Status,
                severity = (short?)query.MinimumSeverity,
                query.Actor,
                at = after?.At,
                id = after?.Id,
                count = limit + 1,
            },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToIncident())];
    }
}
