using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Raposa.Database;
using Raposa.Inventory.Analysis;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <summary>Which analyses there were.</summary>
internal sealed class AnalysisStore(TenantDatabase database)
{
    /// <summary>When the newest snapshot was closed, however; null where there is none.</summary>
    public async Task<DateTimeOffset?> GetNewestAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        return await connection.ExecuteScalarAsync<DateTime?>(new(
            "select max(closed_at) from inventory.snapshot where org_id = @org", new { org = organization.Value }, cancellationToken: cancellationToken));
    }

    /// <summary>Whether a source that was connected after a time was not read to its end yet, and nothing says why.</summary>
    public async Task<bool> IsAnyFirstRunAwaitedAsync(OrganizationId organization, DateTimeOffset connectedAfter, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new(
            """
            select exists (
              select from collection.schedule
              where org_id = @org and since > @connectedAfter and sealed_at is null and failures = 0 and not is_not_enabled)
            """,
            new { org = organization.Value, connectedAfter = connectedAfter.ToUniversalTime() },
            cancellationToken: cancellationToken));
    }

    public async Task BeginAsync(AnalysisRun run, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(run.Organization, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            insert into inventory.analysis (org_id, analysis_id, as_of, started_at, snapshots, chains, chains_unknown)
            values (@org, @id, @asOf, @startedAt, @snapshots, @chains, @unknown)
            on conflict do nothing
            """,
            new
            {
                org = run.Organization.Value,
                id = run.Id,
                asOf = run.AsOf.ToUniversalTime(),
                startedAt = startedAt.ToUniversalTime(),
                snapshots = run.SnapshotsOf().ToArray(),
                chains = run.Chains.Length,
                unknown = run.UnknownChains,
            },
            cancellationToken: cancellationToken));
    }

    public async Task SaveAsync(
        OrganizationId organization, Guid id, ImmutableArray<AnalysisPart> parts, DateTimeOffset? endedAt, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            "update inventory.analysis set parts = @parts::jsonb, ended_at = @endedAt where org_id = @org and analysis_id = @id",
            new { org = organization.Value, id, parts = JsonSerializer.Serialize(parts), endedAt = endedAt?.ToUniversalTime() },
            cancellationToken: cancellationToken));
    }

    public async Task<ImmutableArray<AnalysisReport>> GetLastAsync(OrganizationId organization, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<Row>(new(
            """
            select analysis_id as Id, as_of as AsOf, started_at as StartedAt, ended_at as EndedAt, chains as Chains,
              chains_unknown as ChainsUnknown, parts::text as Parts
            from inventory.analysis where org_id = @org order by started_at desc, analysis_id desc limit @limit
            """,
            new { org = organization.Value, limit },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToReport())];
    }

    public async Task<int> DeleteAsync(OrganizationId organization, DateTimeOffset horizon, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        return await connection.ExecuteAsync(new(
            "delete from inventory.analysis where org_id = @org and started_at < @horizon",
            new { org = organization.Value, horizon = horizon.ToUniversalTime() },
            cancellationToken: cancellationToken));
    }

    private sealed record Row(
        Guid Id, DateTime AsOf, DateTime StartedAt, DateTime? EndedAt, int Chains, int ChainsUnknown, string Parts)
    {
        public AnalysisReport ToReport() => new()
        {
            Id = Id, AsOf = AsOf, StartedAt = StartedAt, EndedAt = EndedAt, Chains = Chains, ChainsUnknown = ChainsUnknown,
            Parts = JsonSerializer.Deserialize<ImmutableArray<AnalysisPart>>(Parts),
        };
    }
}
