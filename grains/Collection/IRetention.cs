using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>Lets go of what the organization's plan keeps no longer.</summary>
internal interface IRetention
{
    /// <returns>How many snapshots or runs are gone.</returns>
    Task<int> ApplyAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken);
}
