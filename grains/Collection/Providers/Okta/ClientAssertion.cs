using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>The signed claim of a service app to be itself, for one token (RFC 7523).</summary>
internal static class ClientAssertion
{
    /// <summary>Okta takes up to an hour; it is used at once.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <param name="audience">The address of the token endpoint.</param>
    /// <param name="id">Random: Okta takes each assertion once.</param>
    /// <exception cref="CryptographicException">The key is neither RSA nor EC on P-256, or is no key.</exception>
    public static string Sign(OktaConnection connection, Uri audience, string id, DateTimeOffset now)
    {
        using var rsa = RSA.Create();
        using var ec = ECDsa.Create();
        var isRsa = IsImported(rsa, connection.PrivateKeyPem);
        if (!isRsa && !(IsImported(ec, connection.PrivateKeyPem) && ec.KeySize == 256))
        {
            throw new CryptographicException("The key of the service app is neither RSA nor EC on P-256.");
        }

        var header = new JsonObject { ["alg"] = isRsa ? "RS256" : "ES256", ["typ"] = "JWT" };
        if (connection.KeyId is { } keyId)
        {
            header["kid"] = keyId;
        }

        var claims = new JsonObject
        {
            ["iss"] = connection.ClientId,
            ["sub"] = connection.ClientId,
            ["aud"] = audience.ToString(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
            ["jti"] = id,
        };
        var text = $"{Part(header)}.{Part(claims)}";
        var bytes = Encoding.ASCII.GetBytes(text);
        var signature = isRsa
            ? rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : ec.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    private static bool IsImported(AsymmetricAlgorithm algorithm, string pem)
    {
        try
        {
            algorithm.ImportFromPem(pem);
            return true;
        }
        catch (Exception other) when (other is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
