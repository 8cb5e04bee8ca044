using Orleans;
using Orleans.Concurrency;

namespace Raposa.Organizations;

/// <summary>
/// One API credential, keyed <c>{org}/{credentialId}</c>. It is the only writer of its secrets, so a revocation holds for
/// the very next request. A key that does not exist answers like one with a wrong secret.
/// </summary>
[Alias("raposa.credential-grain")]
public interface ICredentialGrain : IGrainWithStringKey
{
    /// <summary>The live secrets if the API key's secret part is right and the credential is not revoked, else null.</summary>
    /// <param name="apiKeyHash">SHA-256 of the whole API key as presented, lower-case hex.</param>
    [ReadOnly, Alias("authenticate")]
    Task<CredentialMaterial?> Authenticate(string apiKeyHash);

    /// <summary>The credential as listed, or null.</summary>
    [ReadOnly, Alias("get")]
    Task<Credential?> Get();

    /// <summary>Writes a credential just issued. Only <see cref="IOrganizationGrain"/> calls this.</summary>
    [Alias("issue")]
    Task<IssuedCredential> Issue(string name);

    /// <summary>Adds a new secret and lets the older one live on for <paramref name="overlap"/>. Null if there is no such live credential.</summary>
    [Alias("rotate-secret")]
    Task<IssuedSecret?> RotateSecret(TimeSpan overlap);

    /// <summary>Ends one secret now. Null if there is no such secret.</summary>
    [Alias("revoke-secret")]
    Task<Credential?> RevokeSecret(Guid secretId);

    /// <summary>Ends the credential now. Null if there is none.</summary>
    [Alias("revoke")]
    Task<Credential?> Revoke();
}
