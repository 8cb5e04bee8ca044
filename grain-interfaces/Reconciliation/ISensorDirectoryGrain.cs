using System.Collections.Immutable;
using Orleans;

namespace Raposa.Reconciliation;

/// <summary>
/// Which sensors name which instance: instance id to device, address to devices. Keyed by organization. It is loaded for each
/// run and forgets it when it dies.
/// </summary>
[Alias("raposa.sensor-directory-grain")]
public interface ISensorDirectoryGrain : IGrainWithStringKey
{
    /// <summary>Takes what a run read. Safe to repeat.</summary>
    [Alias("load")]
    Task Load(Guid run, ImmutableArray<DirectoryEntry> entries);

    /// <summary>The sensors that name the instance, the one to claim first at the head; null if it does not know the run.</summary>
    [Alias("find")]
    Task<SensorCandidates?> Find(Guid run, InstanceName instance);
}

/// <summary>What the sensors say of one instance. Instances that none names are left out.</summary>
[GenerateSerializer, Immutable, Alias("raposa.directory-entry")]
public sealed record DirectoryEntry([property: Id(0)] InstanceName Instance, [property: Id(1)] SensorCandidates Candidates);
