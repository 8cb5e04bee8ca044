using System.Text;
using Orleans;
using Raposa.Accounts.Onboarding;
using Raposa.Collection;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <inheritdoc cref="IIdentityProviderGrain"/>
internal sealed class IdentityProviderGrain(
    IdentityProviderStore store, ITokenTester tester, ISecretSealer sealer, TimeProvider time) : Grain, IIdentityProviderGrain
{
    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public async Task<IdentityProvider?> Get() => (await store.FindAsync(Organization, CancellationToken.None))?.Provider;

    public async Task<IdentityProviderAnswer> Set(NewIdentityProvider request)
    {
        if (VendorAddress.Objection(request.Issuer) is { } objection)
        {
            return new(null, new(FailureKind.Malformed, "token", "BadIssuer", objection));
        }

        string token;
        try
        {
            token = await tester.GetTokenAsync(Organization, request, CancellationToken.None);
        }
        catch (SourceReadException refused)
        {
            return new(null, refused.Failure);
        }

        if (TokenClaims.Of(token) is not { } claims)
        {
            return new(null, new(FailureKind.Malformed, "token", "NoClaims", "The token says no audience and subject, which a role would have to ask for."));
        }

        var provider = new IdentityProvider
        {
            Issuer = request.Issuer,
            ClientId = request.ClientId,
            KeyId = request.KeyId,
            Scope = request.Scope,
            Audience = claims.Audience,
            Subject = claims.Subject,
            SetAt = time.GetUtcNow(),
        };
        var key = await sealer.SealAsync(
            Encoding.UTF8.GetBytes(request.PrivateKeyPem), IdentityConnections.OwnerOf(Organization), CancellationToken.None);
        await store.SaveAsync(Organization, new(provider, key), CancellationToken.None);
        return new(provider, null);
    }

    public Task<bool> Remove() => store.DeleteAsync(Organization, CancellationToken.None);
}
