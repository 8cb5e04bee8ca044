using System.Collections.Concurrent;
using System.Collections.Immutable;
using Raposa.Accounts;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>Connections in memory.</summary>
internal sealed class MemoryConnections : IConnectionRecords, IConnectedAccounts
{
    private readonly ConcurrentDictionary<AccountKey, StoredConnection> _stored = new();

    public Task<StoredConnection?> FindAsync(AccountKey account, CancellationToken cancellationToken) =>
        Task.FromResult(_stored.GetValueOrDefault(account));

    public Task SaveAsync(OrganizationId organization, StoredConnection connection, CancellationToken cancellationToken)
    {
        _stored[new(organization, connection.Connection.AccountId)] = connection;
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<ConnectedAccount>> GetAllAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<ConnectedAccount>>(
        [
            .. _stored.Where(pair => pair.Key.Organization == organization && pair.Value.Connection.IsConnected)
                .Select(pair => new ConnectedAccount(pair.Key.AccountId, pair.Value.Connection.Provider)),
        ]);

    public Task<ImmutableArray<ConnectedAccount>> GetOverdueAsync(
        OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken) => GetAllAsync(organization, cancellationToken);
}
