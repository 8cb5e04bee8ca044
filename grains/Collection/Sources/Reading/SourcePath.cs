using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Raposa.Collection.Sources;

/// <summary>
/// Where something stands in a document: members by dots, <c>[]</c> for each element of an array, such as
/// <c>SecurityGroups[].GroupId</c>. The empty path is the document itself.
/// </summary>
/// <remarks>
/// Members that are ours begin with a dollar, which no vendor's do: <c>$parent</c> holds what a resource of a list inside
/// another resource would otherwise have lost, <c>$key</c> a key that was put together.
/// </remarks>
internal sealed partial record SourcePath
{
    private SourcePath(string text, ImmutableArray<Step> steps) => (Text, Steps) = (text, steps);

    public string Text { get; }

    public ImmutableArray<Step> Steps { get; }

    /// <summary>Whether it may lead to several places.</summary>
    public bool IsPlural => Steps.Any(step => step.IsArray);

    /// <exception cref="FormatException">The text is not such a path.</exception>
    public static SourcePath Parse(string text)
    {
        if (text.Length == 0)
        {
            return new(text, []);
        }

        var steps = text.Split('.').Select(part => Member().Match(part) is { Success: true } match
            ? new Step(match.Groups["name"].Value, match.Groups["array"].Success)
            : throw new FormatException($"'{text}' is not a path: '{part}' should be a member's name, with [] behind it for each element."));
        return new(text, [.. steps]);
    }

    /// <summary>Everything it leads to; members that are missing or null lead nowhere.</summary>
    public IEnumerable<JsonNode> Select(JsonNode? document) => Select(document, 0);

    /// <summary>The one thing it leads to, as text, a list as its elements joined by <c>|</c>; null if it leads nowhere.</summary>
    public string? Text1(JsonNode? document) => Select(document).FirstOrDefault() switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonArray list => string.Join('|', list.Select(element => element?.ToString())),
        var node => node.ToJsonString(),
    };

    private IEnumerable<JsonNode> Select(JsonNode? node, int depth)
    {
        if (node is null)
        {
            return [];
        }

        if (depth == Steps.Length)
        {
            return [node];
        }

        var step = Steps[depth];
        var next = (node as JsonObject)?[step.Name];
        return !step.IsArray ? Select(next, depth + 1)
            : next is JsonArray elements ? elements.SelectMany(element => Select(element, depth + 1))
            : [];
    }

    public override string ToString() => Text;

    [GeneratedRegex(@"^(?<name>\$?[A-Za-z0-9_:@-]+)(?<array>\[\])?$")]
    private static partial Regex Member();

    /// <summary>One member, and whether each of its elements is meant.</summary>
    public sealed record Step(string Name, bool IsArray);
}
