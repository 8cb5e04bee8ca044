using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Findings;

/// <summary>Reads findings as the role that may only read.</summary>
internal sealed class FindingReaderStore(TenantDatabase database)
{
    /// <summary>The finding with its history, oldest step first.</summary>
    public async Task<Finding?> FindAsync(OrganizationId organization, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var key = new { org = organization.Value, id };
        var row = await connection.QuerySingleOrDefaultAsync<FindingRow>(new(
            $"select {FindingRow.Columns} from findings.finding where org_id = @org and finding_id = @id",
            key,
            cancellationToken: cancellationToken));
        if (row is null)
        {
            return null;
        }

        var changes = await connection.QueryAsync<FindingChangeRow>(new(
            """
            select at as At, change as Change, severity as Severity, title as Title, evidence::text as Evidence
            from findings.finding_change
            where org_id = @org and finding_id = @id
            order by change_id
            """,
            key,
            cancellationToken: cancellationToken));
        return row.ToFinding() with { History = [.. changes.Select(change => change.ToChange())] };
    }

    /// <summary>Latest change first; one more than the limit, where there are more.</summary>
    public async Task<ImmutableArray<Finding>> ListAsync(
        OrganizationId organization, FindingQuery query, TimeCursor? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<FindingRow>(new(
            $"""
             select {FindingRow.Columns} from findings.finding
             where org_id = @org
               and (@status::smallint is null or status = @status)
               and (@severity::smallint is null or severity >= @severity)
               and (@Kind::text is null or kind = @Kind or starts_with(kind, @Kind || '.'))
               and (@AccountId::text is null or account_id = @AccountId)
               and (@at::timestamptz is null or (changed_at, finding_id) < (@at, @id))
             order by changed_at desc, finding_id desc
             limit @count
             """,
            new
            {
                org = organization.Value,
                status = (short?)query.Status,
                severity = (short?)query.MinimumSeverity,
                query.Kind,
                query.AccountId,
                at = after?.At,
                id = after?.Id,
                count = limit + 1,
            },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToFinding())];
    }
}
