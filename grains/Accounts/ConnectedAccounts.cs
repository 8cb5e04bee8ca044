using System.Collections.Immutable;
using Raposa.Collection;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>Which accounts are connected, for the collection.</summary>
internal sealed class ConnectedAccounts(AccountReaderStore accounts, CollectionStore schedules) : IConnectedAccounts
{
    public async Task<ImmutableArray<ConnectedAccount>> GetAllAsync(OrganizationId organization, CancellationToken cancellationToken) =>
    [
        .. (await accounts.GetConnectionsAsync(organization, cancellationToken))
            .Where(connection => connection.IsConnected)
            .Select(connection => new ConnectedAccount(connection.AccountId, connection.Provider)),
    ];

    public async Task<ImmutableArray<ConnectedAccount>> GetOverdueAsync(
        OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var overdue = await schedules.GetOverdueAccountsAsync(organization, now, cancellationToken);
        return [.. (await GetAllAsync(organization, cancellationToken)).Where(account => overdue.Contains(account.AccountId))];
    }
}
