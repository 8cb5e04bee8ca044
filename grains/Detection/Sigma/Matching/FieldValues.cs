using System.Text.Json;

namespace Raposa.Detection;

/// <summary>What one field holds in one event: none, one or, where an array is on its path, many values.</summary>
internal sealed class FieldValues
{
    private EventValue[] _values = new EventValue[1];

    /// <summary>The event this was resolved for, so that a reused view knows what is stale without clearing it.</summary>
    public long Generation { get; private set; } = -1;

    /// <summary>The field is there, be it null, an empty string or an empty array.</summary>
    public bool Exists { get; private set; }

    /// <summary>At least one value is not null.</summary>
    public bool HasValue { get; private set; }

    public int Count { get; private set; }

    public ref EventValue this[int index] => ref _values[index];

    /// <summary>Empties it for another event.</summary>
    public FieldValues For(long generation)
    {
        Generation = generation;
        Exists = false;
        HasValue = false;
        Count = 0;
        return this;
    }

    /// <summary>Takes in what stands at the end of the path; of an array, each element.</summary>
    public void Add(JsonElement found)
    {
        Exists = true;
        if (found.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in found.EnumerateArray())
            {
                Add(element);
            }

            return;
        }

        if (Count == _values.Length)
        {
            Array.Resize(ref _values, Count * 2);
        }

        _values[Count++] = new EventValue(found);
        HasValue |= found.ValueKind != JsonValueKind.Null;
    }
}
