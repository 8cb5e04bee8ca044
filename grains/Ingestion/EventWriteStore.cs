using Npgsql;
using NpgsqlTypes;
using Raposa.Database;
using Raposa.Ingestion.Parsing;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>Events as arrays of columns: COPY, which would be the natural way, is refused on tables with row-level security.</summary>
internal static class EventWriteStore
{
    private const string Sql =
        """
        insert into ingestion.event (
          org_id, event_time, event_key, batch_id, received_at, record_index, is_time_known, is_unclaimed, is_read_only,
          event_id, event_source, event_name, region, account_id, actor, source_ip, error_code, record, record_text)
        select $1, * from unnest(
          $2::timestamptz[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::int[], $7::bool[], $8::bool[], $9::bool[],
          $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::jsonb[], $19::text[])
        """;

    // PostgreSQL keeps what it needed to read a command's records until the command ends, ten times their size: more at once is
    // memory that it fetches and gives back each time, which cost a fifth of its time with ten thousand.
    private const int AtOnce = 250;

    /// <summary>Adds commands that insert the events, all of which are new. It must run in a transaction.</summary>
    public static void AddEvents(this NpgsqlBatch batch, OrganizationId organization, EventToWrite[] events)
    {
        // Planned for the arrays at hand, each plan would hold several copies of them.
        batch.Add("set local plan_cache_mode = force_generic_plan");

        // In the order of the table's index, so that neighbours go to one page of it.
        foreach (var some in events.OrderBy(one => one.Event.EventTime).ThenBy(one => one.Event.EventKey).Chunk(AtOnce))
        {
            batch.AddSome(organization, some);
        }
    }

    private static void AddSome(this NpgsqlBatch batch, OrganizationId organization, EventToWrite[] events) => batch.Add(
        Sql,
        organization.Value,
        Column(events, one => one.Event.EventTime),
        Column(events, one => one.Event.EventKey),
        Column(events, one => one.Batch.BatchId),
        Column(events, one => one.Batch.ReceivedAt),
        Column(events, one => one.Event.RecordIndex),
        Column(events, one => one.Event.IsTimeKnown),
        Column(events, one => one.Event.IsUnclaimed),
        Column(events, one => one.Event.IsReadOnly),
        Column(events, one => one.Event.EventId),
        Column(events, one => one.Event.EventSource),
        Column(events, one => one.Event.EventName),
        Column(events, one => one.Event.Region),
        Column(events, one => one.Event.AccountId),
        Column(events, one => one.Event.Actor),
        Column(events, one => one.Event.SourceIp),
        Column(events, one => one.Event.ErrorCode),
        Records(events),
        Texts(events));

    /// <summary>The records as <c>jsonb[]</c>.</summary>
    public static NpgsqlParameter Records(EventToWrite[] events) => new()
    {
        Value = Column(events, one => one.Event.IsPlain ? one.Record : JsonbText.KeepWhatCanBe(one.Record.Span)),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
    };

    /// <summary>The exact texts of those that <c>jsonb</c> cannot hold, null for the others.</summary>
    public static string?[] Texts(EventToWrite[] events) =>
        Column(events, one => one.Event.IsPlain ? null : System.Text.Encoding.UTF8.GetString(one.Record.Span));

    private static T[] Column<T>(EventToWrite[] events, Func<EventToWrite, T> value) => Array.ConvertAll(events, one => value(one));
}
