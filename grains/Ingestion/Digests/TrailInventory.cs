using System.Collections.Immutable;

namespace Raposa.Ingestion;

/// <summary>What stands in a place: digests and log files by their names, and other compressed JSON.</summary>
internal sealed record TrailInventory(
    ImmutableArray<(DigestKey Key, TrailEntry Entry)> Digests,
    ImmutableArray<(LogFileKey Key, TrailEntry Entry)> LogFiles,
    ImmutableArray<TrailEntry> Strays)
{
    /// <summary>Of digests and log files together.</summary>
    public long Bytes => Digests.Sum(one => one.Entry.Bytes) + LogFiles.Sum(one => one.Entry.Bytes);

    /// <exception cref="TrailReadException">The place could not be listed.</exception>
    public static async Task<TrailInventory> ReadAsync(ITrailBucket bucket, string prefix, TrailScope scope, CancellationToken cancellationToken)
    {
        var digests = ImmutableArray.CreateBuilder<(DigestKey, TrailEntry)>();
        var files = ImmutableArray.CreateBuilder<(LogFileKey, TrailEntry)>();
        var strays = ImmutableArray.CreateBuilder<TrailEntry>();
        await foreach (var entry in ListAsync(bucket, prefix, startAfter: null, cancellationToken))
        {
            if (DigestKey.TryParse(entry.Key) is { } digest)
            {
                if (scope.HoldsDigestOf(digest.EndTime))
                {
                    digests.Add((digest, entry));
                }
            }
            else if (LogFileKey.TryParse(entry.Key) is { } file)
            {
                if (scope.HoldsLogFileOf(file.DeliveredAt))
                {
                    files.Add((file, entry));
                }
            }
            else if (entry.Key.EndsWith(".json.gz", StringComparison.Ordinal))
            {
                strays.Add(entry);
            }
        }

        return new(digests.ToImmutable(), files.ToImmutable(), strays.ToImmutable());
    }

    /// <summary>All pages of a listing.</summary>
    public static async IAsyncEnumerable<TrailEntry> ListAsync(
        ITrailBucket bucket,
        string prefix,
        string? startAfter,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var isLast = false; !isLast;)
        {
            var page = await bucket.ListAsync(prefix, startAfter, cancellationToken);
            foreach (var entry in page.Entries)
            {
                yield return entry;
                startAfter = entry.Key;
            }

            isLast = page.IsLast || page.Entries.IsEmpty;
        }
    }
}
