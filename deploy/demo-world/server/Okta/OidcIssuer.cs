using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Okta;

/// <summary>The company's identity provider: signs tokens and publishes the key to check them with.</summary>
internal sealed class OidcIssuer(Dice dice, TimeProvider time, Func<string> address)
{
    /// <summary>An org server's tokens live an hour, whatever is asked for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly Lazy<RSA> _key = new(() => SeededRsa.Create(dice));

    /// <summary>The address under which it is reached; the claim <c>iss</c>.</summary>
    public string Issuer => address() + OktaEndpoints.Path;

    private string KeyId => Convert.ToHexStringLower(SHA256.HashData(_key.Value.ExportRSAPublicKey()).AsSpan(0, 16));

    public string Issue(string audience, string subject)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = KeyId };
        var claims = new JsonObject
        {
            ["iss"] = Issuer, ["aud"] = audience, ["sub"] = subject, ["iat"] = now, ["exp"] = now + (long)Lifetime.TotalSeconds,
            ["jti"] = Guid.NewGuid().ToString("N"),
        };
        var signed = $"{Part(header)}.{Part(claims)}";
        var signature = _key.Value.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The claims of a token of this issuer; null if it did not sign it.</summary>
    public JsonObject? Verify(string token)
    {
        if (Jwt.Parse(token) is not { } jwt || jwt.Header["alg"]?.GetValue<string>() != "RS256")
        {
            return null;
        }

        return _key.Value.VerifyData(jwt.Signed, jwt.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ? jwt.Claims : null;
    }

    public JsonObject Keys()
    {
        var key = _key.Value.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA", ["alg"] = "RS256", ["use"] = "sig", ["kid"] = KeyId,
                ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent),
            }),
        };
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
