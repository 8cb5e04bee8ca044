using Raposa.Accounts;

namespace Raposa.Collection.Sources;

/// <summary>The connections of one Falcon tenant and one Cloudflare account, at whatever address.</summary>
internal sealed class VendorConnections(Uri address, string secret = "a secret") : IProviderConnections
{
    public Task<FalconConnection> GetFalconAsync(AccountKey account, CancellationToken cancellationToken) =>
        Task.FromResult(new FalconConnection(address, "a client", secret));

    public Task<CloudflareConnection> GetCloudflareAsync(AccountKey account, CancellationToken cancellationToken) =>
        Task.FromResult(new CloudflareConnection(address, secret));
}
