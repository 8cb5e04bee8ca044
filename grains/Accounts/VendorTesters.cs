using System.Collections.Immutable;
using Raposa.Collection;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>Tries a Falcon API client: a token as that client, and one host.</summary>
internal sealed class FalconConnectionTester(VendorHttpClient http, TimeProvider time) : IConnectionTester
{
    public Provider Provider => Provider.CrowdStrike;

    public async Task<ConnectionTest> TryAsync(
        AccountKey account, AccountConnection connection, string? secret, CancellationToken cancellationToken)
    {
        var candidate = new Candidate(new FalconConnection(
            connection.BaseUrl is { } address ? new(address) : ProviderConnections.UsualFalcon, connection.ClientId ?? "", secret ?? ""));
        try
        {
            await new FalconClient(http, candidate, time).CallAsync(
                account, new("GET", "/devices/queries/devices/v1?limit=1"), new(), cancellationToken);
        }
        catch (SourceReadException refused) when (refused.Failure.Kind is not (FailureKind.Denied or FailureKind.NotEnabled))
        {
            return new(time.GetUtcNow(), null, refused.Failure);
        }
        catch (SourceReadException)
        {
            // The token came: the client is good. What it may not see, each source says for itself.
        }

        return new(time.GetUtcNow(), connection.ClientId, null);
    }

    public Task<ImmutableArray<string>> GetRegionsAsync(AccountKey account, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<string>>([]);
}

/// <summary>Tries a Cloudflare token: it lists zones of the account.</summary>
internal sealed class CloudflareConnectionTester(VendorHttpClient http, TimeProvider time) : IConnectionTester
{
    public Provider Provider => Provider.Cloudflare;

    public async Task<ConnectionTest> TryAsync(
        AccountKey account, AccountConnection connection, string? secret, CancellationToken cancellationToken)
    {
        var candidate = new Candidate(new CloudflareConnection(
            connection.BaseUrl is { } address ? new(address) : ProviderConnections.UsualCloudflare, secret ?? ""));
        try
        {
            await new CloudflareClient(http, candidate, time).GetAsync(
                account, $"/zones?account.id={account.AccountId}&per_page=5", new(), cancellationToken);
            return new(time.GetUtcNow(), account.AccountId, null);
        }
        catch (SourceReadException refused)
        {
            return new(time.GetUtcNow(), null, refused.Failure);
        }
    }

    public Task<ImmutableArray<string>> GetRegionsAsync(AccountKey account, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<string>>([]);
}

/// <summary>Gets a token of Okta as an app that is not kept yet.</summary>
internal sealed class OktaTokenTester(VendorHttpClient http, TimeProvider time) : ITokenTester
{
    public async Task<string> GetTokenAsync(OrganizationId organization, NewIdentityProvider app, CancellationToken cancellationToken)
    {
        var candidate = new Candidate(new OktaConnection(new(app.Issuer), app.ClientId, app.PrivateKeyPem, app.KeyId, app.Scope));
        return await new OktaTokenClient(http, candidate, time).GetTokenAsync(organization, cancellationToken);
    }
}

/// <summary>A connection that is only tried.</summary>
file sealed class Candidate : IProviderConnections, IOktaConnections
{
    private readonly FalconConnection? _falcon;
    private readonly CloudflareConnection? _cloudflare;
    private readonly OktaConnection? _okta;

    public Candidate(FalconConnection falcon) => _falcon = falcon;

    public Candidate(CloudflareConnection cloudflare) => _cloudflare = cloudflare;

    public Candidate(OktaConnection okta) => _okta = okta;

    public Task<FalconConnection> GetFalconAsync(AccountKey account, CancellationToken cancellationToken) => Task.FromResult(_falcon!);

    public Task<CloudflareConnection> GetCloudflareAsync(AccountKey account, CancellationToken cancellationToken) => Task.FromResult(_cloudflare!);

    public Task<OktaConnection?> FindAsync(OrganizationId organization, CancellationToken cancellationToken) => Task.FromResult(_okta);
}
