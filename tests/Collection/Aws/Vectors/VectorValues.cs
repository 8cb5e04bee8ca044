using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>
/// Vectors have blobs as plain text and times as seconds since 1970; the CLI has base64 and ISO 8601. Everything else is one.
/// </summary>
internal static class VectorValues
{
    public static JsonNode ToCli(JsonNode value, AwsShape shape) => Map(value, shape, (leaf, kind) =>
        kind == AwsShapeKind.Blob ? Convert.ToBase64String(Encoding.UTF8.GetBytes(leaf.GetValue<string>())) : leaf.DeepClone());

    public static JsonNode FromCli(JsonNode value, AwsShape shape) => Map(value, shape, (leaf, kind) => kind switch
    {
        AwsShapeKind.Blob => Encoding.UTF8.GetString(Convert.FromBase64String(leaf.GetValue<string>())),
        AwsShapeKind.Timestamp => Seconds(leaf.GetValue<string>()),
        _ => leaf.DeepClone(),
    });

    // By .NET's own parser, not by ours.
    private static JsonNode Seconds(string printed)
    {
        var time = DateTimeOffset.ParseExact(
            printed, ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz"], CultureInfo.InvariantCulture);
        return JsonNode.Parse(((time - DateTimeOffset.UnixEpoch).Ticks / 10_000_000m).ToString("0.######", CultureInfo.InvariantCulture))!;
    }

    private static JsonNode Map(JsonNode value, AwsShape shape, Func<JsonNode, AwsShapeKind, JsonNode> leaf) => (shape.Kind, value) switch
    {
        _ when shape.IsDocument => value.DeepClone(),
        (AwsShapeKind.Structure, JsonObject structure) => new JsonObject(structure.Select(part => new KeyValuePair<string, JsonNode?>(
            part.Key,
            part.Value is not null && shape.Find(part.Key) is { } member ? Map(part.Value, member.Shape, leaf) : part.Value?.DeepClone()))),
        (AwsShapeKind.List, JsonArray list) => new JsonArray([.. list.Select(item => item is null ? null : Map(item, shape.Item!.Shape, leaf))]),
        (AwsShapeKind.Map, JsonObject map) => new JsonObject(map.Select(entry => new KeyValuePair<string, JsonNode?>(
            entry.Key, entry.Value is null ? null : Map(entry.Value, shape.Value!.Shape, leaf)))),
        _ => leaf(value, shape.Kind),
    };
}
