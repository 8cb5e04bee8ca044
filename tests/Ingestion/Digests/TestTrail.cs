using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.Ingestion;

/// <summary>
/// A trail that delivers to a folder laid out as its bucket, with digests signed by a key of the tests'. Written from
/// CloudTrail's documentation, not with the platform's code.
/// </summary>
internal sealed class TestTrail(TrailFolder folder, string account, string region, DateTimeOffset start, string prefix = "", string name = "management-events")
{
    private readonly Random _random = new((account + region + name).Aggregate(17, (hash, letter) => (hash * 31) + letter));
    private JsonObject? _last;
    private string? _lastSignature;
    private byte[]? _lastText;

    public DateTimeOffset Now { get; private set; } = start;

    public string Account => account;

    public string Region => region;

    /// <summary>Digests by their keys, in the order they were made, each with the keys of its log files.</summary>
    public List<(string Key, List<string> Files)> Digests { get; } = [];

    private string Root => $"{prefix}AWSLogs/{account}/";

    /// <summary>An hour passes: its log files are delivered, then its digest.</summary>
    /// <param name="files">The records of each file.</param>
    public string Hour(params string[][] files)
    {
        var delivered = files.Select((records, n) => Deliver(Now.AddMinutes(4 + (n * 50.0 / Math.Max(1, files.Length))), records)).ToList();
        Now += TimeSpan.FromHours(1);
        return Sign(Now - TimeSpan.FromHours(1), Now, delivered);
    }

    /// <summary>Validation is off for some hours: log files come, digests do not, and the chain begins anew.</summary>
    public void Off(int hours, params string[][] files)
    {
        foreach (var records in files)
        {
            Deliver(Now.AddMinutes(30), records);
        }

        Now += TimeSpan.FromHours(hours);
        (_last, _lastSignature, _lastText) = (null, null, null);
    }

    /// <summary>Puts a log file into the bucket; returns how a digest names it.</summary>
    /// <param name="newest">The time of its newest event; a minute before it was delivered if it is not said.</param>
    public JsonObject Deliver(DateTimeOffset at, string[] records, DateTimeOffset? newest = null)
    {
        var key = $"{Root}CloudTrail/{region}/{Day(at)}/{account}_CloudTrail_{region}_{at.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture)}_{RandomPart()}.json.gz";
        var text = Encoding.UTF8.GetBytes($$"""{"Records":[{{string.Join(',', records)}}]}""");
        folder.Write(key, text);
        return new JsonObject
        {
            ["s3Bucket"] = folder.Bucket,
            ["s3Object"] = key,
            ["hashValue"] = Convert.ToHexStringLower(SHA256.HashData(text)),
            ["hashAlgorithm"] = "SHA-256",
            ["newestEventTime"] = Time(newest ?? at.AddMinutes(-1)),
            ["oldestEventTime"] = Time(newest ?? at.AddMinutes(-1)),
        };
    }

    /// <summary>A digest for what no digest of its own hour named.</summary>
    public string Backfill(DateTimeOffset from, params JsonObject[] files)
    {
        var chain = (_last, _lastSignature, _lastText);
        (_last, _lastSignature, _lastText) = (null, null, null);
        var key = Sign(from, from.AddHours(1), files, isBackfill: true);
        (_last, _lastSignature, _lastText) = chain;
        return key;
    }

    /// <summary>Writes and signs a digest that follows the last one.</summary>
    /// <param name="change">What is done to it before it is signed.</param>
    public string Sign(DateTimeOffset from, DateTimeOffset to, IReadOnlyCollection<JsonObject> files, bool isBackfill = false, Action<JsonObject>? change = null)
    {
        var stamp = to.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var key = $"{Root}CloudTrail-Digest/{region}/{Day(to)}/{account}_CloudTrail-Digest_{region}_{name}_us-east-1_{stamp}{(isBackfill ? "_backfill" : "")}.json.gz";
        var digest = new JsonObject
        {
            ["awsAccountId"] = account,
            ["digestStartTime"] = Time(from),
            ["digestEndTime"] = Time(to),
            ["digestS3Bucket"] = folder.Bucket,
            ["digestS3Object"] = key,
            ["digestPublicKeyFingerprint"] = TrailFolder.Fingerprint,
            ["digestSignatureAlgorithm"] = "SHA256withRSA",
            ["newestEventTime"] = files.Count == 0 ? null : Time(to),
            ["oldestEventTime"] = files.Count == 0 ? null : Time(from),
            ["previousDigestS3Bucket"] = _last?["digestS3Bucket"]!.GetValue<string>(),
            ["previousDigestS3Object"] = _last?["digestS3Object"]!.GetValue<string>(),
            ["previousDigestHashValue"] = _lastText is null ? null : Convert.ToHexStringLower(SHA256.HashData(_lastText)),
            ["previousDigestHashAlgorithm"] = _lastText is null ? null : "SHA-256",
            ["previousDigestSignature"] = _lastSignature,
            ["logFiles"] = new JsonArray([.. files]),
        };
        change?.Invoke(digest);
        var text = Encoding.UTF8.GetBytes(digest.ToJsonString());
        var signature = TrailFolder.Sign(digest, text, TrailFolder.Key);
        folder.Write(key, text, signature, storedAt: to.AddMinutes(3), generatedAt: isBackfill ? to.AddHours(30) : null);
        (_last, _lastSignature, _lastText) = (digest, signature, text);
        Digests.Add((key, [.. files.Select(file => file["s3Object"]!.GetValue<string>())]));
        return key;
    }

