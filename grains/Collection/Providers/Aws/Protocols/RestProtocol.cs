using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>The protocols <c>rest-json</c> and <c>rest-xml</c>: parameters in the path, the query, headers and the body.</summary>
internal sealed class RestProtocol(bool isXml) : IAwsProtocol
{
    public AwsHttpRequest Write(AwsOperation operation, JsonObject parameters)
    {
        var template = operation.Uri.Split('?', 2);
        var body = BodyOf(operation, parameters);
        var headers = RestParts.Headers(operation, parameters);
        if (!isXml && body.Length > 0 && !IsStream(operation.Input!)
            && !headers.Exists(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)))
        {
            headers.Add(new("Content-Type", "application/json"));
        }

        return new(
            operation.Method,
            RestParts.Path(template[0], operation, parameters),
            [.. RestParts.ConstantQuery(template.ElementAtOrDefault(1)), .. RestParts.Query(operation, parameters)],
            [.. headers],
            body)
        {
            HostPrefix = HostPrefixes.Expand(operation, parameters),
        };
    }

    public AwsOutput Read(AwsOperation operation, AwsHttpResponse response)
    {
        if (operation.Output is not { } shape)
        {
            return new([]);
        }

        var read = RestHeaders.Read(shape, response);
        ReadOnlyMemory<byte>? payload = null;
        if (shape.Payload is null)
        {
            Merge(read, isXml ? ReadXml(shape, response.Body) : JsonBody.ReadStructure(JsonBody.Parse(response.Body), shape));
        }
        else if (shape.Find(shape.Payload)! is var member && member.Shape.Kind == AwsShapeKind.Blob)
        {
            payload = response.Body;
        }
        else if (!response.Body.IsEmpty)
        {
            read[member.Name] = member.Shape.Kind == AwsShapeKind.Text
                ? Encoding.UTF8.GetString(response.Body.Span)
                : ReadPayload(member.Shape, response.Body);
        }

        return new(read, payload);
    }

    private byte[] BodyOf(AwsOperation operation, JsonObject parameters)
    {
        if (operation.Input is not { } shape)
        {
            return [];
        }

        if (shape.Payload is { } payload)
        {
            var member = shape.Find(payload)!;
            return parameters[payload] is { } value ? PayloadOf(member, value) : isXml || IsStream(shape) ? [] : "{}"u8.ToArray();
        }

        var inBody = shape.Members.Where(member => member.Location is null).Select(member => member.Name).ToHashSet();
        var given = new JsonObject(parameters.Where(part => inBody.Contains(part.Key))
            .Select(part => new KeyValuePair<string, JsonNode?>(part.Key, part.Value?.DeepClone())));
        return !isXml ? inBody.Count == 0 ? [] : Encoding.UTF8.GetBytes(JsonBody.WriteStructure(given, shape).ToJsonString())
            : given.Count == 0 ? []
            : XmlWriting.Structure(
                shape.LocationName ?? operation.InputLocationName ?? shape.Name, given, shape, operation.InputXmlNamespace ?? shape.XmlNamespace);
    }

    private byte[] PayloadOf(AwsMember member, JsonNode value) => member.Shape.Kind switch
    {
        AwsShapeKind.Text => Encoding.UTF8.GetBytes(value.GetValue<string>()),
        AwsShapeKind.Blob => Convert.FromBase64String(value.GetValue<string>()),
        AwsShapeKind.Structure when isXml => XmlWriting.Structure(
            member.LocationName ?? member.Shape.LocationName ?? member.Shape.Name, value.AsObject(), member.Shape, member.XmlNamespace),
        _ => Encoding.UTF8.GetBytes(JsonBody.Write(value, member).ToJsonString()),
    };

    private JsonNode ReadPayload(AwsShape shape, ReadOnlyMemory<byte> body)
    {
        if (isXml)
        {
            return ReadXml(shape, body);
        }

        return shape.IsDocument ? JsonBody.ParseAny(body) : JsonBody.Read(JsonBody.Parse(body), shape);
    }

    private static JsonObject ReadXml(AwsShape shape, ReadOnlyMemory<byte> body) =>
        body.IsEmpty ? [] : XmlReading.Structure(shape, XmlText.Parse(body));

    private static bool IsStream(AwsShape input) =>
        input.Payload is { } payload && input.Find(payload)!.Shape.Kind is AwsShapeKind.Blob or AwsShapeKind.Text;

    private static void Merge(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            into.TryAdd(name, value?.DeepClone());
        }
    }
}
