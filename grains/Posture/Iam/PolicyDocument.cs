using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Posture.Iam;

/// <summary>A policy of IAM or of a resource, read once: its statements in their order.</summary>
/// <param name="HasVariables">Policies of the version of 2008, or of none, take <c>${…}</c> for text.</param>
internal sealed record PolicyDocument(bool HasVariables, ImmutableArray<PolicyStatement> Statements)
{
    /// <summary>From the object, or from JSON text that may be percent-encoded, as IAM's own API writes it.</summary>
    /// <returns>Null if it is no policy.</returns>
    public static PolicyDocument? Parse(JsonElement policy) => policy.ValueKind switch
    {
        JsonValueKind.String => ParseText(policy.GetString()!),
        JsonValueKind.Object => OfObject(policy),
        _ => null,
    };

    public static PolicyDocument? ParseText(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text.StartsWith('%') ? Uri.UnescapeDataString(text) : text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? OfObject(document.RootElement.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PolicyDocument? OfObject(JsonElement policy)
    {
        if (Member(policy, "Statement") is not { } statements)
        {
            return null;
        }

        IEnumerable<JsonElement> each = statements.ValueKind == JsonValueKind.Array ? statements.EnumerateArray() : [statements];
        return new(
            Member(policy, "Version") is { ValueKind: JsonValueKind.String } version && version.GetString() == "2012-10-17",
            [.. each.Where(statement => statement.ValueKind == JsonValueKind.Object).Select(PolicyStatement.Of)]);
    }

    /// <summary>IAM takes the names of elements in any case.</summary>
    internal static JsonElement? Member(JsonElement element, string name)
    {
        if (element.TryGetProperty(name, out var exact))
        {
            return exact;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return null;
    }

    internal static ImmutableArray<string>? Texts(JsonElement element, string name) => Member(element, name) is { } value ? Texts(value) : null;

    internal static ImmutableArray<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().Select(Text)],
        _ => [Text(value)],
    };

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
