using Dapper;
using Raposa.Database;

namespace Raposa.Findings;

/// <summary>Writes suppressions, each with its step in the finding's history in one statement.</summary>
internal sealed class SuppressionStore(TenantDatabase database)
{
    /// <returns>False if there is no such finding.</returns>
    public async Task<bool> SuppressAsync(
        FindingKey key, string reason, DateTimeOffset until, Guid author, string authorName, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new(
            """
            with suppressed as (
              update findings.finding set suppressed_at = @at, suppressed_until = @until, suppressed_severity = severity, suppressed_by = @author,
                suppressed_by_name = @authorName, suppression_reason = @reason, changed_at = greatest(changed_at, @at)
              where org_id = @org and finding_id = @id
              returning *
            ),
            history as (
              insert into findings.finding_change (org_id, finding_id, at, change, severity, title, evidence, author, author_name, note, until)
              select org_id, finding_id, @at, 6, severity, title, evidence, @author, @authorName, @reason, @until from suppressed
            )
            select count(*) from suppressed
            """,
            new { org = key.Organization.Value, id = key.FindingId, reason, until, author, authorName, at },
            cancellationToken: cancellationToken)) > 0;
    }

    /// <summary>Of one that is not suppressed then nothing changes.</summary>
    public async Task LiftAsync(FindingKey key, Guid author, string authorName, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            with lifted as (
              update findings.finding set suppressed_at = null, suppressed_until = null, suppressed_severity = null, suppressed_by = null,
                suppressed_by_name = null, suppression_reason = null, changed_at = greatest(changed_at, @at)
              where org_id = @org and finding_id = @id and suppressed_until > @at
              returning *
            )
            insert into findings.finding_change (org_id, finding_id, at, change, severity, title, evidence, author, author_name)
            select org_id, finding_id, @at, 7, severity, title, evidence, @author, @authorName from lifted
            """,
            new { org = key.Organization.Value, id = key.FindingId, author, authorName, at },
            cancellationToken: cancellationToken));
    }
}
