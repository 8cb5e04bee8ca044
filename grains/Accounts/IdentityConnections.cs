using System.Text;
using Raposa.Collection;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>The service app of an organization, for whoever gets tokens as it: its own, or the installation's where it has none.</summary>
internal sealed class IdentityConnections(IdentityProviderStore store, ConfiguredOkta installation, ISecretSealer sealer) : IOktaConnections
{
    public static string OwnerOf(OrganizationId organization) => $"{organization}/identity-provider";

    public async Task<OktaConnection?> FindAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        await store.FindAsync(organization, cancellationToken) is { } stored
            ? new(
                new(stored.Provider.Issuer),
                stored.Provider.ClientId,
                Encoding.UTF8.GetString(await sealer.OpenAsync(stored.Sealed, OwnerOf(organization), cancellationToken)),
                stored.Provider.KeyId,
                stored.Provider.Scope)
            : await installation.FindAsync(organization, cancellationToken);
}
