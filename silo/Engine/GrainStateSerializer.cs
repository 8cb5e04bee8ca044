using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans.Storage;

namespace Raposa.Engine;

/// <summary>
/// Grain state as JSON, so that a person can read it in the database. Chosen because it always builds new objects:
/// Newtonsoft, which Orleans takes if nothing is said, fills existing ones, and a shared default then carries one
/// organization's state into another's.
/// </summary>
internal sealed class GrainStateSerializer : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Options = new()
    {
        IncludeFields = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepWhatCanBeRead } },
    };

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Options));

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input, Options)!;

    /// <summary>
    /// A computed property is not stored. One that holds a value which could not be given back is refused at the first
    /// save, not found missing at the next activation.
    /// </summary>
    private static void KeepWhatCanBeRead(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var property in type.Properties.Where(p => p.Set is null && p.AssociatedParameter is null).ToList())
        {
            if (HoldsValue(property))
            {
                throw new NotSupportedException(
                    $"{type.Type.Name}.{property.Name} would be stored but never read back; give it a public init or set.");
            }

            type.Properties.Remove(property);
        }
    }

    private static bool HoldsValue(JsonPropertyInfo property) => property.AttributeProvider switch
    {
        FieldInfo => true,
        PropertyInfo declared => declared.DeclaringType!.GetField(
            $"<{declared.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is not null,
        _ => false,
    };
}
