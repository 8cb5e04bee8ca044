using System.Text.Json;

namespace Raposa.Detection;

/// <summary>Texts out of records that anybody may have written, as PostgreSQL can keep them.</summary>
internal static class RecordText
{
    /// <summary>A property's text; null where it is absent, empty, no text, or text that is no Unicode.</summary>
    public static string? Find(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString() is { Length: > 0 } text ? Storable(text) : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: valid JSON, and no text.
            return null;
        }
    }

    /// <summary>PostgreSQL's text holds no NUL, which JSON and YAML may.</summary>
    public static string Storable(string text) => text.Replace("\0", "", StringComparison.Ordinal);
}
