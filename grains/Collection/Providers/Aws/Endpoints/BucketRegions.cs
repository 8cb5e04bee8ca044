using System.Collections.Concurrent;

namespace Raposa.Collection;

/// <summary>Where buckets turned out to be, so that only the first call to one goes to the wrong region.</summary>
internal sealed class BucketRegions
{
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<string, string> _regions = new(StringComparer.Ordinal);

    public string? RegionOf(string? bucket) => bucket is not null && _regions.TryGetValue(bucket, out var region) ? region : null;

    public void Remember(string bucket, string region)
    {
        // A name can come back elsewhere after its bucket was deleted: nothing here has to last.
        if (_regions.Count >= Most)
        {
            _regions.Clear();
        }

        _regions[bucket] = region;
    }
}
