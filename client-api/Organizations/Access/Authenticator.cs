using System.Diagnostics.Metrics;

namespace Raposa.Organizations.Access;

/// <summary>Who a request is from, by the access token in its <c>Authorization</c> header.</summary>
internal sealed class Authenticator(TokenVerifier tokens, MembershipCache memberships, IMeterFactory meters)
{
    private const string Scheme = "Bearer ";

    private readonly Counter<long> _refused = meters.Create("Raposa.Access").CreateCounter<long>(
        "raposa.access.tokens_refused", unit: "{token}", description: "Access tokens refused, by reason.");

    /// <summary>The person, with the role they have now in the token's organization; null without a valid token.</summary>
    public async Task<SignedIn?> AuthenticateAsync(HttpContext context)
    {
        if (!HasToken(context.Request))
        {
            return null;
        }

        var token = context.Request.Headers.Authorization.ToString()[Scheme.Length..].Trim();
        var verdict = await tokens.VerifyAsync(token, context.RequestAborted);
        if (verdict.Token is not { } verified)
        {
            _refused.Add(1, new KeyValuePair<string, object?>("reason", verdict.Refusal));
            return null;
        }

        var role = verified.Organization is { } organization
            ? await memberships.FindRoleAsync(organization, verified.PersonId)
            : null;
        return new(verified.PersonId, verified.Email, role is null ? null : verified.Organization, role);
    }

    public static bool HasToken(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
}
