using System.Globalization;
using System.Security.Cryptography;

namespace Raposa.Ingestion;

/// <summary>Judges one log file by the digest that names it.</summary>
internal static class LogFileCheck
{
    /// <summary>Of the uncompressed text, lower-case hex.</summary>
    public static string HashOf(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));

    /// <param name="digest">A digest that is signed.</param>
    /// <param name="found">What stands under the key; null if nothing does.</param>
    /// <param name="text">The same uncompressed; null if it is not gzip.</param>
    public static CheckedLogFile Judge(
        NamedLogFile named, LogFileKey key, CheckedDigest digest, TrailObject? found, byte[]? text, Lateness lateness)
    {
        var sha256 = text is null ? null : HashOf(text);
        var (verdict, reason) = (found, text) switch
        {
            (null, _) => (TrailVerdict.Deleted, $"{digest.Key.Text} names it, and it is not there; get it from another version or copy of the bucket."),
            (_, null) => (TrailVerdict.Modified, "It is not gzip, which every log file is; get it from another version or copy of the bucket."),
            _ when sha256 != named.Sha256 => (TrailVerdict.Modified, $"Its SHA-256 is {sha256}, and CloudTrail delivered {named.Sha256}; get it from another version or copy of the bucket."),
            _ when digest.OwnKey.IsBackfill => (TrailVerdict.Backfill, $"A backfill digest proves it: {digest.Key.Text}."),
            _ when named.NewestEventTime is { } newest && lateness.IsLate(key.DeliveredAt, Lateness.EndOfHour(newest)) => (
                TrailVerdict.Late,
                string.Create(CultureInfo.InvariantCulture, $"Its newest event is of {newest.UtcDateTime:u}, and it was delivered at {key.DeliveredAt.UtcDateTime:u}.")),
            _ => (TrailVerdict.Valid, "Its SHA-256 is the one that CloudTrail signed."),
        };
        return new()
        {
            Key = key,
            Verdict = verdict,
            Reason = reason,
            DigestKey = digest.Key.Text,
            ExpectedSha256 = named.Sha256,
            Sha256 = sha256,
        };
    }

    /// <summary>One that no signed digest names.</summary>
    /// <param name="isCovered">Signed digests speak of the whole minute in which it was delivered.</param>
    public static CheckedLogFile JudgeUnnamed(LogFileKey key, bool isCovered) => new()
    {
        Key = key,
        Verdict = isCovered ? TrailVerdict.Extra : TrailVerdict.Unproven,
        Reason = isCovered
            ? "The digests of its time are there and none names it: CloudTrail did not deliver it, or a backfill digest is still to come."
            : "No proven digest is of the time in which it was delivered; see what is said of the digests there, or wait for the next.",
    };
}
