using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <inheritdoc cref="IAccountReaderGrain"/>
[StatelessWorker]
internal sealed class AccountReaderGrain(AccountReaderStore store) : Grain, IAccountReaderGrain
{
    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public Task<ImmutableArray<ClaimedAccount>> GetAccounts() => store.GetAllAsync(Organization, CancellationToken.None);

    public Task<ClaimedAccount?> GetAccount(string accountId) => store.FindAsync(Organization, accountId, CancellationToken.None);

    public Task<ImmutableArray<AccountConnection>> GetConnections() =>
        store.GetConnectionsAsync(Organization, CancellationToken.None);

    public Task<AccountConnection?> GetConnection(string accountId) =>
        store.FindConnectionAsync(Organization, accountId, CancellationToken.None);
}
