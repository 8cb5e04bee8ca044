using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Storage;

namespace Raposa.LocalEngine.Storage;

/// <summary>Grain state as JSON. Reading makes new objects, so no default of a class is ever filled with a grain's values.</summary>
internal sealed class JsonGrainStorageSerializer : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PreferredObjectCreationHandling = JsonObjectCreationHandling.Replace,
        IncludeFields = false,
    };

    public BinaryData Serialize<T>(T input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Options));

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, Options)!;
}
