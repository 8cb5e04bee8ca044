using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Raposa.Organizations;

/// <summary>A key that signs access tokens, as it is stored: its public part as a JWK (RFC 7517), its private part sealed.</summary>
internal sealed record TokenKey(string KeyId, string Jwk, byte[] SealedPrivate)
{
    /// <summary>The public part as a JWK. The key id is its thumbprint (RFC 7638), so it follows from the key alone.</summary>
    public static (string KeyId, string Jwk) Describe(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var x = Base64Url.EncodeToString(point.X);
        var y = Base64Url.EncodeToString(point.Y);

        // The members in this order and without a blank: the thumbprint is a hash of exactly this text.
        var members = Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""");
        var keyId = Base64Url.EncodeToString(SHA256.HashData(members));
        var jwk = JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = x,
            ["y"] = y,
            ["kid"] = keyId,
            ["use"] = "sig",
            ["alg"] = "ES256",
        });
        return (keyId, jwk);
    }
}
