using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Raposa.LocalEngine.Storage;

/// <summary>Grain state in the table <c>engine.grain_state</c>. The version is the ETag: whoever writes must name the last one.</summary>
internal sealed class PostgresGrainStorage(NpgsqlDataSource database, IGrainStorageSerializer serializer) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await using var command = database.CreateCommand(
            "select version, payload::text from engine.grain_state where grain_id = $1 and state_name = $2");
        command.Parameters.Add(new() { Value = grainId.ToString() });
        command.Parameters.Add(new() { Value = stateName });
        await using var reader = await command.ExecuteReaderAsync();
        if (await reader.ReadAsync())
        {
            grainState.ETag = reader.GetInt64(0).ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = !await reader.IsDBNullAsync(1);
            grainState.State = grainState.RecordExists ? serializer.Deserialize<T>(new(reader.GetString(1))) : default!;
        }
        else
        {
            grainState.ETag = null;
            grainState.RecordExists = false;
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = await PutAsync(stateName, grainId, grainState.ETag, serializer.Serialize(grainState.State).ToString());
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = await PutAsync(stateName, grainId, grainState.ETag, payload: null);
        grainState.RecordExists = false;
    }

    private async Task<string> PutAsync(string stateName, GrainId grainId, string? etag, string? payload)
    {
        await using var command = database.CreateCommand(etag is null
            ? """
              insert into engine.grain_state (grain_id, state_name, version, payload) values ($1, $2, 1, $3)
              on conflict do nothing returning version
              """
            : """
              update engine.grain_state set version = version + 1, payload = $3, changed_at = now()
              where grain_id = $1 and state_name = $2 and version = $4 returning version
              """);
        command.Parameters.Add(new() { Value = grainId.ToString() });
        command.Parameters.Add(new() { Value = stateName });
        command.Parameters.Add(new() { Value = (object?)payload ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        if (etag is not null)
        {
            command.Parameters.Add(new() { Value = long.Parse(etag, CultureInfo.InvariantCulture) });
        }

        return await command.ExecuteScalarAsync() is long version
            ? version.ToString(CultureInfo.InvariantCulture)
            : throw new InconsistentStateException(
                $"The state '{stateName}' of {grainId} was changed by somebody else.", "", etag ?? "");
    }
}
