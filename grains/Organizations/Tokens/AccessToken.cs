using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Raposa.Organizations;

/// <summary>What an access token says. Its role is a hint for a page; what counts is the membership at the time of the call.</summary>
internal sealed record AccessTokenClaims
{
    public const string Audience = "raposa";

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public required Guid TokenId { get; init; }
    public required string Issuer { get; init; }
    public required Guid PersonId { get; init; }
    public required string Email { get; init; }
    public required OrganizationId? Organization { get; init; }
    public required Role? Role { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }

    public DateTimeOffset ExpiresAt => IssuedAt + Lifetime;
}

/// <summary>Writes claims as an ES256 JSON Web Token (RFC 7515, RFC 7518 3.4, header as in RFC 9068).</summary>
internal static class AccessToken
{
    /// <param name="key">A private key on the curve P-256.</param>
    public static string Write(AccessTokenClaims claims, ECDsa key, string keyId)
    {
        var header = Encode(new Dictionary<string, object> { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = keyId });
        var payload = Encode(PayloadOf(claims));
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{header}.{payload}"), HashAlgorithmName.SHA256);
        return $"{header}.{payload}.{Base64Url.EncodeToString(signature)}";
    }

    private static Dictionary<string, object> PayloadOf(AccessTokenClaims claims)
    {
        var payload = new Dictionary<string, object>
        {
            ["iss"] = claims.Issuer,
            ["aud"] = AccessTokenClaims.Audience,
            ["sub"] = claims.PersonId.ToString("D"),
            ["email"] = claims.Email,
            ["iat"] = claims.IssuedAt.ToUnixTimeSeconds(),
            ["exp"] = claims.ExpiresAt.ToUnixTimeSeconds(),
            ["jti"] = claims.TokenId.ToString("D"),
        };
        if (claims.Organization is { } organization && claims.Role is { } role)
        {
            payload["org"] = organization.ToString();
            payload["role"] = role.ToString().ToLowerInvariant();
        }

        return payload;
    }

    private static string Encode(Dictionary<string, object> part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
