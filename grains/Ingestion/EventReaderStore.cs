using Npgsql;
using NpgsqlTypes;
using Raposa.Database;
using Raposa.Ingestion.Parsing;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>Events as they are read, under the reader's role.</summary>
/// <remarks>
/// The events of years stand in thousands of partitions, so a page is looked for among the days on which the organization
/// has events, newest first, a few days at a time: each query touches those days' partitions and no other.
/// </remarks>
internal sealed class EventReaderStore(TenantDatabase database)
{
    private const int MostDaysAtOnce = 32;

    private const string Columns =
        """
        e.event_id, e.event_time, e.is_time_known, e.event_source, e.event_name, e.region, e.account_id, e.actor, e.source_ip,
        e.error_code, e.is_read_only, i.provenance, e.is_unclaimed, e.batch_id, e.record_index, e.received_at,
        coalesce(e.record_text, e.record::text), e.event_key
        """;

    public async Task<TrailEvent?> FindAsync(OrganizationId organization, string eventId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var key = EventKey.Of(eventId);
        await using var identity = connection.Command(
            "select event_time from ingestion.event_identity where org_id = $1 and event_key = $2", organization.Value, key);
        if (await identity.ExecuteScalarAsync(cancellationToken) is not DateTime eventTime)
        {
            return null;
        }

        await using var command = connection.Command(
            $"""
            select {Columns}
            from ingestion.event as e join ingestion.event_identity as i using (org_id, event_key)
            where e.org_id = $1 and e.event_time = $2 and e.event_key = $3
            """,
            organization.Value, eventTime, key);
        var rows = await ReadAsync(command, cancellationToken);
        return rows is [var row] ? row.Event : null;
    }

    /// <exception cref="ArgumentException">The cursor is not one that this platform gave.</exception>
    public async Task<EventPage> GetPageAsync(OrganizationId organization, EventQuery query, CancellationToken cancellationToken)
    {
        var cursor = query.Cursor is null ? null : EventCursor.Parse(query.Cursor);
        var limit = Math.Clamp(query.Limit, 1, 500);
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var days = await DaysAsync(connection, organization, query, cursor, cancellationToken);

        // One more than asked for says whether there is a next page.
        var rows = new List<Row>(limit + 1);
        var atOnce = 1;
        for (var first = 0; first < days.Count && rows.Count <= limit; atOnce = Math.Min(atOnce * 2, MostDaysAtOnce))
        {
            var span = days.Skip(first).Take(atOnce).TakeWhile(day => days[first].DayNumber - day.DayNumber < 2 * MostDaysAtOnce).ToList();
            rows.AddRange(await PageOfDaysAsync(
                connection, organization, query, cursor, span[^1], span[0], limit + 1 - rows.Count, cancellationToken));
            first += span.Count;
        }

        var page = rows.Take(limit).ToList();
        return new(
            [.. page.Select(row => row.Event)],
            rows.Count > limit ? new EventCursor(page[^1].Event.EventTime, page[^1].EventKey).ToString() : null);
    }

    public async Task<IngestReceipt?> FindReceiptAsync(OrganizationId organization, Guid batchId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        return (await ReceiptStore.FindAsync(connection, organization, batchId, cancellationToken))?.Receipt;
    }

