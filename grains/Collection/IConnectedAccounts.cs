using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>Which accounts of an organization are connected. The accounts say so.</summary>
internal interface IConnectedAccounts
{
    Task<ImmutableArray<ConnectedAccount>> GetAllAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <summary>Of them, those that have a source due for longer than a minute.</summary>
    Task<ImmutableArray<ConnectedAccount>> GetOverdueAsync(
        OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken);
}

internal sealed record ConnectedAccount(string AccountId, Provider Provider);
