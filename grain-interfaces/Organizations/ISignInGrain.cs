using System.Collections.Immutable;
using Orleans;

namespace Raposa.Organizations;

/// <summary>
/// Sign-in of one local account, keyed by the lower-case e-mail address, so that attempts at one account queue up and are
/// counted: after repeated failures it answers <see cref="SignInRefusal.TooManyAttempts"/> for a while. An address that
/// nobody has costs the same time as one with a wrong password.
/// </summary>
[PlatformGrain, Alias("raposa.sign-in-grain")]
public interface ISignInGrain : IGrainWithStringKey
{
    /// <summary>Registers the account. Null if the address is taken.</summary>
    [Alias("register")]
    Task<Guid?> Register(string password);

    /// <summary>Signs in. <paramref name="organization"/> chooses the active one; else the first joined.</summary>
    [Alias("sign-in")]
    Task<SignInAnswer> SignIn(string password, OrganizationId? organization);

    /// <summary>A new token for a person already signed in, with another active organization; refused if they are no member of it.</summary>
    [Alias("switch")]
    Task<SignInAnswer> Switch(Guid personId, OrganizationId organization);

    /// <summary>The organizations that the person has joined; none if this address is not theirs.</summary>
    [Alias("get-organizations")]
    Task<ImmutableArray<SessionOrganization>> GetOrganizations(Guid personId);

    /// <summary>
    /// Joins an organization by a single-use invitation. A person who has no password yet sets it by this; one who has
    /// one must give it.
    /// </summary>
    [Alias("accept-invitation")]
    Task<SignInAnswer> AcceptInvitation(string token, string password);
}

/// <summary>Either a session or why there is none.</summary>
/// <param name="RetryAfter">After too many attempts, how long the account stays locked.</param>
[GenerateSerializer, Immutable, Alias("raposa.sign-in-answer")]
public sealed record SignInAnswer(
    [property: Id(0)] Session? Session, [property: Id(1)] SignInRefusal? Refusal, [property: Id(2)] TimeSpan? RetryAfter = null);

[GenerateSerializer, Alias("raposa.sign-in-refusal")]
public enum SignInRefusal
{
    WrongEmailOrPassword = 1,
    TooManyAttempts = 2,
    NotAMember = 3,
    InvalidInvitation = 4,
}

/// <summary>A signed-in person. The access token names exactly one active organization.</summary>
[GenerateSerializer, Immutable, Alias("raposa.session")]
public sealed record Session
{
    /// <summary>An ES256 JWT; its keys are at <c>/.well-known/jwks.json</c>.</summary>
    [Id(0)] public required string AccessToken { get; init; }
    [Id(1)] public required DateTimeOffset ExpiresAt { get; init; }
    [Id(2)] public required Guid PersonId { get; init; }
    [Id(3)] public required string Email { get; init; }
    [Id(4)] public OrganizationId? Organization { get; init; }
    [Id(5)] public required ImmutableArray<SessionOrganization> Organizations { get; init; }
}

/// <summary>One organization the person may switch to.</summary>
[GenerateSerializer, Immutable, Alias("raposa.session-organization")]
public sealed record SessionOrganization(
    [property: Id(0)] OrganizationId Id, [property: Id(1)] string Name, [property: Id(2)] Role Role);
