using System.Collections.Concurrent;
using System.Security.Cryptography;
using Raposa.DemoWorld.Estate.Data;

namespace Raposa.DemoWorld.Estate.Trails;

/// <summary>The bucket to which the organization's trail delivers, with the log files and digests of every account and region.</summary>
internal sealed class TrailArchive(CompanyEstate company)
{
    /// <summary>How far before the demo's day the trail began: before the machines were started that nobody ordered.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromDays(4) + TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<RegionEstate, TrailChain> _chains = [];
    private readonly ConcurrentDictionary<string, RSA> _keys = new(StringComparer.Ordinal);

    public TrailRecords Records { get; } = new(company);

    public DateTimeOffset Since => DateTimeOffset.FromUnixTimeSeconds((company.Options.Anchor - Before).ToUnixTimeSeconds() / 3600 * 3600);

    public static string Organization(CompanyEstate company) => $"o-{company.Ids.Base32(10, "organization").ToLowerInvariant()}";

    /// <summary>CloudTrail has a key for each region, and it is the same for all accounts there.</summary>
    public RSA KeyOf(string region) => _keys.GetOrAdd(region, name => SeededRsa.Create(company.Ids.Dice("cloudtrail-key", name)));

    public TrailChain ChainOf(RegionEstate region) => _chains.GetOrAdd(region, one => new(this, one));

    /// <summary>Everything delivered by then whose key begins so, in the order of keys.</summary>
    public IEnumerable<TrailObject> List(string prefix, DateTimeOffset now) => company.Accounts
        .SelectMany(account => account.Regions)
        .Where(region => Overlaps(TrailChain.Root(region), prefix))
        .SelectMany(region => ChainOf(region).DeliveredBy(now))
        .Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal))
        .OrderBy(one => one.Key, StringComparer.Ordinal);

    /// <summary>Null if there is none of that key, or not yet.</summary>
    public TrailObject? Find(string key, DateTimeOffset now) => company.Accounts.SelectMany(account => account.Regions)
        .Where(region => key.StartsWith(TrailChain.Root(region), StringComparison.Ordinal))
        .Select(region => ChainOf(region).Find(key, now)).FirstOrDefault(one => one is not null);

    public static bool IsOurs(Bucket bucket) => bucket.Name == BucketBuilder.TrailBucket;

    // One of the two leads to the other; a chain is not built for a listing that cannot show it.
    private static bool Overlaps(string root, string prefix) =>
        root.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(root, StringComparison.Ordinal);
}

/// <summary>An object of the bucket.</summary>
/// <param name="DeliveredAt">When it came to be there.</param>
internal sealed record TrailObject(string Key, DateTimeOffset DeliveredAt, byte[] Body)
{
    /// <summary>Of digests: the signature and its algorithm, as S3 keeps user metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
