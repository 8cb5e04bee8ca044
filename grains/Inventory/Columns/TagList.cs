using System.Text.Json;

namespace Raposa.Inventory;

/// <summary>Tags as vendors write them: a list of Key and Value (or key and value, or TagKey and TagValue), a list of words, or a map.</summary>
internal static class TagList
{
    private static readonly (string Key, string Value)[] Spellings = [("Key", "Value"), ("key", "value"), ("TagKey", "TagValue")];

    /// <summary>Each tag with its value, which is undefined where there is none.</summary>
    public static IEnumerable<(string Key, JsonElement Value)> Of(JsonElement tags) => tags.ValueKind switch
    {
        JsonValueKind.Object => tags.EnumerateObject().Select(member => (member.Name, member.Value)),
        JsonValueKind.Array => tags.EnumerateArray().SelectMany(OfElement),
        _ => [],
    };

    private static IEnumerable<(string Key, JsonElement Value)> OfElement(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return [(element.GetString()!, default)];
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var (key, value) in Spellings)
            {
                if (element.TryGetProperty(key, out var name) && name.ValueKind == JsonValueKind.String)
                {
                    return [(name.GetString()!, element.TryGetProperty(value, out var content) ? content : default)];
                }
            }
        }

        return [];
    }
}
