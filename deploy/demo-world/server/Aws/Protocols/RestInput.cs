using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Aws.Models;

namespace Raposa.DemoWorld.Aws.Protocols;

/// <summary>Reads requests of the REST protocols into parameters as the CLI takes them.</summary>
internal static class RestInput
{
    public static JsonObject Read(Operation operation, IReadOnlyDictionary<string, string> labels, AwsRequest request)
    {
        var parameters = new JsonObject();
        if (operation.Input is not { } shape)
        {
            return parameters;
        }

        var body = operation.Service.Protocol == "rest-json" && request.Body.Length > 0 ? Json(request.Body) : [];
        foreach (var (name, member) in shape.Members)
        {
            var wire = member.WireName ?? name;
            var target = operation.Service[member];
            JsonNode? value = member.Location switch
            {
                "uri" => labels.TryGetValue(wire, out var label) ? RequestText.Scalar(target, label, name) : null,
                "querystring" => request.Query.TryGetValue(wire, out var query) ? RequestText.Scalar(target, query.ToString(), name) : null,
                "header" => request.Headers.TryGetValue(wire, out var header) ? RequestText.Scalar(target, header.ToString(), name) : null,
                null => body[wire]?.DeepClone(),
                _ => null,
            };
            if (value is not null)
            {
                parameters[name] = value;
            }
        }

        return parameters;
    }

    /// <exception cref="AwsErrorException">The body is no JSON object.</exception>
    public static JsonObject Json(byte[] body)
    {
        try
        {
            return body.Length == 0 ? [] : JsonNode.Parse(body)?.AsObject() ?? [];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new AwsErrorException(400, "SerializationException", "The body is no JSON object.");
        }
    }
}
