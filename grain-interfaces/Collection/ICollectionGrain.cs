using Orleans;

namespace Raposa.Collection;

/// <summary>
/// Collection of one organization, keyed by <see cref="Organizations.OrganizationId"/>: what it decided about cadences, and
/// the sweep behind its accounts. Accounts tick themselves; the sweep finds what no reminder ticked.
/// </summary>
[Alias("raposa.collection-grain")]
public interface ICollectionGrain : IGrainWithStringKey
{
    /// <summary>Sets the cadence of a source for all accounts of the organization; null gives it back to the source's own.</summary>
    /// <returns>False if there is no such source.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The period is shorter than a minute or longer than thirty days.</exception>
    [Alias("set-cadence")]
    Task<bool> SetCadence(string source, TimeSpan? period);

    /// <summary>Called by an account that was connected, so that the sweep comes.</summary>
    [Alias("watch")]
    Task Watch();

    /// <summary>Wakes every connected account that has something overdue; each starts it by its own records.</summary>
    /// <returns>How many were woken.</returns>
    [Alias("sweep")]
    Task<int> Sweep();
}
