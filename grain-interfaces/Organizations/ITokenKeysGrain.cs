using Orleans;

namespace Raposa.Organizations;

/// <summary>The public keys that access tokens are signed with, as a JSON Web Key Set. Keyed <c>"keys"</c>.</summary>
[PlatformGrain, Alias("raposa.token-keys-grain")]
public interface ITokenKeysGrain : IGrainWithStringKey
{
    /// <summary>The JWKS document (RFC 7517), public parts only.</summary>
    [Alias("get-jwks")]
    Task<string> GetJwks();
}
