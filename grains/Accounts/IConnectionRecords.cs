using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>The connections of accounts, in whatever keeps them.</summary>
internal interface IConnectionRecords
{
    Task<StoredConnection?> FindAsync(AccountKey account, CancellationToken cancellationToken);

    Task SaveAsync(OrganizationId organization, StoredConnection connection, CancellationToken cancellationToken);
}

/// <summary>A connection with its secret, sealed for the account's key; null where there is no secret.</summary>
internal sealed record StoredConnection(AccountConnection Connection, byte[]? Sealed);
