namespace Raposa.Organizations.Access;

/// <summary>The person of this request and the organization their token is for.</summary>
public sealed record SignedIn(Guid PersonId, string Email, OrganizationId? Organization, Role? Role);

public static class SignedInExtensions
{
    /// <summary>The signed-in person.</summary>
    /// <exception cref="InvalidOperationException">The endpoint allows anybody and yet asks who it is.</exception>
    public static SignedIn GetSignedIn(this HttpContext context) =>
        context.Features.Get<SignedIn>()
            ?? throw new InvalidOperationException($"{context.Request.Path} asks who is signed in but lets anybody call it.");

    /// <summary>The organization of the request's token.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not require a member.</exception>
    public static OrganizationId GetOrganization(this HttpContext context) =>
        context.GetSignedIn().Organization
            ?? throw new InvalidOperationException($"{context.Request.Path} asks for an organization but does not require a member.");
}
