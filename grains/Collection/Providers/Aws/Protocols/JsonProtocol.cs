using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>The protocol <c>json</c>, in its versions 1.0 and 1.1: JSON both ways, the operation in a header.</summary>
internal sealed class JsonProtocol : IAwsProtocol
{
    public AwsHttpRequest Write(AwsOperation operation, JsonObject parameters)
    {
        var body = operation.Input is null ? [] : JsonBody.WriteStructure(parameters, operation.Input);
        List<KeyValuePair<string, string>> headers =
        [
            new("X-Amz-Target", $"{operation.Service.TargetPrefix}.{operation.Name}"),
            new("Content-Type", $"application/x-amz-json-{operation.Service.JsonVersion ?? "1.1"}"),
        ];
        if (operation.Service.IsQueryCompatible)
        {
            headers.Add(new("x-amzn-query-mode", "true"));
        }

        return new("POST", "/", [], [.. headers], Encoding.UTF8.GetBytes(body.ToJsonString()))
        {
            HostPrefix = HostPrefixes.Expand(operation, parameters),
        };
    }

    public AwsOutput Read(AwsOperation operation, AwsHttpResponse response) => operation.Output is null
        ? new([])
        : new(JsonBody.ReadStructure(JsonBody.Parse(response.Body), operation.Output));
}
