using Npgsql;
using NpgsqlTypes;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Reconciliation;

/// <summary>Writes a run's own row and its shares, once its verdicts stand.</summary>
internal static class RunStore
{
    public const string Columns =
        """
        run_id, as_of, live, matched, unprotected, unknown, idle,
        records, records_matched, records_unprotected, records_stale, records_out_of_scope, records_unknown, chains::text
        """;

    public static ReconciliationSummary Read(NpgsqlDataReader reader) => new()
    {
        RunId = reader.GetGuid(0),
        AsOf = reader.GetFieldValue<DateTimeOffset>(1),
        Live = reader.GetInt32(2),
        Matched = reader.GetInt32(3),
        Unprotected = reader.GetInt32(4),
        Unknown = reader.GetInt32(5),
        Idle = reader.GetInt32(6),
        Records = reader.GetInt32(7),
        RecordsMatched = reader.GetInt32(8),
        RecordsUnprotected = reader.GetInt32(9),
        RecordsStale = reader.GetInt32(10),
        RecordsOutOfScope = reader.GetInt32(11),
        RecordsUnknown = reader.GetInt32(12),
        Chains = [.. ChainsJson.Read(reader.GetString(13))],
    };

    public static void AddTo(NpgsqlBatch batch, OrganizationId organization, DecidedRun run)
    {
        int Count(CoverageClass verdict, bool isLive) =>
            run.Instances.Count(one => one.Verdict.Class == verdict && one.Facts.Life == InstanceLife.Live == isLive);
        var live = run.Instances.Count(one => one.Facts.Life == InstanceLife.Live);
        batch.Add(
            """
            insert into reconciliation.run (
              org_id, run_id, as_of, chains, live, matched, unprotected, unknown, idle,
              records, records_matched, records_unprotected, records_stale, records_out_of_scope, records_unknown)
            select $1, $2, $3, $4, $5, $6, $7, $8, $9,
              count(*), count(*) filter (where class = 'matched'), count(*) filter (where class = 'unprotected'),
              count(*) filter (where class = 'stale'), count(*) filter (where class = 'out_of_scope'), count(*) filter (where class = 'unknown')
            from reconciliation.sensor_verdict where org_id = $1 and until_at = 'infinity'
            """,
            organization.Value, run.Request.RunId, run.Request.AsOf.UtcDateTime,
            new NpgsqlParameter { Value = ChainsJson.Write(run), NpgsqlDbType = NpgsqlDbType.Jsonb },
            live, Count(CoverageClass.Matched, true), Count(CoverageClass.Unprotected, true), Count(CoverageClass.Unknown, true), run.Instances.Length - live);
        var shares = Coverage.Of(run.Instances);
        batch.Add(
            """
            insert into reconciliation.coverage (org_id, run_id, dimension, value, live, matched, unprotected, unknown)
            select $1, $2, s.* from unnest($3::text[], $4::text[], $5::int[], $6::int[], $7::int[], $8::int[]) as s
            """,
            organization.Value, run.Request.RunId,
            shares.Select(one => one.Dimension).ToArray(), shares.Select(one => one.Share.Value).ToArray(), shares.Select(one => one.Share.Live).ToArray(),
            shares.Select(one => one.Share.Matched).ToArray(), shares.Select(one => one.Share.Unprotected).ToArray(), shares.Select(one => one.Share.Unknown).ToArray());
    }
}
