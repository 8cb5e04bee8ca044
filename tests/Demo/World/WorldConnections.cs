using System.Text.Json.Nodes;
using Raposa.Accounts;
using Raposa.Collection;

namespace Raposa.Demo;

/// <summary>How the company's Falcon and Cloudflare are entered.</summary>
/// <param name="address">Where the world is.</param>
/// <param name="estate">As the world tells it.</param>
internal sealed class WorldConnections(Uri address, JsonObject estate) : IProviderConnections
{
    public Task<FalconConnection> GetFalconAsync(AccountKey account, CancellationToken cancellationToken) => Task.FromResult(
        new FalconConnection(address, estate["falcon"]!["clientId"]!.GetValue<string>(), estate["falcon"]!["clientSecret"]!.GetValue<string>()));

    public Task<CloudflareConnection> GetCloudflareAsync(AccountKey account, CancellationToken cancellationToken) =>
        Task.FromResult(new CloudflareConnection(address, estate["cloudflare"]!["token"]!.GetValue<string>()));
}