    private static async Task<List<DateOnly>> DaysAsync(
        NpgsqlConnection connection, OrganizationId organization, EventQuery query, EventCursor? cursor, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            select d.day from ingestion.event_day as d
            where d.org_id = $1
              and ($2::timestamptz is null or d.day >= ($2 at time zone 'UTC')::date)
              and ($3::timestamptz is null or d.day <= ($3 at time zone 'UTC')::date)
              and ($4::timestamptz is null or d.day <= ($4 at time zone 'UTC')::date)
              and ($5::uuid is null or exists (
                select from ingestion.batch as b
                where b.org_id = $1 and b.batch_id = $5
                  and d.day between (b.first_event_at at time zone 'UTC')::date and (b.last_event_at at time zone 'UTC')::date))
            order by d.day desc
            """,
            organization.Value,
            Optional(query.From, NpgsqlDbType.TimestampTz),
            Optional(query.To, NpgsqlDbType.TimestampTz),
            Optional(cursor?.EventTime, NpgsqlDbType.TimestampTz),
            Optional(query.BatchId, NpgsqlDbType.Uuid));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var days = new List<DateOnly>();
        while (await reader.ReadAsync(cancellationToken))
        {
            days.Add(reader.GetFieldValue<DateOnly>(0));
        }

        return days;
    }

    private static async Task<List<Row>> PageOfDaysAsync(
        NpgsqlConnection connection,
        OrganizationId organization,
        EventQuery query,
        EventCursor? cursor,
        DateOnly from,
        DateOnly to,
        int limit,
        CancellationToken cancellationToken)
    {
        // Only the conditions that are there: the planner sees constants and leaves other days' partitions alone.
        var where = new List<string> { "e.org_id = $1", "e.event_time >= $2", "e.event_time < $3" };
        var values = new List<object?> { organization.Value, StartOf(from), StartOf(to.AddDays(1)), limit };
        Add("e.event_time >= {0}", query.From?.ToUniversalTime());
        Add("e.event_time < {0}", query.To?.ToUniversalTime());
        Add("e.event_name = {0}", query.EventName);
        Add("e.event_source = {0}", query.EventSource);
        Add("e.account_id = {0}", query.AccountId);
        Add("e.region = {0}", query.Region);
        Add("e.actor = {0}", query.Actor);
        Add("e.source_ip = {0}", query.SourceIp);
        Add("e.error_code = {0}", query.ErrorCode);
        Add("e.batch_id = {0}", query.BatchId);
        if (cursor is not null)
        {
            values.Add(cursor.EventTime);
            values.Add(cursor.EventKey);
            where.Add($"(e.event_time, e.event_key) < (${values.Count - 1}, ${values.Count})");
        }

        await using var command = connection.Command(
            $"""
            select {Columns}
            from (
              select * from ingestion.event as e where {string.Join(" and ", where)}
              order by e.event_time desc, e.event_key desc limit $4) as e
            join ingestion.event_identity as i using (org_id, event_key)
            order by e.event_time desc, e.event_key desc
            """,
            values.ToArray());
        return await ReadAsync(command, cancellationToken);

        void Add(string condition, object? value)
        {
            if (value is not null)
            {
                values.Add(value);
                where.Add(condition.Replace("{0}", $"${values.Count}", StringComparison.Ordinal));
            }
        }
    }

    private static async Task<List<Row>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new(reader.GetGuid(17), new()
            {
                EventId = reader.GetString(0),
                EventTime = reader.GetFieldValue<DateTimeOffset>(1),
                IsTimeKnown = reader.GetBoolean(2),
                EventSource = Text(reader, 3),
                EventName = Text(reader, 4),
                Region = Text(reader, 5),
                AccountId = Text(reader, 6),
                Actor = Text(reader, 7),
                SourceIp = Text(reader, 8),
                ErrorCode = Text(reader, 9),
                IsReadOnly = reader.IsDBNull(10) ? null : reader.GetBoolean(10),
                Provenance = (Provenance)reader.GetInt16(11),
                IsUnclaimed = reader.GetBoolean(12),
                BatchId = reader.GetGuid(13),
                RecordIndex = reader.GetInt32(14),
                ReceivedAt = reader.GetFieldValue<DateTimeOffset>(15),
                Record = reader.GetString(16),
            }));
        }

        return rows;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new()
    {
        Value = value is DateTimeOffset time ? time.ToUniversalTime() : value ?? DBNull.Value,
        NpgsqlDbType = type,
    };

    private sealed record Row(Guid EventKey, TrailEvent Event);
}
