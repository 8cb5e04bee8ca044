using System.Collections.Immutable;
using Orleans;

namespace Raposa.Incidents;

/// <summary>
/// Decides which incident a detection belongs to, keyed <c>{org}/{actor}</c>, so that one actor's hits are placed one at a
/// time and never open two incidents for one story. Repeating a call changes nothing.
/// </summary>
[Alias("raposa.triage-grain")]
public interface ITriageGrain : IGrainWithStringKey
{
    /// <summary>Places the hits; returns the incidents they are in now (none for hits too weak to open one).</summary>
    [Alias("place")]
    Task<ImmutableArray<Guid>> Place(ImmutableArray<TimelineEntry> hits);
}
