using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>As which service app of Okta the accounts of an organization are entered.</summary>
internal interface IOktaConnections
{
    /// <summary>Null if the organization has none.</summary>
    Task<OktaConnection?> FindAsync(OrganizationId organization, CancellationToken cancellationToken);
}

/// <summary>A service app that proves itself with a key.</summary>
/// <param name="Issuer">The authorization server, such as <c>https://example.okta.com/oauth2/default</c>.</param>
/// <param name="PrivateKeyPem">RSA, or EC on P-256. There is no client secret.</param>
/// <param name="KeyId">What Okta calls the public half; null if the app has one key.</param>
/// <param name="Scope">What is asked for; the server knows it by this name.</param>
internal sealed record OktaConnection(Uri Issuer, string ClientId, string PrivateKeyPem, string? KeyId, string Scope);
