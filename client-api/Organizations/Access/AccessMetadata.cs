namespace Raposa.Organizations.Access;

/// <summary>
/// Who may call an endpoint: a member with a permission, any signed-in person, or anybody (the endpoint then checks its
/// own credentials, as ingestion does).
/// </summary>
public sealed record AccessMetadata(AccessKind Kind, Permission? Permission)
{
    public override string ToString() => Permission?.ToString() ?? Kind.ToString();
}

public enum AccessKind
{
    Anybody,
    SignedIn,
    Member,
}

public static class AccessMetadataExtensions
{
    /// <summary>Only a member of the token's active organization whose role has the permission.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder endpoint, Permission permission)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessMetadata(AccessKind.Member, permission));

    /// <summary>Anybody with a valid access token, member of an organization or not.</summary>
    public static TBuilder RequireSignIn<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessMetadata(AccessKind.SignedIn, null));

    /// <summary>Anybody. The endpoint checks whatever it needs by itself.</summary>
    public static TBuilder AllowAnybody<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessMetadata(AccessKind.Anybody, null));
}
