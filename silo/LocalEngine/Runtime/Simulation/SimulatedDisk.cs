using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Raposa.LocalEngine.Reminders;
using Raposa.LocalEngine.Storage;

namespace Raposa.LocalEngine.Simulation;

/// <summary>What outlives the silos of a simulated world: stored states and reminders.</summary>
internal sealed class SimulatedDisk
{
    private readonly Dictionary<string, IGrainStorage> _storages = [];

    public MemoryReminderTable Reminders { get; } = new();

    public IGrainStorage StorageOf(string name, IGrainStorageSerializer serializer)
    {
        if (!_storages.TryGetValue(name, out var storage))
        {
            _storages.Add(name, storage = new SlowStorage(new MemoryGrainStorage(serializer)));
        }

        return storage;
    }

    /// <summary>Other turns come before and after what it does, so that a crash may too.</summary>
    private sealed class SlowStorage(MemoryGrainStorage storage) : IGrainStorage
    {
        public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            await Task.Yield();
            await storage.ReadStateAsync(stateName, grainId, grainState);
            await Task.Yield();
        }

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            await Task.Yield();
            await storage.WriteStateAsync(stateName, grainId, grainState);
            await Task.Yield();
        }

        public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            await Task.Yield();
            await storage.ClearStateAsync(stateName, grainId, grainState);
            await Task.Yield();
        }
    }
}
