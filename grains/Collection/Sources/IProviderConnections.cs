using Raposa.Accounts;

namespace Raposa.Collection;

/// <summary>
/// What an account's connection says that its reader must know. The accounts implement it; a secret goes from there to the
/// vendor's client and nowhere else.
/// </summary>
internal interface IProviderConnections
{
    /// <exception cref="SourceReadException">The account has no connection (<see cref="FailureKind.Unauthenticated"/>).</exception>
    Task<FalconConnection> GetFalconAsync(AccountKey account, CancellationToken cancellationToken);

    /// <exception cref="SourceReadException">The account has no connection (<see cref="FailureKind.Unauthenticated"/>).</exception>
    Task<CloudflareConnection> GetCloudflareAsync(AccountKey account, CancellationToken cancellationToken);
}

/// <summary>An API client of a Falcon tenant.</summary>
/// <param name="BaseAddress">Of any of its clouds: the token's answer names the right one. <c>https://api.crowdstrike.com</c>.</param>
/// <param name="MemberCid">Of a managed service provider's child tenant; null for the tenant itself.</param>
internal sealed record FalconConnection(Uri BaseAddress, string ClientId, string ClientSecret, string? MemberCid = null);

/// <summary>A token of a Cloudflare account.</summary>
/// <param name="BaseAddress">Where <c>/client/v4</c> is: <c>https://api.cloudflare.com</c>.</param>
internal sealed record CloudflareConnection(Uri BaseAddress, string Token);
