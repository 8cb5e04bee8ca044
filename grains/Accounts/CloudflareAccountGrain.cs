using Microsoft.Extensions.Logging;
using Raposa.Collection;

namespace Raposa.Accounts;

/// <inheritdoc cref="ICloudflareAccountGrain"/>
internal sealed class CloudflareAccountGrain(AccountParts parts, ILogger<CloudflareAccountGrain> logger)
    : AccountGrain(parts, logger), ICloudflareAccountGrain
{
    protected override Provider Provider => Provider.Cloudflare;

    public Task<ConnectAnswer> Connect(ConnectCloudflare request) => ConnectWith(
        request.Token.Length == 0 ? "A Cloudflare API token is needed." : VendorAddress.Objection(request.BaseUrl),
        request.Token,
        connection => connection with { BaseUrl = request.BaseUrl });
}
