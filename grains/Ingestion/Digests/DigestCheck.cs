using System.Globalization;
using System.Security.Cryptography;
using Raposa.Ingestion.Parsing;

namespace Raposa.Ingestion;

/// <summary>Judges one digest by itself: whether CloudTrail signed what it says, and whether it stands where it says.</summary>
internal static class DigestCheck
{
    private static readonly TimeSpan SignedWithin = TimeSpan.FromHours(2);
    private static readonly TimeSpan AroundBackfill = TimeSpan.FromHours(1);

    /// <summary>What can be read of it, before anything is believed.</summary>
    /// <param name="Text">Uncompressed; null if it is not gzip.</param>
    public sealed record Opened(DigestKey Key, TrailObject Object, byte[]? Text, Digest? Content);

    public static Opened Open(DigestKey key, TrailObject found)
    {
        var text = Uncompressed(found.Content);
        return new(key, found, text, text is null ? null : Digest.TryParse(text));
    }

    /// <param name="bucket">Where it stands.</param>
    /// <param name="fromSuccessor">Its signature as its successor repeats it, for where the metadata are not at hand.</param>
    public static CheckedDigest Judge(Opened opened, string bucket, string? fromSuccessor, DigestKeyRing ring)
    {
        var signature = DigestSignature.Of(opened.Object.Metadata)
            ?? (fromSuccessor is null ? null : new DigestSignature(fromSuccessor, DigestSignature.Sha256WithRsa, GeneratedAt: null));
        var checkedDigest = new CheckedDigest
        {
            Key = opened.Key,
            Verdict = TrailVerdict.Valid,
            Reason = "CloudTrail's key signed it.",
            Sha256 = opened.Text is null ? null : Convert.ToHexStringLower(SHA256.HashData(opened.Text)),
            Signature = signature?.Hex,
            Content = opened.Content,
            StoredAt = opened.Object.StoredAt,
        };
        var (verdict, reason) = opened switch
        {
            { Text: null } => (TrailVerdict.Modified, "It is not gzip, which every digest is; get the object from another version or copy of the bucket."),
            { Content: null } => (TrailVerdict.Modified, "It is not a digest: fields that every digest has are missing; get the object from another version or copy of the bucket."),
            _ => JudgeSignature(opened.Key, opened.Content, checkedDigest.Sha256!, signature, ring)
                ?? JudgePlace(opened.Key, opened.Content, bucket)
                ?? (checkedDigest.Verdict, checkedDigest.Reason),
        };
        return checkedDigest with { Verdict = verdict, Reason = reason };
    }

    /// <summary>The object's bytes, uncompressed; null if they are not gzip or not whole.</summary>
    public static byte[]? Uncompressed(byte[] content) => Inflation.Inflate(content, "gzip", IngestionLimits.None).Text;

    private static (TrailVerdict, string)? JudgeSignature(
        DigestKey name, Digest content, string sha256, DigestSignature? signature, DigestKeyRing ring)
    {
        if (signature is null)
        {
            return (TrailVerdict.Unproven, "Its signature is not at hand: it is in the object's metadata in S3 (x-amz-meta-signature), and no later digest repeats it.");
        }

        if (signature.Algorithm != DigestSignature.Sha256WithRsa)
        {
            return (TrailVerdict.ReSigned, $"Its signature's algorithm is '{signature.Algorithm}'; CloudTrail signs with {DigestSignature.Sha256WithRsa}.");
        }

        if (ring.Find(content.Fingerprint) is not { } key)
        {
            return (TrailVerdict.ReSigned, $"It says that key {content.Fingerprint} signed it, which is none of the {ring.Count} keys given; if these are not those of {name.Region} and this time, ask 'aws cloudtrail list-public-keys' there.");
        }

        SignatureProof proof;
        try
        {
            proof = SignatureCheck.Of(content, sha256, signature.Hex, key);
        }
        catch (CryptographicException broken)
        {
            return (TrailVerdict.Unproven, $"Key {key.Fingerprint} is not an RSA key in PKCS #1 ({broken.Message}); ask 'aws cloudtrail list-public-keys' again.");
        }

        return proof switch
        {
            SignatureProof.OfAnotherText => (TrailVerdict.Modified, "CloudTrail's key signed another text than it has now; get the object from another version or copy of the bucket."),
            SignatureProof.OfAnotherKey => (TrailVerdict.ReSigned, $"Its signature is not by key {key.Fingerprint}, which it names; get the object from another version or copy of the bucket."),
            _ => JudgeKeyTime(name, content, signature, key),
        };
    }

    private static (TrailVerdict, string)? JudgeKeyTime(DigestKey name, Digest content, DigestSignature signature, DigestPublicKey key)
    {
        if (name.IsBackfill && signature.GeneratedAt is null)
        {
            return (TrailVerdict.Unproven, "It is a backfill digest without the time it was made (x-amz-meta-backfill-generation-timestamp), so whether its key was valid then cannot be told.");
        }

        var (from, to) = signature.GeneratedAt is { } generated && name.IsBackfill
            ? (generated - AroundBackfill, generated + AroundBackfill)
            : (content.StartTime, content.EndTime + SignedWithin);
        return key.WasValidIn(from, to)
            ? null
            : (TrailVerdict.ReSigned, string.Create(
                CultureInfo.InvariantCulture,
                $"Key {key.Fingerprint} signed from {key.ValidFrom.UtcDateTime:u} to {key.ValidTo.UtcDateTime:u}, and the digest was made between {from.UtcDateTime:u} and {to.UtcDateTime:u}."));
    }

    private static (TrailVerdict, string)? JudgePlace(DigestKey name, Digest content, string bucket) =>
        content.Bucket == bucket && content.Key == name.Text
            ? null
            : (TrailVerdict.Moved, $"CloudTrail put it at s3://{content.Bucket}/{content.Key}.");
}
