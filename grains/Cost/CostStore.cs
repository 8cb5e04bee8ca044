using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Cost;

/// <summary>Writes anomalies.</summary>
internal sealed class CostStore(TenantDatabase database)
{
    /// <summary>Those of an account take the place of the ones before: a bill is corrected, and what was unusual may not be any more.</summary>
    /// <returns>The names of those that are gone, service and first day.</returns>
    public async Task<ImmutableArray<(string Service, DateOnly FirstDay)>> ReplaceAsync(
        OrganizationId organization, string accountId, DateOnly from, ImmutableArray<CostAnomaly> anomalies, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var anomaly in anomalies)
        {
            await using var save = connection.Command(
                """
                insert into cost.anomaly (org_id, anomaly_id, account_id, service, first_day, last_day, actual, expected, currency, days, drivers,
                  causes, unknown, snapshots, analysis_id, as_of, first_seen_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                on conflict on constraint anomaly_name do update set
                  last_day = excluded.last_day, actual = excluded.actual, expected = excluded.expected, days = excluded.days,
                  drivers = excluded.drivers, causes = excluded.causes, unknown = excluded.unknown, snapshots = excluded.snapshots,
                  analysis_id = excluded.analysis_id, as_of = excluded.as_of
                """,
                organization.Value, anomaly.Id, anomaly.AccountId, anomaly.Service, Day(anomaly.Days[0]), Day(anomaly.Days[^1]),
                anomaly.Days.Sum(day => day.Actual), anomaly.Days.Sum(day => day.Expected), anomaly.Currency,
                Json(anomaly.Days), Json(anomaly.Drivers), Json(anomaly.Causes), anomaly.Unknown.ToArray(), anomaly.Snapshots.ToArray(),
                anomaly.AnalysisId, anomaly.AsOf.ToUniversalTime(), anomaly.FirstSeenAt.ToUniversalTime());
            await save.ExecuteNonQueryAsync(cancellationToken);
        }

        var gone = ImmutableArray.CreateBuilder<(string, DateOnly)>();
        await using (var forget = connection.Command(
            """
            delete from cost.anomaly as a
            where a.org_id = $1 and a.account_id = $2 and a.first_day >= $3
              and not exists (select from unnest($4::text[], $5::date[]) as kept (service, first_day) where kept.service = a.service and kept.first_day = a.first_day)
            returning a.service, a.first_day
            """,
            organization.Value, accountId, from, anomalies.Select(one => one.Service).ToArray(), anomalies.Select(one => Day(one.Days[0])).ToArray()))
        {
            await using var reader = await forget.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                gone.Add((reader.GetString(0), reader.GetFieldValue<DateOnly>(1)));
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return gone.ToImmutable();
    }

    private static DateOnly Day(CostDeviation day) => DateOnly.FromDateTime(day.Day.UtcDateTime);

    private static NpgsqlParameter Json<T>(ImmutableArray<T> items) => new() { Value = JsonSerializer.Serialize(items), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
