using Microsoft.Extensions.Logging;
using Raposa.Collection;

namespace Raposa.Accounts;

/// <inheritdoc cref="IFalconAccountGrain"/>
internal sealed class FalconAccountGrain(AccountParts parts, ILogger<FalconAccountGrain> logger)
    : AccountGrain(parts, logger), IFalconAccountGrain
{
    protected override Provider Provider => Provider.CrowdStrike;

    public Task<ConnectAnswer> Connect(ConnectFalcon request) => ConnectWith(
        request.ClientId.Length == 0 || request.ClientSecret.Length == 0
            ? "A Falcon API client has an id and a secret."
            : VendorAddress.Objection(request.BaseUrl),
        request.ClientSecret,
        connection => connection with { ClientId = request.ClientId, BaseUrl = request.BaseUrl });
}
