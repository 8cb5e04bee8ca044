using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Raposa.Ingestion;

/// <summary>
/// A folder as <c>aws s3 sync</c> leaves it. What S3 keeps beside an object stands in a file beside it:
/// <c>&lt;name&gt;.metadata.json</c>, as <c>aws s3api head-object</c> prints it.
/// </summary>
/// <param name="root">The folder.</param>
/// <param name="name">The bucket it is a copy of.</param>
/// <param name="prefix">Where in the bucket the folder stands: empty, or ends in a slash.</param>
internal sealed class FolderTrailBucket(string root, string? name, string prefix) : ITrailBucket
{
    /// <summary>What the name of the file with an object's metadata ends in.</summary>
    public const string MetadataEnding = ".metadata.json";

    // One digest in a folder may have been changed, not most of these.
    private const int DigestsAsked = 51;

    private ImmutableArray<string>? _paths;

    public string? Name => name;

    /// <summary>Where the folder stands in its bucket.</summary>
    public string Prefix => prefix;

    /// <summary>The folder as a bucket whose name and prefix are those that most of its digests say they stand in.</summary>
    /// <param name="bucket">The bucket's name, where it is known.</param>
    /// <exception cref="TrailReadException">The folder cannot be read, or has no digest that says where it stands.</exception>
    public static async Task<FolderTrailBucket> LocateAsync(string root, string? bucket, CancellationToken cancellationToken)
    {
        var folder = new FolderTrailBucket(root, bucket, "");
        var digests = folder.Paths().Where(path => DigestKey.TryParse(path) is not null).ToList();
        var said = new List<(string Bucket, string Prefix)>();
        foreach (var path in Enumerable.Range(0, Math.Min(digests.Count, DigestsAsked)).Select(n => digests[(int)((long)n * digests.Count / Math.Min(digests.Count, DigestsAsked))]))
        {
            var found = await folder.GetAsync(path, cancellationToken);
            if (found is not null && DigestCheck.Open(DigestKey.TryParse(path)!, found).Content is { } content
                && content.Key.EndsWith(path, StringComparison.Ordinal))
            {
                said.Add((content.Bucket, content.Key[..^path.Length]));
            }
        }

        var most = said.CountBy(one => one).OrderByDescending(one => one.Value).ThenBy(one => one.Key.Bucket, StringComparer.Ordinal).FirstOrDefault();
        return digests.Count == 0
            ? throw new TrailReadException($"There is no digest in {root}: a trail's folder holds [prefix/]AWSLogs/[O-ID/]ACCOUNT/CloudTrail-Digest/…; copy it with 'aws s3 sync s3://BUCKET DIR'.")
            : most.Value == 0 && bucket is null
                ? throw new TrailReadException($"None of the digests in {root} says where it stood; name the bucket with --bucket.")
                : new(root, bucket ?? most.Key.Bucket, most.Key.Prefix ?? "");
    }

    public Task<TrailListing> ListAsync(string prefix, string? startAfter, CancellationToken cancellationToken) => Task.FromResult(new TrailListing(
        [
            .. Paths()
                .Select(path => (Key: Prefix + path, Path: path))
                .Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal) && (startAfter is null || string.CompareOrdinal(one.Key, startAfter) > 0))
                .Select(one => new TrailEntry(one.Key, new FileInfo(Path.Combine(root, one.Path)).Length, StoredAt: null)),
        ],
        IsLast: true));

    public async Task<TrailObject?> GetAsync(string key, CancellationToken cancellationToken)
    {
        if (!key.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var path = Path.Combine(root, key[prefix.Length..]);
        if (!Path.GetFullPath(path).StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var content = await File.ReadAllBytesAsync(path, cancellationToken);
            var (metadata, storedAt) = await MetadataAsync(path + MetadataEnding, cancellationToken);
            return new(key, content, metadata, storedAt);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TrailReadException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    private static async Task<(ImmutableDictionary<string, string> Metadata, DateTimeOffset? StoredAt)> MetadataAsync(
        string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return (ImmutableDictionary<string, string>.Empty, null);
        }

        try
        {
            using var head = JsonDocument.Parse(await File.ReadAllBytesAsync(path, cancellationToken));
            return (
                head.RootElement.TryGetProperty("Metadata", out var metadata)
                    ? metadata.EnumerateObject().ToImmutableDictionary(one => one.Name.ToLowerInvariant(), one => one.Value.GetString() ?? "")
                    : ImmutableDictionary<string, string>.Empty,
                head.RootElement.TryGetProperty("LastModified", out var time)
                && DateTimeOffset.TryParse(time.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var stored)
                    ? stored
                    : null);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new TrailReadException($"{path} is not what 'aws s3api head-object' prints: {broken.Message}", broken);
        }
    }

    // Below the folder, with forward slashes, in the order of S3.
    private ImmutableArray<string> Paths()
    {
        try
        {
            return _paths ??=
            [
                .. Directory.EnumerateFiles(root, "*.gz", SearchOption.AllDirectories)
                    .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TrailReadException($"The folder {root} cannot be read: {failure.Message}", failure);
        }
    }
}
