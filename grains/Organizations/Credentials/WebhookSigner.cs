using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Raposa.Organizations;

/// <summary>
/// Signs a body as Standard Webhooks says: HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>, written <c>v1,{base64}</c>.
/// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
/// </summary>
/// <param name="key">24 to 64 random bytes.</param>
internal sealed class WebhookSigner(byte[] key)
{
    private const string Prefix = "whsec_";

    /// <summary>Null where the text is not <c>whsec_</c> and the base64 of 24 to 64 bytes.</summary>
    public static WebhookSigner? TryParse(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var bytes = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var length) && length is >= 24 and <= 64
            ? new(bytes[..length])
            : null;
    }

    /// <summary>The value of the <c>webhook-signature</c> header.</summary>
    /// <param name="messageId">The <c>webhook-id</c> header; holds no dot.</param>
    /// <param name="at">The <c>webhook-timestamp</c> header, in whole seconds.</param>
    /// <param name="body">The bytes as they go over the wire, compressed if they are sent so.</param>
    public string Sign(string messageId, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{messageId}.{at.ToUnixTimeSeconds()}.")));
        mac.AppendData(body);
        return $"v1,{Convert.ToBase64String(mac.GetHashAndReset())}";
    }

    public override string ToString() => "a signing secret";
}
