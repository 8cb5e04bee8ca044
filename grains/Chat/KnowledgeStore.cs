using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>Whether anything that questions are answered from has changed: one small query, instead of reading it all again.</summary>
internal sealed class KnowledgeStore(TenantDatabase database)
{
    /// <summary>The same as long as nothing was collected, found or worked out.</summary>
    public async Task<KnowledgeMark> GetMarkAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var batch = await database.BeginReaderBatchAsync(organization, cancellationToken);
        batch.Add(
            """
            select
              f.changed_at as FindingAt,
              (select count(*) from findings.finding as same where same.org_id = $1 and same.changed_at = f.changed_at) as FindingsThen,
              i.updated_at as IncidentAt,
              (select count(*) from incidents.incident as same where same.org_id = $1 and same.updated_at = i.updated_at) as IncidentsThen,
              (select max(whole.started_at) from (
                select started_at, parts from inventory.analysis where org_id = $1 order by started_at desc limit 3) as whole
                where whole.parts @> '[{"Name":"priority"}]') as WorkedOutAt,
              (select max(closed_at) from inventory.snapshot where org_id = $1) as SnapshotAt,
              a.started_at as AnalysisAt, coalesce(jsonb_array_length(a.parts), 0)::bigint as AnalysisParts
            from (select) as one
            left join lateral (select changed_at from findings.finding where org_id = $1 order by changed_at desc limit 1) as f on true
            left join lateral (select updated_at from incidents.incident where org_id = $1 order by updated_at desc limit 1) as i on true
            left join lateral (select started_at, parts from inventory.analysis where org_id = $1 order by started_at desc limit 1) as a on true
            """,
            organization.Value);
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ReadAsync(cancellationToken);
        var row = reader.Parse<Row>().Single();
        return new(new(row.FindingAt, row.FindingsThen, row.IncidentAt, row.IncidentsThen, row.WorkedOutAt), row.SnapshotAt, row.AnalysisAt, row.AnalysisParts);
    }

    private sealed record Row(
        DateTime? FindingAt, long FindingsThen, DateTime? IncidentAt, long IncidentsThen, DateTime? WorkedOutAt, DateTime? SnapshotAt, DateTime? AnalysisAt,
        long AnalysisParts);
}

/// <summary>
/// Of findings and incidents, which are embedded: the time of the newest change, and how many have it. Of resources and coverage: the newest
/// analysis that has come so far that all they are made from is written.
/// </summary>
internal readonly record struct PassagesMark(DateTime? FindingAt, long FindingsThen, DateTime? IncidentAt, long IncidentsThen, DateTime? WorkedOutAt);

/// <summary>Of all that there is to know; what is worked out is written part by part.</summary>
internal readonly record struct KnowledgeMark(PassagesMark Passages, DateTime? SnapshotAt, DateTime? AnalysisAt, long AnalysisParts);
