using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Findings;

/// <summary>Writes what to look at first. A finding does not change by it.</summary>
internal sealed class PriorityStore(TenantDatabase database)
{
    public async Task<IReadOnlyList<OpenFinding>> GetOpenAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<OpenFinding>(new(
            """
            select finding_id as Id, fingerprint as Fingerprint, kind as Kind, severity as Severity, account_id as AccountId, region as Region, subject as Subject
            from findings.finding where org_id = @org and status = 1
            """,
            new { org = organization.Value },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    /// <summary>Of findings that are open still. Safe to repeat.</summary>
    public async Task SaveAsync(
        OrganizationId organization, ImmutableArray<(Guid Id, FindingPriority Priority)> priorities, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            update findings.finding as finding
            set priority = new.priority, priority_unknowns = new.unknowns, factors = new.factors::jsonb, prioritized_at = @at
            from unnest(@ids, @priorities, @unknowns, @factors) as new (finding_id, priority, unknowns, factors)
            where finding.org_id = @org and finding.finding_id = new.finding_id and finding.status = 1
            """,
            new
            {
                org = organization.Value,
                at = asOf.ToUniversalTime(),
                ids = priorities.Select(one => one.Id).ToArray(),
                priorities = priorities.Select(one => (short)one.Priority.Score).ToArray(),
                unknowns = priorities.Select(one => (short)one.Priority.Unknowns).ToArray(),
                factors = priorities.Select(one => PriorityJson.Write(one.Priority.Factors)).ToArray(),
            },
            cancellationToken: cancellationToken));
    }
}

/// <summary>A finding that is open, as far as analyses ask.</summary>
internal sealed record OpenFinding(Guid Id, string Fingerprint, string Kind, short Severity, string? AccountId, string? Region, string Subject);
