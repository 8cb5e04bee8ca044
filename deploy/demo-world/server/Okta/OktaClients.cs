using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Buffers.Text;

namespace Raposa.DemoWorld.Okta;

/// <summary>Service apps by client id, each with the public keys that its assertions are checked with.</summary>
internal sealed class OktaClients(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, JsonArray> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);

    /// <param name="keys">JWKs: RSA, or EC on P-256.</param>
    public void Register(string clientId, JsonArray keys) => _keys[clientId] = keys;

    /// <summary>The client that an assertion proves; null if it proves none.</summary>
    /// <param name="audiences">The token endpoint's addresses.</param>
    public string? Prove(string assertion, IReadOnlyCollection<string> audiences)
    {
        if (Jwt.Parse(assertion) is not { } jwt || Text(jwt.Claims, "iss") is not { } client || Text(jwt.Claims, "sub") != client ||
            !_keys.TryGetValue(client, out var keys) || Text(jwt.Claims, "aud") is not { } audience || !audiences.Contains(audience))
        {
            return null;
        }

        var now = time.GetUtcNow();
        var expires = DateTimeOffset.FromUnixTimeSeconds(jwt.Claims["exp"]?.GetValue<long>() ?? 0);
        if (expires < now || expires > now.AddHours(1) || !keys.Any(key => Verifies(key!.AsObject(), jwt)))
        {
            return null;
        }

        // An assertion that names itself counts once.
        return Text(jwt.Claims, "jti") is not { } id || _used.TryAdd(id, expires) ? client : null;
    }

    private static bool Verifies(JsonObject key, Jwt jwt)
    {
        byte[] Part(string name) => Base64Url.DecodeFromChars(key[name]!.GetValue<string>());
        switch (Text(key, "kty"), Text(jwt.Header, "alg"))
        {
            case ("RSA", "RS256"):
                using (var rsa = RSA.Create(new RSAParameters { Modulus = Part("n"), Exponent = Part("e") }))
                {
                    return rsa.VerifyData(jwt.Signed, jwt.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                }

            case ("EC", "ES256"):
                using (var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Part("x"), Y = Part("y") } }))
                {
                    return ec.VerifyData(jwt.Signed, jwt.Signature, HashAlgorithmName.SHA256);
                }

            default:
                return false;
        }
    }

    private static string? Text(JsonObject from, string name) => from[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
