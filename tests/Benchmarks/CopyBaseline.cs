using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Raposa.Ingestion;
using Raposa.Ingestion.Parsing;

namespace Raposa.Benchmarks;

/// <summary>
/// The yardstick: rows straight into the table of events by binary COPY, as the superuser, whom row-level security does not
/// bind. Nobody checks, signs, de-duplicates or keeps an object here, and parsing the records is not counted.
/// </summary>
internal static class CopyBaseline
{
    private const int BatchesPerCopy = 20;

    private const string Copy =
        """
        copy ingestion.event (
          org_id, event_time, event_key, batch_id, received_at, record_index, is_time_known, is_unclaimed, is_read_only,
          event_id, event_source, event_name, region, account_id, actor, source_ip, error_code, record, record_text)
        from stdin (format binary)
        """;

    /// <summary>Rows per second, over all connections together.</summary>
    public static async Task<double> RunAsync(NpgsqlDataSource admin, byte[][] bodies, int connections)
    {
        var organization = Guid.CreateVersion7();
        long rows = 0;
        var elapsed = TimeSpan.Zero;
        foreach (var part in bodies.Chunk(BatchesPerCopy * connections))
        {
            var parsed = part.Select(Parse).ToArray();
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(parsed.Chunk((parsed.Length + connections - 1) / connections)
                .Select(share => Task.Run(() => CopyAsync(admin, organization, share))));
            elapsed += watch.Elapsed;
            rows += parsed.Sum(body => body.Events.Length);
        }

        return rows / elapsed.TotalSeconds;
    }

    private static Body Parse(byte[] compressed)
    {
        var text = Inflation.Inflate(compressed, "gzip", IngestionLimits.None).Text!;
        return new(text, [.. ParsedDelivery.Parse(text, DateTimeOffset.UtcNow, IngestionLimits.None).Delivery!.Events]);
    }

    private static async Task CopyAsync(NpgsqlDataSource admin, Guid organization, Body[] bodies)
    {
        await using var connection = await admin.OpenConnectionAsync();
        await using var import = await connection.BeginBinaryImportAsync(Copy);
        foreach (var body in bodies)
        {
            var batch = Guid.CreateVersion7();
            foreach (var one in body.Events)
            {
                await import.StartRowAsync();
                await import.WriteAsync(organization);
                await import.WriteAsync(one.EventTime);
                await import.WriteAsync(one.EventKey);
                await import.WriteAsync(batch);
                await import.WriteAsync(one.EventTime);
                await import.WriteAsync(one.RecordIndex);
                await import.WriteAsync(one.IsTimeKnown);
                await import.WriteAsync(one.IsUnclaimed);
                await WriteAsync(import, one.IsReadOnly);
                await import.WriteAsync(one.EventId);
                await WriteAsync(import, one.EventSource);
                await WriteAsync(import, one.EventName);
                await WriteAsync(import, one.Region);
                await WriteAsync(import, one.AccountId);
                await WriteAsync(import, one.Actor);
                await WriteAsync(import, one.SourceIp);
                await WriteAsync(import, one.ErrorCode);
                await import.WriteAsync<ReadOnlyMemory<byte>>(body.Text.AsMemory(one.Offset, one.Length), NpgsqlDbType.Jsonb);
                await import.WriteNullAsync();
            }
        }

        await import.CompleteAsync();
    }

    private static Task WriteAsync(NpgsqlBinaryImporter import, string? value) => value is null ? import.WriteNullAsync() : import.WriteAsync(value);

    private static Task WriteAsync(NpgsqlBinaryImporter import, bool? value) => value is null ? import.WriteNullAsync() : import.WriteAsync(value.Value);

    private sealed record Body(byte[] Text, PreparedEvent[] Events);
}
