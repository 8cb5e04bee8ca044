using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Raposa.Ingestion.Signatures;

/// <summary>
/// Checks a Standard Webhooks signature (standardwebhooks.com, scheme <c>v1</c>): HMAC-SHA256 over
/// <c>{id}.{timestamp}.{body}</c>, the body being the raw bytes as received.
/// </summary>
internal static class StandardWebhook
{
    public const int LongestId = 256;

    /// <summary>How far the sender's clock may be off, either way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    private const int LongestSignatureHeader = 4096;
    private const int MostSignatures = 16;

    /// <summary>Null if the message is authentic, else the reason for the counter.</summary>
    /// <remarks>
    /// Every listed signature is compared with every live secret and no comparison ends early, so that neither the count nor
    /// the place of a match shows in the time it takes.
    /// </remarks>
    public static string? Refuse(Delivery delivery, ImmutableArray<byte[]> secrets, DateTimeOffset now)
    {
        if (!HasWellFormedHeaders(delivery, out var sentAt))
        {
            return "headers";
        }

        if ((now - sentAt).Duration() > Tolerance)
        {
            return "clock";
        }

        return IsSigned(delivery, secrets) ? null : "signature";
    }

    private static bool HasWellFormedHeaders(Delivery delivery, out DateTimeOffset sentAt)
    {
        sentAt = default;
        if (delivery.MessageId is not { Length: > 0 and <= LongestId } id || id.AsSpan().ContainsAnyExceptInRange('!', '~') || id.Contains('.', StringComparison.Ordinal)
            || delivery.Signature is not { Length: > 0 and <= LongestSignatureHeader }
            || delivery.Timestamp is not { Length: > 0 and <= 11 } timestamp
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }

        sentAt = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    private static bool IsSigned(Delivery delivery, ImmutableArray<byte[]> secrets)
    {
        var presented = SignaturesOf(delivery.Signature!);
        var prefix = Encoding.ASCII.GetBytes($"{delivery.MessageId}.{delivery.Timestamp}.");
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isSigned = false;
        foreach (var secret in secrets)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
            hmac.AppendData(prefix);
            hmac.AppendData(delivery.Body);
            hmac.GetHashAndReset(expected);
            foreach (var signature in presented)
            {
                isSigned |= CryptographicOperations.FixedTimeEquals(signature, expected);
            }
        }

        return isSigned;
    }

    // Other versions (v1a is ed25519) stand beside v1 during a migration and are passed over, as the specification asks.
    private static List<byte[]> SignaturesOf(string header)
    {
        var signatures = new List<byte[]>();
        foreach (var range in header.AsSpan().Split(' '))
        {
            var part = header.AsSpan(range);
            var signature = new byte[HMACSHA256.HashSizeInBytes];
            if (signatures.Count < MostSignatures
                && part.StartsWith("v1,", StringComparison.Ordinal)
                && Convert.TryFromBase64Chars(part[3..], signature, out var length)
                && length == signature.Length)
            {
                signatures.Add(signature);
            }
        }

        return signatures;
    }
}
