using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Raposa.Ingestion.Parsing;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>
/// Reads back what a batch brought that was new: its records from the object store, which of them were new from the
/// database.
/// </summary>
internal sealed partial class NewEventsStore(IngestionStore store, IObjectStore objects, ILogger<NewEventsStore> logger)
{
    /// <summary>The batch's new events, or null if its object is not there or not what was stored.</summary>
    public async Task<NewEvents?> ReadAsync(
        OrganizationId organization, UnevaluatedBatch batch, CancellationToken cancellationToken)
    {
        if (await objects.GetAsync(batch.ObjectKey, cancellationToken) is not { } compressed)
        {
            LogMissing(batch.ObjectKey);
            return null;
        }

        if (Inflation.Inflate(compressed, "gzip", IngestionLimits.None).Text is not { } text
            || ParsedDelivery.Parse(text, batch.ReceivedAt, IngestionLimits.None).Delivery is not { } parsed)
        {
            LogBroken(batch.ObjectKey);
            return null;
        }

        var firsts = parsed.Events.DistinctBy(one => one.EventKey).ToImmutableArray();
        var added = await store.GetNewKeysAsync(
            organization, batch.BatchId, [.. firsts.Select(one => one.EventKey)], cancellationToken);
        return new(batch.BatchId, text, [.. firsts.Where(one => added.Contains(one.EventKey))]);
    }

    [LoggerMessage(LogLevel.Critical, "The object {Key} is gone from the object store although its batch was acknowledged")]
    private partial void LogMissing(string key);

    [LoggerMessage(LogLevel.Critical, "The object {Key} is not what was stored under that key")]
    private partial void LogBroken(string key);
}
