using Orleans;

namespace Raposa.Accounts;

/// <summary>
/// The identity provider with whose tokens an organization's AWS accounts can be entered directly, such as an Okta service
/// app. Keyed by organization; there is one at the most.
/// </summary>
[Alias("raposa.identity-provider-grain")]
public interface IIdentityProviderGrain : IGrainWithStringKey
{
    /// <summary>Null if there is none.</summary>
    [Alias("get")]
    Task<IdentityProvider?> Get();

    /// <summary>Gets a token as that app, and keeps the app if it comes. Repeating it replaces the app.</summary>
    [ResponseTimeout("00:01:00"), Alias("set")]
    Task<IdentityProviderAnswer> Set(NewIdentityProvider request);

    /// <summary>Forgets it. Accounts that are entered with its tokens can be read no more. False if there is none.</summary>
    [Alias("remove")]
    Task<bool> Remove();
}

/// <param name="Issuer">The authorization server, such as <c>https://example.okta.com/oauth2/default</c>.</param>
/// <param name="ClientId">Of the service app.</param>
/// <param name="PrivateKeyPem">Its key: RSA, or EC on P-256. Sealed before it is stored; no answer ever shows it.</param>
/// <param name="KeyId">What the provider calls the public half; null if the app has one key.</param>
/// <param name="Scope">What is asked for.</param>
[GenerateSerializer, Immutable, Alias("raposa.new-identity-provider")]
public sealed record NewIdentityProvider(
    [property: Id(0)] string Issuer,
    [property: Id(1)] string ClientId,
    [property: Id(2)] string PrivateKeyPem,
    [property: Id(3)] string? KeyId,
    [property: Id(4)] string Scope)
{
    /// <summary>Without the key, wherever it is written.</summary>
    public override string ToString() => $"NewIdentityProvider {{ Issuer = {Issuer}, ClientId = {ClientId} }}";
}

/// <summary>What is kept of it and no secret. A role that trusts it asks for issuer, audience and subject.</summary>
[GenerateSerializer, Immutable, Alias("raposa.identity-provider")]
public sealed record IdentityProvider
{
    [Id(0)] public required string Issuer { get; init; }
    [Id(1)] public required string ClientId { get; init; }
    [Id(2)] public string? KeyId { get; init; }
    [Id(3)] public required string Scope { get; init; }

    /// <summary>The <c>aud</c> of its tokens.</summary>
    [Id(4)] public required string Audience { get; init; }

    /// <summary>The <c>sub</c> of its tokens.</summary>
    [Id(5)] public required string Subject { get; init; }
    [Id(6)] public required DateTimeOffset SetAt { get; init; }
}

/// <param name="Provider">As it is kept now; null if it was not.</param>
/// <param name="Failure">Why not, in the provider's own words.</param>
[GenerateSerializer, Immutable, Alias("raposa.identity-provider-answer")]
public sealed record IdentityProviderAnswer([property: Id(0)] IdentityProvider? Provider, [property: Id(1)] Collection.RunFailure? Failure);