    private string RandomPart() => string.Concat(Enumerable.Range(0, 16).Select(_ => "ABCDEFGHabcdefgh01234567"[_random.Next(24)]));

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A folder that is a copy of a bucket, and the keys that its digests are signed with.</summary>
internal sealed class TrailFolder : IDisposable
{
    public const string Fingerprint = "31e8b5433410dfb61a9dc45cc65b22ff";

    /// <summary>CloudTrail's, as far as these tests go.</summary>
    public static readonly RSA Key = RSA.Create(2048);

    /// <summary>Somebody else's.</summary>
    public static readonly RSA OtherKey = RSA.Create(2048);

    public string Bucket { get; } = "corvina-trail";

    public string Folder { get; } = Directory.CreateTempSubdirectory("raposa-trail-").FullName;

    /// <summary>As <c>aws cloudtrail list-public-keys</c> prints it.</summary>
    public static string KeysJson(string from = "2024-01-01T00:00:00Z", string to = "2024-12-31T00:00:00Z") => $$"""
        {"PublicKeyList":[{"Value":"{{Convert.ToBase64String(Key.ExportRSAPublicKey())}}","ValidityStartTime":"{{from}}",
        "ValidityEndTime":"{{to}}","Fingerprint":"{{Fingerprint}}"}]}
        """;

    public string PathOf(string key) => Path.Combine(Folder, key);

    public void Write(string key, byte[] text, string? signature = null, DateTimeOffset? storedAt = null, DateTimeOffset? generatedAt = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(key))!);
        using (var gzip = new GZipStream(File.Create(PathOf(key)), CompressionLevel.Fastest))
        {
            gzip.Write(text);
        }

        if (signature is not null)
        {
            WriteMetadata(key, signature, storedAt!.Value, generatedAt);
        }
    }

    /// <summary>As <c>aws s3api head-object</c> prints it.</summary>
    public void WriteMetadata(string key, string signature, DateTimeOffset storedAt, DateTimeOffset? generatedAt = null)
    {
        var metadata = new JsonObject { ["signature"] = signature, ["signature-algorithm"] = "SHA256withRSA" };
        if (generatedAt is { } at)
        {
            metadata["backfill-generation-timestamp"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }

        File.WriteAllText($"{PathOf(key)}.metadata.json", new JsonObject
        {
            ["AcceptRanges"] = "bytes",
            ["LastModified"] = storedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture),
            ["Metadata"] = metadata,
        }.ToJsonString());
    }

    public byte[] ReadText(string key)
    {
        using var gzip = new GZipStream(File.OpenRead(PathOf(key)), CompressionMode.Decompress);
        using var text = new MemoryStream();
        gzip.CopyTo(text);
        return text.ToArray();
    }

    public JsonObject ReadDigest(string key) => JsonNode.Parse(ReadText(key))!.AsObject();

    public JsonObject ReadMetadata(string key) => JsonNode.Parse(File.ReadAllText($"{PathOf(key)}.metadata.json"))!.AsObject();

    /// <summary>Removes an object, and what is kept beside it.</summary>
    public void Delete(string key)
    {
        File.Delete(PathOf(key));
        File.Delete($"{PathOf(key)}.metadata.json");
    }

    public void Move(string key, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(to))!);
        File.Move(PathOf(key), PathOf(to));
        if (File.Exists($"{PathOf(key)}.metadata.json"))
        {
            File.Move($"{PathOf(key)}.metadata.json", $"{PathOf(to)}.metadata.json");
        }
    }

    /// <summary>The signature, in hex, over the four lines of the documentation.</summary>
    public static string Sign(JsonObject digest, byte[] text, RSA key)
    {
        var signed = string.Join(
            '\n',
            digest["digestEndTime"]!.GetValue<string>(),
            $"{digest["digestS3Bucket"]!.GetValue<string>()}/{digest["digestS3Object"]!.GetValue<string>()}",
            Convert.ToHexStringLower(SHA256.HashData(text)),
            digest["previousDigestSignature"]?.GetValue<string>() ?? "null");
        return Convert.ToHexStringLower(key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public async Task<TrailReport> VerifyAsync(string? from = null, string? to = null, string? keys = null)
    {
        var scope = new TrailScope(Time(from), Time(to));
        var bucket = await FolderTrailBucket.LocateAsync(Folder, null, default);
        var inventory = await TrailInventory.ReadAsync(bucket, "", scope, default);
        return await new TrailVerification(bucket, DigestKeyRing.Parse(Encoding.UTF8.GetBytes(keys ?? KeysJson())), scope, Lateness.Usual)
            .RunAsync(inventory, _ => { }, default);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static DateTimeOffset? Time(string? text) =>
        text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
