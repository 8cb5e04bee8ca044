using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Data;

namespace Raposa.DemoWorld.Estate.Trails;

/// <summary>
/// Log files and digests of one account and region. A log file for every five minutes in which something happened, a digest
/// for every hour, each signed over the one before. Built hour by hour as far as it is asked for.
/// </summary>
internal sealed class TrailChain(TrailArchive archive, RegionEstate region)
{
    public const string TrailName = "corvina-organization";

    private static readonly TimeSpan Bundle = TimeSpan.FromMinutes(5);

    /// <summary>Between the end of what an object tells of and its delivery.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly List<TrailObject> _objects = [];
    private readonly Dictionary<string, TrailObject> _byKey = new(StringComparer.Ordinal);
    private Dictionary<string, TrailObject> _open = [];
    private DateTimeOffset _builtTo = archive.Since;
    private (DateTimeOffset From, DateTimeOffset To) _openFor;
    private TrailObject? _previous;
    private string? _previousHash;

    /// <summary>What every key of the chain begins with, up to the kind of file.</summary>
    public static string Root(RegionEstate region) => $"AWSLogs/{TrailArchive.Organization(region.Account.Company)}/{region.Account.Id}/";

    public List<TrailObject> DeliveredBy(DateTimeOffset now)
    {
        lock (_gate)
        {
            BuildTo(now);
            return [.. _objects.Concat(_open.Values).Where(one => one.DeliveredAt <= now)];
        }
    }

    public TrailObject? Find(string key, DateTimeOffset now)
    {
        lock (_gate)
        {
            BuildTo(now);
            return (_byKey.TryGetValue(key, out var one) || _open.TryGetValue(key, out one)) && one.DeliveredAt <= now ? one : null;
        }
    }

    // Whole hours are kept. The hour that is not over has log files and no digest yet, and is made anew when it has one more.
    private void BuildTo(DateTimeOffset now)
    {
        while (_builtTo.AddHours(1) + Delay <= now)
        {
            BuildHour();
        }

        var whole = new DateTimeOffset(now.UtcTicks / Bundle.Ticks * Bundle.Ticks, TimeSpan.Zero);
        if (_openFor != (_builtTo, whole))
        {
            _open = Logs(_builtTo, whole).ToDictionary(one => one.File.Key, one => one.File, StringComparer.Ordinal);
            _openFor = (_builtTo, whole);
        }
    }

    private void BuildHour()
    {
        var end = _builtTo.AddHours(1);
        var logs = Logs(_builtTo, end);
        foreach (var log in logs)
        {
            Keep(log.File);
        }

        var digest = Digest(_builtTo, end, logs);
        Keep(digest.File);
        (_previous, _previousHash, _builtTo) = (digest.File, digest.Hash, end);
    }

    private void Keep(TrailObject one)
    {
        _objects.Add(one);
        _byKey[one.Key] = one;
    }

    private List<LogFile> Logs(DateTimeOffset from, DateTimeOffset to) =>
    [
        .. archive.Records.Between(region, from, to)
            .GroupBy(record => record.At.UtcTicks / Bundle.Ticks)
            .Select(records => Log(new((records.Key + 1) * Bundle.Ticks, TimeSpan.Zero), [.. records])),
    ];

    private LogFile Log(DateTimeOffset end, List<TrailRecordAt> records)
    {
        using var text = new MemoryStream();
        text.Write("{\"Records\":["u8);
        for (var index = 0; index < records.Count; index++)
        {
            if (index > 0)
            {
                text.Write(","u8);
            }

            text.Write(records[index].Json.Span);
        }

        text.Write("]}"u8);
        var plain = text.ToArray();
        // Its name says the minute of delivery; the random part has no meaning.
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{Root(region)}CloudTrail/{region.Name}/{end:yyyy'/'MM'/'dd}/{region.Account.Id}_CloudTrail_{region.Name}_{end:yyyyMMdd'T'HHmm'Z'}_{region.Ids.Base32(16, "log", region.Account.Id, region.Name, Iso(end))}.json.gz");
        return new(new(name, end + Delay, Zip(plain)), Hex(SHA256.HashData(plain)), records[^1].At, records[0].At);
    }

    private (TrailObject File, string Hash) Digest(DateTimeOffset start, DateTimeOffset end, List<LogFile> logs)
    {
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"{Root(region)}CloudTrail-Digest/{region.Name}/{end:yyyy'/'MM'/'dd}/{region.Account.Id}_CloudTrail-Digest_{region.Name}_{TrailName}_{HomeRegion}_{end:yyyyMMdd'T'HHmmss'Z'}.json.gz");
        var signer = archive.KeyOf(region.Name);
        var previousSignature = _previous?.Metadata["signature"];
        var digest = new JsonObject
        {
            ["awsAccountId"] = region.Account.Id, ["digestStartTime"] = Iso(start), ["digestEndTime"] = Iso(end),
            ["digestS3Bucket"] = BucketBuilder.TrailBucket,
            ["digestS3Object"] = key, ["digestPublicKeyFingerprint"] = Fingerprint(signer),
            ["digestSignatureAlgorithm"] = "SHA256withRSA",
            ["newestEventTime"] = logs.Count > 0 ? Iso(logs.Max(log => log.Newest)) : null,
            ["oldestEventTime"] = logs.Count > 0 ? Iso(logs.Min(log => log.Oldest)) : null,
            ["previousDigestS3Bucket"] = _previous is null ? null : BucketBuilder.TrailBucket,
            ["previousDigestS3Object"] = _previous?.Key,
            ["previousDigestHashValue"] = _previousHash, ["previousDigestHashAlgorithm"] = _previous is null ? null : "SHA-256",
            ["previousDigestSignature"] = previousSignature,
            ["logFiles"] = Json.Array(logs.Select(log => new JsonObject
            {
                ["s3Bucket"] = BucketBuilder.TrailBucket, ["s3Object"] = log.File.Key, ["hashValue"] = log.Hash,
                ["hashAlgorithm"] = "SHA-256",
                ["newestEventTime"] = Iso(log.Newest), ["oldestEventTime"] = Iso(log.Oldest),
            })),
        };
        var plain = Encoding.UTF8.GetBytes(digest.ToJsonString());
        var hash = Hex(SHA256.HashData(plain));
        var signed = $"{Iso(end)}\n{BucketBuilder.TrailBucket}/{key}\n{hash}\n{previousSignature ?? "null"}";
        var signature = Hex(signer.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return (new(key, end + Delay, Zip(plain))
        {
            Metadata = new Dictionary<string, string> { ["signature"] = signature, ["signature-algorithm"] = "SHA256withRSA" },
        }, hash);
    }

    /// <summary>By which a digest names its key.</summary>
    public static string Fingerprint(RSA key) => Hex(SHA256.HashData(key.ExportRSAPublicKey()))[..32];

    private string HomeRegion => region.Account.Company.Regions[0].Name;

    private static byte[] Zip(byte[] plain)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return zipped.ToArray();
    }

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private sealed record LogFile(TrailObject File, string Hash, DateTimeOffset Newest, DateTimeOffset Oldest);
}
