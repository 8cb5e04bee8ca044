using System.Collections.Immutable;
using Raposa.Database;

namespace Raposa.Ingestion;

/// <summary>Certificates as they are written: an hour that says what it said before is left alone.</summary>
internal sealed class CompletenessStore(TenantDatabase database)
{
    /// <returns>The hours whose certificates changed, each with whether it told of tampering before.</returns>
    public async Task<ImmutableDictionary<DateTimeOffset, bool>> SaveAsync(
        TrailKey key, ImmutableArray<HourCertificate> certificates, CancellationToken cancellationToken)
    {
        if (certificates.IsEmpty)
        {
            return ImmutableDictionary<DateTimeOffset, bool>.Empty;
        }

        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await using var command = connection.Command(
            """
            with new as (
              select * from unnest($4::timestamptz[], $5::smallint[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[],
                $11::int[], $12::int[], $13::int[], $14::int[], $15::int[], $16::timestamptz[])
              as new (hour, state, expected_files, proven_files, expected_events, received_events, duplicate_events,
                rejected_events, altered_events, late_events, tampered, gap_seconds, changed_at)),
            before as (
              select hour, tampered > 0 as was_tampered from ingestion.completeness
              where org_id = $1 and account_id = $2 and region = $3 and hour = any($4)),
            saved as (
              insert into ingestion.completeness as c (
                org_id, account_id, region, hour, state, expected_files, proven_files, expected_events, received_events,
                duplicate_events, rejected_events, altered_events, late_events, tampered, gap_seconds, changed_at)
              select $1, $2, $3, new.* from new order by hour
              on conflict (org_id, account_id, region, hour) do update set
                state = excluded.state, expected_files = excluded.expected_files, proven_files = excluded.proven_files,
                expected_events = excluded.expected_events, received_events = excluded.received_events,
                duplicate_events = excluded.duplicate_events, rejected_events = excluded.rejected_events,
                altered_events = excluded.altered_events, late_events = excluded.late_events, tampered = excluded.tampered,
                gap_seconds = excluded.gap_seconds, changed_at = excluded.changed_at
              where (c.state, c.expected_files, c.proven_files, c.expected_events, c.received_events, c.duplicate_events,
                  c.rejected_events, c.altered_events, c.late_events, c.tampered, c.gap_seconds)
                is distinct from (excluded.state, excluded.expected_files, excluded.proven_files, excluded.expected_events,
                  excluded.received_events, excluded.duplicate_events, excluded.rejected_events, excluded.altered_events,
                  excluded.late_events, excluded.tampered, excluded.gap_seconds)
              returning hour)
            select saved.hour, coalesce(before.was_tampered, false) from saved left join before using (hour)
            """,
            key.Organization.Value,
            key.AccountId,
            key.Region,
            Column(one => one.Hour),
            Column(one => (short)one.State),
            Column(one => one.ExpectedFiles),
            Column(one => one.ProvenFiles),
            Column(one => one.ExpectedEvents),
            Column(one => one.ReceivedEvents),
            Column(one => one.DuplicateEvents),
            Column(one => one.RejectedEvents),
            Column(one => one.AlteredEvents),
            Column(one => one.LateEvents),
            Column(one => one.Tampered),
            Column(one => one.GapSeconds),
            Column(one => one.ChangedAt));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var changed = ImmutableDictionary.CreateBuilder<DateTimeOffset, bool>();
        while (await reader.ReadAsync(cancellationToken))
        {
            changed.Add(reader.GetFieldValue<DateTimeOffset>(0), reader.GetBoolean(1));
        }

        return changed.ToImmutable();

        T[] Column<T>(Func<HourCertificate, T> value) => [.. certificates.Select(value)];
    }
}
