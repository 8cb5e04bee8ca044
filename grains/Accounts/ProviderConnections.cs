using System.Text;
using Raposa.Collection;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>What the vendors' clients must know of a connection. Secrets are opened here, and go from here to the vendor alone.</summary>
internal sealed class ProviderConnections(IConnectionRecords connections, ISecretSealer sealer) : IProviderConnections
{
    public static readonly Uri UsualFalcon = new("https://api.crowdstrike.com");

    public static readonly Uri UsualCloudflare = new("https://api.cloudflare.com");

    public async Task<FalconConnection> GetFalconAsync(AccountKey account, CancellationToken cancellationToken)
    {
        var stored = await RequireAsync(account, Provider.CrowdStrike, cancellationToken);
        return new(AddressOf(stored, UsualFalcon), stored.Connection.ClientId ?? "", await OpenAsync(account, stored, cancellationToken));
    }

    public async Task<CloudflareConnection> GetCloudflareAsync(AccountKey account, CancellationToken cancellationToken)
    {
        var stored = await RequireAsync(account, Provider.Cloudflare, cancellationToken);
        return new(AddressOf(stored, UsualCloudflare), await OpenAsync(account, stored, cancellationToken));
    }

    private async Task<StoredConnection> RequireAsync(AccountKey account, Provider provider, CancellationToken cancellationToken) =>
        await connections.FindAsync(account, cancellationToken) is { Connection.State: not ConnectionState.Disconnected } stored
            && stored.Connection.Provider == provider
            ? stored
            : throw new SourceReadException(
                new(FailureKind.Unauthenticated, "connection", "NotConnected", $"Account {account.AccountId} is not connected."),
                retryAfter: null,
                calls: 0);

    private async Task<string> OpenAsync(AccountKey account, StoredConnection stored, CancellationToken cancellationToken) =>
        stored.Sealed is { } secret
            ? Encoding.UTF8.GetString(await sealer.OpenAsync(secret, account.ToString(), cancellationToken))
            : throw new SourceReadException(
                new(FailureKind.Unauthenticated, "connection", "NoSecret", $"Account {account.AccountId} has no secret; connect it again."),
                retryAfter: null,
                calls: 0);

    private static Uri AddressOf(StoredConnection stored, Uri usual) =>
        stored.Connection.BaseUrl is { } address ? new(address) : usual;
}
