using Orleans;
using Orleans.Concurrency;
using System.Collections.Immutable;

namespace Raposa.Incidents;

/// <summary>
/// One incident, keyed <c>{org}/{incident}</c>: the lock around its evidence and its workflow. What it says is what is in
/// PostgreSQL.
/// </summary>
[Alias("raposa.incident-grain")]
public interface IIncidentGrain : IGrainWithStringKey
{
    [ReadOnly, Alias("get")]
    Task<Incident?> Get();

    /// <summary>Opens it, or adds to it. An entry already there (same rule, same event) is not added again.</summary>
    [Alias("add")]
    Task<Incident> Add(string actor, ImmutableArray<TimelineEntry> entries);

    /// <summary>
    /// Takes over all evidence of other incidents of the same actor, which late evidence showed to be this one. Their ids
    /// go on as names of this one.
    /// </summary>
    [Alias("absorb")]
    Task<Incident?> Absorb(ImmutableArray<Guid> others);

    /// <summary>Closes it, or opens it again. Null if there is no such incident. A closed one takes in no further hits.</summary>
    [Alias("set-status")]
    Task<Incident?> SetStatus(IncidentStatus status);
}
