using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources;

/// <summary>Parameters that many calls share.</summary>
internal static class AwsParameters
{
    /// <summary>EC2's filters: a name and the values it may have.</summary>
    public static JsonObject Filter(string name, params ImmutableArray<string> values) => new()
    {
        ["Filters"] = new JsonArray(new JsonObject { ["Name"] = name, ["Values"] = ListOf(values) }),
    };

    public static JsonArray ListOf(params ImmutableArray<string> values) =>
        new([.. values.Select(value => (JsonNode)JsonValue.Create(value))]);
}
