using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Findings;

/// <summary>Reads findings as the role that may only read.</summary>
internal sealed class FindingReaderStore(TenantDatabase database)
{
    private const string Wanted =
        """
        org_id = @org
          and (@status::smallint is null or status = @status)
          and (@severity::smallint is null or severity >= @severity)
          and (@Kind::text is null or kind = @Kind or starts_with(kind, @Kind || '.'))
          and (@AccountId::text is null or account_id = @AccountId)
          and (@Subject::text is null or subject = @Subject)
          and (@severest::smallint is null or severity <= @severest)
          and (@MinimumPriority::int is null or priority >= @MinimumPriority)
          and (@MaximumPriority::int is null or priority <= @MaximumPriority)
        """;

    /// <summary>The finding with its history, oldest step first.</summary>
    public async Task<Finding?> FindAsync(OrganizationId organization, Guid id, DateTimeOffset now, CancellationToken cancellationToken)
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
            $"""
             select {FindingChangeRow.Columns}
             from findings.finding_change
             where org_id = @org and finding_id = @id
             order by change_id
             """,
            key,
            cancellationToken: cancellationToken));
        return row.ToFinding(now) with { History = [.. changes.Select(change => change.ToChange())] };
    }

    /// <summary>In the order that is asked for, each with its place in it; one more than the limit, where there are more.</summary>
    public async Task<ImmutableArray<(Finding Finding, string Cursor)>> ListAsync(
        OrganizationId organization, FindingQuery query, DateTimeOffset now, PriorityCursor? after, int limit, CancellationToken cancellationToken)
    {
        var (place, last) = query.Order switch
        {
            FindingOrder.Priority => ("(priority_rank, changed_at, finding_id)", "(@rank, @at, @id)"),
            FindingOrder.Id => ("(finding_id)", "(@id)"),
            _ => ("(changed_at, finding_id)", "(@at, @id)"),
        };
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<FindingRow>(new(
            $"""
             select {FindingRow.Columns} from findings.finding
             where {Wanted}
               and (@suppressed::boolean is null or {FindingRow.IsSuppressed} = @suppressed)
               {(after is null ? "" : $"and {place} < {last}")}
             order by {string.Join(", ", place.Trim('(', ')').Split(", ").Select(column => $"{column} desc"))}
             limit @count
             """,
            Arguments(organization, query, now, after, limit + 1),
            cancellationToken: cancellationToken));
        return
        [
            .. rows.Select(row => (
                row.ToFinding(now),
                query.Order == FindingOrder.Priority
                    ? new PriorityCursor(row.PriorityRank, new(row.ChangedAt, row.FindingId)).ToString()
                    : new TimeCursor(row.ChangedAt, row.FindingId).ToString())),
        ];
    }

    /// <summary>All that fit the conditions, whether suppressed or not, and how many of them are.</summary>
    public async Task<FindingCounts> CountAsync(OrganizationId organization, FindingQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var (matching, suppressed) = await connection.QuerySingleAsync<(long, long)>(new(
            $"select count(*), count(*) filter (where {FindingRow.IsSuppressed}) from findings.finding where {Wanted}",
            Arguments(organization, query, now, null, 0),
            cancellationToken: cancellationToken));
        return new((int)matching, (int)suppressed);
    }

    /// <summary>Open findings, counted by what a summary tells.</summary>
    public async Task<IReadOnlyList<OpenCount>> CountOpenAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<OpenCount>(new(
            $"""
             select severity as Severity, priority as Priority, split_part(kind, '.', 1) as Kind, priority_unknowns > 0 as IsUnknown,
               {FindingRow.IsSuppressed} as IsSuppressed, count(*)::int as Findings, max(prioritized_at) as PrioritizedAt
             from findings.finding where org_id = @org and status = 1
             group by 1, 2, 3, 4, 5
             """,
            new { org = organization.Value, now },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    private static object Arguments(OrganizationId organization, FindingQuery query, DateTimeOffset now, PriorityCursor? after, int count) => new
    {
        org = organization.Value,
        now = now.ToUniversalTime(),
        status = (short?)query.Status,
        severity = (short?)query.MinimumSeverity,
        query.Kind,
        query.AccountId,
        query.Subject,
        severest = (short?)query.MaximumSeverity,
        query.MinimumPriority,
        query.MaximumPriority,
        suppressed = query.Suppressed switch
        {
            SuppressedFindings.Exclude => false,
            SuppressedFindings.Only => (bool?)true,
            _ => null,
        },
        rank = (short?)after?.Rank,
        at = after?.Row.At,
        id = after?.Row.Id,
        count,
    };
}

/// <summary>So many open findings that a summary does not tell apart.</summary>
internal sealed record OpenCount(
    short Severity, short Priority, string Kind, bool IsUnknown, bool IsSuppressed, int Findings, DateTime? PrioritizedAt);
