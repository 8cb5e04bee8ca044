using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Raposa.Ingestion;

/// <summary>What a digest says.</summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html</remarks>
internal sealed record Digest
{
    public required DateTimeOffset StartTime { get; init; }
    public required DateTimeOffset EndTime { get; init; }

    /// <summary>As it is written: the signature is over this spelling.</summary>
    public required string EndTimeText { get; init; }

    /// <summary>Where it says it stands.</summary>
    public required string Bucket { get; init; }
    public required string Key { get; init; }
    public required string Fingerprint { get; init; }

    /// <summary>The signature of the one before; null in a digest that begins a chain.</summary>
    public required string? PreviousSignature { get; init; }

    /// <summary>The one before; null in a digest that begins a chain.</summary>
    public required PreviousDigest? Previous { get; init; }
    public required ImmutableArray<NamedLogFile> LogFiles { get; init; }

    /// <summary>Null where the text is not a digest.</summary>
    public static Digest? TryParse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static Digest Read(JsonElement root)
    {
        var endTime = Text(root, "digestEndTime");
        var signature = Optional(root, "previousDigestSignature");
        return new()
        {
            StartTime = Time(Text(root, "digestStartTime")),
            EndTime = Time(endTime),
            EndTimeText = endTime,
            Bucket = Text(root, "digestS3Bucket"),
            Key = Text(root, "digestS3Object"),
            Fingerprint = Text(root, "digestPublicKeyFingerprint"),
            PreviousSignature = signature,
            Previous = Optional(root, "previousDigestS3Bucket") is { } bucket && Optional(root, "previousDigestS3Object") is { } key
                ? new(bucket, key, Optional(root, "previousDigestHashValue"), signature)
                : null,
            LogFiles =
            [
                .. root.GetProperty("logFiles").EnumerateArray().Select(file => new NamedLogFile(
                    Text(file, "s3Bucket"),
                    Text(file, "s3Object"),
                    Text(file, "hashValue"),
                    Optional(file, "newestEventTime") is { } newest ? Time(newest) : null)),
            ],
        };
    }

    private static string Text(JsonElement parent, string name) =>
        parent.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    // A member that is missing is not the same as one that is null, but it means the same.
    private static string? Optional(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

/// <summary>What a digest says of the one before it.</summary>
/// <param name="Sha256">Of its uncompressed text, lower-case hex.</param>
/// <param name="Signature">Hex.</param>
internal sealed record PreviousDigest(string Bucket, string Key, string? Sha256, string? Signature);

/// <summary>A log file as a digest names it.</summary>
/// <param name="Sha256">Of its uncompressed text, lower-case hex.</param>
/// <param name="NewestEventTime">Null where it has no event.</param>
internal sealed record NamedLogFile(string Bucket, string Key, string Sha256, DateTimeOffset? NewestEventTime);
