using System.Collections.Immutable;
using Orleans;

namespace Raposa.Reconciliation;

/// <inheritdoc cref="ISensorDirectoryGrain"/>
internal sealed class SensorDirectoryGrain : Grain, ISensorDirectoryGrain
{
    private Guid _run;
    private Dictionary<InstanceName, SensorCandidates> _candidates = [];

    public Task Load(Guid run, ImmutableArray<DirectoryEntry> entries)
    {
        (_run, _candidates) = (run, entries.ToDictionary(entry => entry.Instance, entry => entry.Candidates));
        return Task.CompletedTask;
    }

    public Task<SensorCandidates?> Find(Guid run, InstanceName instance) =>
        Task.FromResult(run == _run ? _candidates.GetValueOrDefault(instance, SensorCandidates.None) : null);
}
