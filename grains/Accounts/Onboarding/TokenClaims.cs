using System.Buffers.Text;
using System.Text.Json;

namespace Raposa.Accounts.Onboarding;

/// <summary>Of a token, what a role's trust policy asks for. It came from its issuer a moment ago; whether it is good AWS decides.</summary>
internal sealed record TokenClaims(string Issuer, string Audience, string Subject)
{
    /// <summary>Null if it is no JWT, or does not say all three. Of several audiences the first.</summary>
    public static TokenClaims? Of(string token)
    {
        if (token.Split('.') is not [_, var body, _] || !Base64Url.IsValid(body))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(body));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && Text(json.RootElement, "iss") is { } issuer && Uri.IsWellFormedUriString(issuer, UriKind.Absolute)
                && Text(json.RootElement, "aud") is { } audience && Text(json.RootElement, "sub") is { } subject
                    ? new(issuer, audience, subject)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement claims, string name) => !claims.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.String } first ? first.GetString() : null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : null;
}
