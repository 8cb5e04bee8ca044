using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>How the pages of an operation follow each other: which members of an answer become which parameters.</summary>
/// <param name="Inputs">Parameters that say where a page begins; Route 53 has three.</param>
/// <param name="Outputs">Paths of the members that hold their values, in the same order.</param>
/// <param name="MoreResults">Path of the member that says whether there is another page, where there is one.</param>
/// <param name="LimitKey">The parameter for the size of a page.</param>
/// <param name="Results">Paths of the lists that pages share.</param>
internal sealed record AwsPages(
    ImmutableArray<string> Inputs,
    ImmutableArray<string> Outputs,
    string? MoreResults,
    string? LimitKey,
    ImmutableArray<string> Results)
{
    public static AwsPages Parse(JsonElement pages) => new(
        Texts(pages, "input_token"),
        Texts(pages, "output_token"),
        AwsMember.TextOf(pages, "more_results"),
        AwsMember.TextOf(pages, "limit_key"),
        Texts(pages, "result_key"));

    /// <summary>The parameters that the next page needs, as JSON text; null after the last page.</summary>
    public string? CursorAfter(JsonObject output)
    {
        if (MoreResults is not null && At(output, MoreResults)?.GetValueKind() != JsonValueKind.True)
        {
            return null;
        }

        var tokens = new JsonObject();
        foreach (var (input, path) in Inputs.Zip(Outputs))
        {
            if (At(output, path) is JsonValue token && token.ToString() is { Length: > 0 })
            {
                tokens[input] = token.DeepClone();
            }
        }

        return tokens.Count == 0 ? null : tokens.ToJsonString();
    }

    /// <summary>The parameters of the page that <paramref name="cursor"/> names; null names the first.</summary>
    public static JsonObject Continue(JsonObject parameters, string? cursor)
    {
        var next = parameters.DeepClone().AsObject();
        foreach (var (name, value) in cursor is null ? [] : JsonNode.Parse(cursor)!.AsObject())
        {
            next[name] = value?.DeepClone();
        }

        return next;
    }

    private static JsonNode? At(JsonObject output, string path)
    {
        JsonNode? node = output;
        foreach (var step in path.Split('.'))
        {
            node = (node as JsonObject)?[step];
        }

        return node;
    }

    private static ImmutableArray<string> Texts(JsonElement pages, string property) =>
        !pages.TryGetProperty(property, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(text => text.GetString()!)]
        : [value.GetString()!];
}
