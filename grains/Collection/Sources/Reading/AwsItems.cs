using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources;

/// <summary>The items of an answer, and the parameters that calls about them take from them.</summary>
internal static class AwsItems
{
    /// <summary>Member that holds what an item's surroundings say of it.</summary>
    public const string Parent = "$parent";

    /// <summary>
    /// The items at a path; at the empty one the whole answer. An item of a list inside another object gets the rest of
    /// that object as <c>$parent</c>: an instance says nothing of its reservation.
    /// </summary>
    public static ImmutableArray<JsonNode> Of(JsonObject answer, string path)
    {
        var dot = path.IndexOf("[].", StringComparison.Ordinal);
        if (dot < 0)
        {
            return [.. SourcePath.Parse(path).Select(answer).Select(item => item.DeepClone())];
        }

        var (outer, inner) = (SourcePath.Parse(path[..(dot + 2)]), path[(dot + 3)..]);
        return [.. outer.Select(answer).OfType<JsonObject>().SelectMany(container => Inside(container, inner))];
    }

    /// <summary>Fills in what a call asks about the item it is about, the last of the parents, or those around it.</summary>
    public static void Fill(
        JsonObject parameters, string operation, ImmutableArray<AwsArgument> arguments, ImmutableArray<JsonNode> about)
    {
        foreach (var argument in arguments)
        {
            var path = SourcePath.Parse(argument.Path);
            var value = about.Reverse().Select(item => path.Select(item).FirstOrDefault()).FirstOrDefault(found => found is not null)
                ?? throw new SourceReadException(
                    new(FailureKind.Malformed, operation, "MissingMember", $"Nothing stands at '{argument.Path}' for parameter {argument.Parameter}."),
                    retryAfter: null, calls: 0);
            Set(parameters, argument, value.DeepClone());
        }
    }

    private static void Set(JsonObject parameters, AwsArgument argument, JsonNode value)
    {
        var steps = SourcePath.Parse(argument.Parameter).Steps;
        var into = parameters;
        foreach (var step in steps.SkipLast(1))
        {
            into = (step.IsArray ? into[step.Name]![0] : into[step.Name])!.AsObject();
        }

        into[steps[^1].Name] = argument.IsList ? new JsonArray(value) : value;
    }

    private static IEnumerable<JsonNode> Inside(JsonObject container, string inner)
    {
        var rest = (JsonObject)container.DeepClone();
        rest.Remove(SourcePath.Parse(inner).Steps[0].Name);
        foreach (var item in SourcePath.Parse(inner).Select(container))
        {
            var clone = item.DeepClone();
            if (clone is JsonObject itself)
            {
                itself[Parent] = rest.DeepClone();
            }

            yield return clone;
        }
    }
}
