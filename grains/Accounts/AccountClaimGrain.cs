using Orleans;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <inheritdoc cref="IAccountClaimGrain"/>
internal sealed class AccountClaimGrain(AccountClaimStore store, TimeProvider time) : Grain, IAccountClaimGrain
{
    private AccountClaim? _claim;

    private string AccountId => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _claim = await store.FindAsync(AccountId, cancellationToken);

    public Task<OrganizationId?> GetOwner() => Task.FromResult(_claim?.Organization);

    public async Task<ClaimedAccount?> Claim(string name)
    {
        var organization = RequireCaller();
        if (_claim is not null && _claim.Organization != organization)
        {
            return null;
        }

        var account = new ClaimedAccount
        {
            AccountId = AccountId,
            Name = name,
            ClaimedAt = _claim?.Account.ClaimedAt ?? time.GetUtcNow(),
            ProvenAt = _claim?.Account.ProvenAt,
        };
        var claim = new AccountClaim(organization, account);
        if (!await store.SaveAsync(claim, CancellationToken.None))
        {
            // Somebody else wrote it past this activation: what is stored decides.
            _claim = await store.FindAsync(AccountId, CancellationToken.None);
            return null;
        }

        _claim = claim;
        await Publish(organization, "account.claimed", $"Account {AccountId} ({name}) was claimed.");
        return account;
    }

    public async Task<bool> Release()
    {
        var organization = RequireCaller();
        if (_claim?.Organization != organization)
        {
            return false;
        }

        // Whoever gives an account up reads it no longer.
        await GrainFactory.GetGrain<IAwsAccountGrain>(new AccountKey(organization, AccountId).ToString()).Disconnect();
        if (!await store.DeleteAsync(organization, AccountId, CancellationToken.None))
        {
            return false;
        }

        _claim = null;
        await Publish(organization, "account.released", $"Account {AccountId} was released.");
        return true;
    }

    public async Task<bool> Prove()
    {
        var organization = RequireCaller();
        if (_claim?.Organization != organization)
        {
            return false;
        }

        if (_claim.Account.ProvenAt is null)
        {
            var proven = _claim with { Account = _claim.Account with { ProvenAt = time.GetUtcNow() } };
            await store.ProveAsync(proven, CancellationToken.None);
            _claim = proven;
            await Publish(organization, "account.proven", $"A role in account {AccountId} let us in: the claim is proven.");
        }

        return true;
    }

    private static OrganizationId RequireCaller() =>
        Caller.Organization ?? throw new UnauthorizedAccessException("An account is claimed and released for an organization; the call named none.");

    private Task Publish(OrganizationId organization, string kind, string summary) =>
        GrainFactory.GetGrain<IActivityGrain>(organization.ToString()).Publish(new()
        {
            At = time.GetUtcNow(),
            Kind = kind,
            Summary = summary,
            Subject = AccountId,
        });
}
