using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Raposa.Collection;

/// <summary>Writes an answer as its service would: the other way round from the parsers, for answers that were recorded parsed.</summary>
internal static class WireWriter
{
    public static AwsHttpResponse Write(AwsOperation operation, JsonObject output)
    {
        var shape = operation.Output!;
        var headers = shape.Members.Where(member => member.Location == "header" && output[member.Name] is not null)
            .Select(member => new KeyValuePair<string, string>(member.WireName, HeaderOf(output[member.Name]!, member)))
            .Concat(shape.Members.Where(member => member.Location == "headers").SelectMany(member => (output[member.Name] as JsonObject ?? [])
                .Select(entry => new KeyValuePair<string, string>(member.WireName + entry.Key, entry.Value!.GetValue<string>()))));
        return new(200, [.. headers], BodyOf(operation, shape, output));
    }

    private static byte[] BodyOf(AwsOperation operation, AwsShape shape, JsonObject output)
    {
        if (shape.Payload is { } payload)
        {
            var member = shape.Find(payload)!;
            return output[payload] is not { } value ? []
                : member.Shape.Kind is AwsShapeKind.Text or AwsShapeKind.Blob ? Encoding.UTF8.GetBytes(value.GetValue<string>())
                : operation.Service.Protocol == "rest-xml" ? Bytes(Structure(member.WireName, value.AsObject(), member.Shape))
                : Encoding.UTF8.GetBytes(Json(value, member.Shape).ToJsonString());
        }

        return operation switch
        {
            { Service.Name: "s3", Name: "GetBucketLocation" } => Bytes(new("LocationConstraint", output["LocationConstraint"]?.ToString())),
            { Service.Protocol: "json" or "rest-json" } => Encoding.UTF8.GetBytes(Json(output, shape).ToJsonString()),
            { Service.Protocol: "query" } => Bytes(new(operation.Name + "Response",
                Structure(operation.OutputWrapper!, output, shape), new XElement("ResponseMetadata", new XElement("RequestId", "r")))),
            { Service.Protocol: "ec2" } => Bytes(With(Structure(operation.Name + "Response", output, shape), new("requestId", "r"))),
            _ => Bytes(Structure(operation.Name + "Result", output, shape)),
        };
    }

    private static JsonNode Json(JsonNode value, AwsShape shape) => (shape.Kind, value) switch
    {
        (AwsShapeKind.Structure, JsonObject structure) => new JsonObject(structure
            .Where(part => part.Value is not null && shape.Find(part.Key)?.Location is null)
            .Select(part => shape.Find(part.Key) is { } member
                ? new KeyValuePair<string, JsonNode?>(member.WireName, Json(part.Value!, member.Shape))
                : new(part.Key, part.Value!.DeepClone()))),
        (AwsShapeKind.List, JsonArray list) => new JsonArray([.. list.Select(item => Json(item!, shape.Item!.Shape))]),
        (AwsShapeKind.Map, JsonObject map) => new JsonObject(map.Select(entry =>
            new KeyValuePair<string, JsonNode?>(entry.Key, Json(entry.Value!, shape.Value!.Shape)))),
        (AwsShapeKind.Timestamp, _) => JsonNode.Parse(SecondsOf(value))!,
        (AwsShapeKind.Blob, _) => Convert.ToBase64String(Encoding.UTF8.GetBytes(value.GetValue<string>())),
        _ => value.DeepClone(),
    };

    private static XElement Structure(string name, JsonObject value, AwsShape shape)
    {
        var element = new XElement(name);
        foreach (var (key, part) in value.Where(part => part.Value is not null))
        {
            if (shape.Find(key) is not { } member)
            {
                element.Add(new XElement(key, Scalars.TextOf(part!)));
            }
            else if (member.IsXmlAttribute)
            {
                element.Add(new XAttribute(member.WireName.Split(':')[^1], part!.GetValue<string>()));
            }
            else if (member.Location is null)
            {
                Add(element, member, part!);
            }
        }

        return element;
    }

    private static void Add(XElement parent, AwsMember member, JsonNode value)
    {
        switch (member.Shape.Kind)
        {
            case AwsShapeKind.List when member.IsFlattened:
                parent.Add(value.AsArray().Select(item => Value(member.WireName, item!, member.Shape.Item!.Shape)));
                break;
            case AwsShapeKind.Map when member.IsFlattened:
                parent.Add(Entries(member.WireName, value.AsObject(), member.Shape));
                break;
            default:
                parent.Add(Value(member.WireName, value, member.Shape));
                break;
        }
    }

    private static XElement Value(string name, JsonNode value, AwsShape shape) => shape.Kind switch
    {
        AwsShapeKind.Structure => Structure(name, value.AsObject(), shape),
        AwsShapeKind.List => new(name, value.AsArray().Select(item => Value(shape.Item!.LocationName ?? "member", item!, shape.Item.Shape))),
        AwsShapeKind.Map => new(name, Entries("entry", value.AsObject(), shape)),
        AwsShapeKind.Blob => new(name, Convert.ToBase64String(Encoding.UTF8.GetBytes(value.GetValue<string>()))),
        _ when value is JsonObject policy => new(name, Uri.EscapeDataString(policy.ToJsonString())),
        _ => new(name, Scalars.TextOf(value)),
    };

    private static IEnumerable<XElement> Entries(string name, JsonObject map, AwsShape shape) => map.Select(entry => new XElement(
        name,
        new XElement(shape.Key!.LocationName ?? "key", entry.Key),
        Value(shape.Value!.LocationName ?? "value", entry.Value!, shape.Value.Shape)));

    private static string HeaderOf(JsonNode value, AwsMember member) => member.Shape.Kind == AwsShapeKind.Timestamp
        ? TimeOf(value).ToString("R", CultureInfo.InvariantCulture)
        : Scalars.TextOf(value);

    private static string SecondsOf(JsonNode value) =>
        ((TimeOf(value) - DateTimeOffset.UnixEpoch).Ticks / 10_000_000m).ToString("0.######", CultureInfo.InvariantCulture);

    private static DateTimeOffset TimeOf(JsonNode value) => DateTimeOffset.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture);

    private static XElement With(XElement element, XElement first)
    {
        element.AddFirst(first);
        return element;
    }

    private static byte[] Bytes(XElement root) => Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting));
}
