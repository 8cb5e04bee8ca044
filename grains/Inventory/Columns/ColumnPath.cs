using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Inventory;

/// <summary>
/// Where in a document something stands: members by dots, <c>[]</c> for each element of an array, as in
/// <c>NetworkInterfaces[].Groups[].GroupId</c>. The empty path is the document itself.
/// </summary>
internal sealed class ColumnPath
{
    /// <summary>The step into each element of an array.</summary>
    public const string Each = "[]";

    private ColumnPath(string text, ImmutableArray<string> steps) => (Text, Steps) = (text, steps);

    public string Text { get; }

    /// <summary>Names of members, and <see cref="Each"/>.</summary>
    public ImmutableArray<string> Steps { get; }

    /// <summary>True: it can lead to more than one value.</summary>
    public bool IsMany => Steps.Contains(Each);

    /// <exception cref="FormatException">The text is no such path.</exception>
    public static ColumnPath Parse(string text)
    {
        var steps = ImmutableArray.CreateBuilder<string>();
        foreach (var part in text.Length == 0 ? [] : text.Split('.'))
        {
            var name = part;
            var depth = 0;
            while (name.EndsWith(Each, StringComparison.Ordinal))
            {
                name = name[..^Each.Length];
                depth++;
            }

            if ((name.Length == 0 && (depth == 0 || steps.Count > 0)) || name.AsSpan().ContainsAny('[', ']'))
            {
                throw new FormatException($"'{text}' is no path of members by dots, with [] after those that are arrays.");
            }

            if (name.Length > 0)
            {
                steps.Add(name);
            }

            steps.AddRange(Enumerable.Repeat(Each, depth));
        }

        return new(text, steps.ToImmutable());
    }

    /// <summary>The values it leads to, in the order of the document. JSON's null is no value.</summary>
    public IEnumerable<JsonElement> Read(JsonElement document) => Read(document, 0);

    public override string ToString() => Text;

    private IEnumerable<JsonElement> Read(JsonElement value, int step)
    {
        if (step == Steps.Length)
        {
            return value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? [] : [value];
        }

        if (Steps[step] == Each)
        {
            return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(element => Read(element, step + 1)) : [];
        }

        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(Steps[step], out var member)
            ? Read(member, step + 1)
            : [];
    }
}
