using System.Text.Json;

namespace Raposa.Inventory;

/// <summary>Paths as shapes spell them: members by dots, <c>[]</c> for elements, <c>{}</c> for the keys of a map.</summary>
internal static class ShapePath
{
    public const string AnyKey = "{}";

    /// <summary>The path around it; empty for a member of the document itself.</summary>
    public static string ParentOf(string path)
    {
        if (path.EndsWith(ColumnPath.Each, StringComparison.Ordinal))
        {
            return path[..^ColumnPath.Each.Length];
        }

        var dot = path.LastIndexOf('.');
        return dot < 0 ? "" : path[..dot];
    }

    /// <summary>Whether it is a field with a name, not an element or a key of a map.</summary>
    public static bool IsField(string path) =>
        !path.EndsWith(ColumnPath.Each, StringComparison.Ordinal) && !path.EndsWith(AnyKey, StringComparison.Ordinal);

    /// <summary>Whether whoever reads one of them reads the other, or a part of it.</summary>
    public static bool Touch(string one, string other) => IsWithin(one, other) || IsWithin(other, one);

    /// <summary>The values that stand there, in the order of the document.</summary>
    public static IEnumerable<JsonElement> ValuesAt(JsonElement document, string path) => path
        .Replace(ColumnPath.Each, "." + ColumnPath.Each, StringComparison.Ordinal)
        .Split('.', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate((IEnumerable<JsonElement>)[document], (values, step) => values.SelectMany(value => Below(value, step)));

    private static bool IsWithin(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] is '.' or '[');

    private static IEnumerable<JsonElement> Below(JsonElement value, string step) => (step, value.ValueKind) switch
    {
        (ColumnPath.Each, JsonValueKind.Array) => value.EnumerateArray(),
        (AnyKey, JsonValueKind.Object) => value.EnumerateObject().Select(member => member.Value),
        (not ColumnPath.Each and not AnyKey, JsonValueKind.Object) when value.TryGetProperty(step, out var member) => [member],
        _ => [],
    };
}
