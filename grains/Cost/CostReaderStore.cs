using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Cost;

/// <summary>Costs and anomalies under the reader's role.</summary>
internal sealed class CostReaderStore(TenantDatabase database)
{
    private const string Columns =
        """
        anomaly_id as Id, account_id as AccountId, service as Service, currency as Currency, days::text as Days, drivers::text as Drivers,
        causes::text as Causes, to_jsonb(unknown)::text as Unknown, to_jsonb(snapshots)::text as Snapshots, analysis_id as AnalysisId, as_of as AsOf, first_seen_at as FirstSeenAt
        """;

    /// <summary>The sums of each day, as the newest sealed snapshots by a time have them.</summary>
    /// <param name="source">The source that has costs in the wanted groups.</param>
    /// <param name="name">Which of a document's keys names the group, in SQL.</param>
    public async Task<ImmutableArray<CostOfDay>> GetDailyAsync(
        OrganizationId organization, CostQuery query, string source, string name, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<DayRow>(new(
            $"""
             select (d.columns->>'day')::timestamptz as Day, {name} as Name, sum((d.columns->>'cost')::numeric) as Cost,
               min(d.columns->>'currency') as Currency, not bool_or(coalesce((d.columns->>'is_estimated')::boolean, false)) as IsFinal
             from inventory.chain as c
             cross join lateral (
               select s.sequence from inventory.snapshot as s
               where s.org_id = c.org_id and s.chain_id = c.chain_id and s.status = 2 and s.closed_at <= @asOf
               order by s.closed_at desc, s.sequence desc limit 1) as newest
             join inventory.observation as o on o.org_id = c.org_id and o.chain_id = c.chain_id
               and o.first_seq <= newest.sequence and o.last_seq >= newest.sequence
             join inventory.document as d on d.org_id = o.org_id and d.source = c.source and d.sha256 = o.sha256
             where c.org_id = @org and c.source = @source and (@AccountId::text is null or c.account_id = @AccountId)
               and (d.columns->>'day')::timestamptz >= @from and (d.columns->>'day')::timestamptz < @to
             group by 1, 2
             order by 1, 3 desc, 2
             """,
            new
            {
                org = organization.Value, source, query.AccountId, asOf = asOf.ToUniversalTime(),
                from = query.From.ToUniversalTime(), to = query.To.ToUniversalTime(),
            },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new CostOfDay(row.Day, row.Name, row.Cost, row.Currency, row.IsFinal))];
    }

    public async Task<ImmutableArray<CostAnomaly>> GetAnomaliesAsync(
        OrganizationId organization, string? accountId, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<AnomalyRow>(new(
            $"""
             select {Columns} from cost.anomaly
             where org_id = @org and (@accountId::text is null or account_id = @accountId)
             order by abs(actual - expected) desc, first_day desc, anomaly_id limit @limit
             """,
            new { org = organization.Value, accountId, limit },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToAnomaly())];
    }

    public async Task<CostAnomaly?> FindAsync(OrganizationId organization, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<AnomalyRow>(new(
            $"select {Columns} from cost.anomaly where org_id = @org and anomaly_id = @id", new { org = organization.Value, id },
            cancellationToken: cancellationToken));
        return row?.ToAnomaly();
    }

    private sealed record DayRow(DateTime Day, string Name, decimal Cost, string Currency, bool IsFinal);

    private sealed record AnomalyRow(
        Guid Id, string AccountId, string Service, string Currency, string Days, string Drivers, string Causes, string Unknown,
        string Snapshots, Guid AnalysisId, DateTime AsOf, DateTime FirstSeenAt)
    {
        public CostAnomaly ToAnomaly() => new()
        {
            Id = Id, AccountId = AccountId, Service = Service, Currency = Currency, Days = Read<CostDeviation>(Days), Drivers = Read<CostDriver>(Drivers),
            Causes = Read<CostCause>(Causes), Unknown = Read<string>(Unknown), Snapshots = Read<Guid>(Snapshots), AnalysisId = AnalysisId, AsOf = AsOf, FirstSeenAt = FirstSeenAt,
        };

        private static ImmutableArray<T> Read<T>(string json) => JsonSerializer.Deserialize<ImmutableArray<T>>(json);
    }
}
