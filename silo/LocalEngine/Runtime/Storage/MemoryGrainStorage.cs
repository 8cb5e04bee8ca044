using System.Collections.Concurrent;
using System.Globalization;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Raposa.LocalEngine.Storage;

/// <summary>Grain state for as long as the process lives. Kept as bytes, so that it is as real as on disk.</summary>
internal sealed class MemoryGrainStorage(IGrainStorageSerializer serializer) : IGrainStorage
{
    private readonly ConcurrentDictionary<(string, GrainId), (BinaryData? Payload, long Version)> _rows = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_rows.TryGetValue((stateName, grainId), out var row))
        {
            grainState.ETag = row.Version.ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = row.Payload is not null;
            grainState.State = row.Payload is null ? default! : serializer.Deserialize<T>(row.Payload);
        }
        else
        {
            grainState.ETag = null;
            grainState.RecordExists = false;
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = Put(stateName, grainId, grainState.ETag, serializer.Serialize(grainState.State));
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = Put(stateName, grainId, grainState.ETag, payload: null);
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private string Put(string stateName, GrainId grainId, string? etag, BinaryData? payload)
    {
        var row = _rows.AddOrUpdate(
            (stateName, grainId),
            _ => etag is null ? (payload, 1) : throw Conflict(stateName, grainId, null, etag),
            (_, old) => old.Version.ToString(CultureInfo.InvariantCulture) == etag
                ? (payload, old.Version + 1)
                : throw Conflict(stateName, grainId, old.Version.ToString(CultureInfo.InvariantCulture), etag));
        return row.Version.ToString(CultureInfo.InvariantCulture);
    }

    private static InconsistentStateException Conflict(string stateName, GrainId grainId, string? stored, string? current) =>
        new($"The state '{stateName}' of {grainId} was changed by somebody else.", stored ?? "", current ?? "");
}
