using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Raposa.Organizations.Access;

/// <summary>What an access token says, once its signature and its times hold. What the person may do is asked elsewhere.</summary>
internal sealed record VerifiedToken(Guid PersonId, string Email, OrganizationId? Organization);

/// <summary>Either the token's content, or why it is refused: for a counter and a log, never for the caller.</summary>
internal sealed record TokenVerdict(VerifiedToken? Token, string? Refusal);

/// <summary>Verifies the ES256 access tokens that this platform issues.</summary>
/// <remarks>
/// Own code over System.Security.Cryptography: the packages that ASP.NET's JwtBearer needs do not restore on the mirrors
/// this is built from. So it takes one shape of token and no other: the key decides the algorithm, never the token.
/// </remarks>
internal sealed class TokenVerifier(TokenKeySet keys, AccessOptions options, TimeProvider time)
{
    private const string Algorithm = "ES256";
    private const string Audience = "raposa";
    private const int MaximumLength = 8 * 1024;

    // Two machines that keep time by NTP differ by less.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    public async Task<TokenVerdict> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            return token.Length <= MaximumLength && token.Split('.') is [var header, var payload, var signature]
                ? await VerifyAsync(header, payload, signature, cancellationToken)
                : Refuse("malformed");
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return Refuse("malformed");
        }
    }

    private async Task<TokenVerdict> VerifyAsync(
        string header, string payload, string signature, CancellationToken cancellationToken)
    {
        using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(header));
        if (head.RootElement.GetProperty("alg").GetString() != Algorithm)
        {
            return Refuse("algorithm");
        }

        // RFC 7515 4.1.11: extensions that must be understood, and none is.
        if (head.RootElement.TryGetProperty("crit", out _))
        {
            return Refuse("critical-extension");
        }

        if (await keys.FindAsync(head.RootElement.GetProperty("kid").GetString() ?? "", cancellationToken) is not { } key)
        {
            return Refuse("unknown-key");
        }

        if (!key.Verifies(Encoding.ASCII.GetBytes($"{header}.{payload}"), Base64Url.DecodeFromChars(signature)))
        {
            return Refuse("signature");
        }

        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
        return Judge(claims.RootElement);
    }

    private TokenVerdict Judge(JsonElement claims)
    {
        var now = time.GetUtcNow();
        return claims.GetProperty("iss").GetString() != options.Issuer ? Refuse("issuer")
            : claims.GetProperty("aud").GetString() != Audience ? Refuse("audience")
            : TimeOf(claims.GetProperty("exp")) + Skew <= now ? Refuse("expired")
            : claims.TryGetProperty("nbf", out var notBefore) && TimeOf(notBefore) - Skew > now ? Refuse("not-yet-valid")
            : new(
                new(
                    Guid.ParseExact(claims.GetProperty("sub").GetString()!, "D"),
                    claims.GetProperty("email").GetString()!,
                    claims.TryGetProperty("org", out var organization) ? OrganizationId.Parse(organization.GetString()!) : null),
                null);
    }

    private static DateTimeOffset TimeOf(JsonElement seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds.GetInt64(), 0, 253_402_300_799));

    private static TokenVerdict Refuse(string reason) => new(null, reason);
}
