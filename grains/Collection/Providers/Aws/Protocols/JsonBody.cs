using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>Bodies of JSON, for the protocols <c>json</c> and <c>rest-json</c>.</summary>
internal static class JsonBody
{
    public static JsonObject WriteStructure(JsonObject value, AwsShape shape)
    {
        var written = new JsonObject();
        foreach (var (name, part) in value)
        {
            if (part is not null)
            {
                var member = shape.Find(name) ?? throw new ArgumentException($"{shape.Name} has no member {name}.");
                written[member.WireName] = Write(part, member);
            }
        }

        return written;
    }

    public static JsonNode Write(JsonNode value, AwsMember member) => member.Shape switch
    {
        { IsDocument: true } => value.DeepClone(),
        { Kind: AwsShapeKind.Structure } shape => WriteStructure(value.AsObject(), shape),
        { Kind: AwsShapeKind.List } shape => new JsonArray([.. value.AsArray().Select(item => item is null ? null : Write(item, shape.Item!))]),
        { Kind: AwsShapeKind.Map } shape => new JsonObject(value.AsObject()
            .Select(entry => new KeyValuePair<string, JsonNode?>(entry.Key, entry.Value is null ? null : Write(entry.Value, shape.Value!)))),
        { Kind: AwsShapeKind.Timestamp } => WriteTime(value, member.TimestampFormat ?? Timestamps.Unix),
        _ => value.DeepClone(),
    };

    /// <exception cref="MalformedAnswerException">It is not a JSON object.</exception>
    public static JsonObject Parse(ReadOnlyMemory<byte> body) => body.IsEmpty ? [] : ParseAny(body) as JsonObject
        ?? throw new MalformedAnswerException("The answer is JSON, but not an object.");

    /// <exception cref="MalformedAnswerException">It is not JSON, or null.</exception>
    public static JsonNode ParseAny(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span) ?? throw new MalformedAnswerException("The answer is null.");
        }
        catch (JsonException broken)
        {
            throw new MalformedAnswerException($"The answer is not JSON: {broken.Message}", broken);
        }
    }

    /// <summary>Members by their names in the model; what the model does not know stays under its name on the wire.</summary>
    /// <param name="wire">The body.</param>
    /// <param name="shape">A structure.</param>
    public static JsonObject ReadStructure(JsonObject wire, AwsShape shape)
    {
        var read = new JsonObject();
        var known = new HashSet<string>(StringComparer.Ordinal) { "__type" };
        foreach (var member in shape.Members.Where(member => member.Location is null))
        {
            known.Add(member.WireName);
            if (wire[member.WireName] is { } value)
            {
                read[member.Name] = Read(value, member.Shape);
            }
        }

        foreach (var (name, value) in wire)
        {
            if (value is not null && !known.Contains(name) && !read.ContainsKey(name))
            {
                read[name] = value.DeepClone();
            }
        }

        return read;
    }

    public static JsonNode Read(JsonNode value, AwsShape shape) => (shape.Kind, value) switch
    {
        _ when shape.IsDocument => value.DeepClone(),
        (AwsShapeKind.Structure, JsonObject structure) => ReadStructure(structure, shape),
        (AwsShapeKind.List, JsonArray list) =>
            new JsonArray([.. list.Select(item => item is null ? null : Read(item, shape.Item!.Shape))]),
        (AwsShapeKind.Map, JsonObject map) => new JsonObject(map
            .Select(entry => new KeyValuePair<string, JsonNode?>(
                entry.Key, entry.Value is null ? null : Read(entry.Value, shape.Value!.Shape)))),
        _ => Scalars.FromJson(value, shape.Kind),
    };

    private static JsonNode WriteTime(JsonNode value, string format)
    {
        var written = Timestamps.Write(Scalars.TextOf(value), format);
        return format.Equals(Timestamps.Unix, StringComparison.OrdinalIgnoreCase) ? JsonNode.Parse(written)! : JsonValue.Create(written);
    }
}
