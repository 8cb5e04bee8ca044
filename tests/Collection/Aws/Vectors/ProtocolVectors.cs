using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Support;

namespace Raposa.Collection;

/// <summary>One case of botocore's protocol tests: an operation of a service made up for it, and what is sent or came.</summary>
internal sealed record ProtocolVector(string Suite, string Id, AwsOperation Operation, JsonElement Case, string? ClientEndpoint)
{
    public string Name => $"{Suite}/{Id}";

    public static List<ProtocolVector> Load(string direction) =>
    [
        .. Directory.EnumerateFiles(SharedData.Path("aws", "protocol_tests"), $"{direction}-*.json").Order(StringComparer.Ordinal)
            .SelectMany(Read),
    ];

    private static IEnumerable<ProtocolVector> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var suite in document.RootElement.Clone().EnumerateArray())
        {
            foreach (var given in suite.GetProperty("cases").EnumerateArray())
            {
                var operation = given.GetProperty("given");
                var name = operation.GetProperty("name").GetString()!;
                var model = new JsonObject
                {
                    ["metadata"] = Node(suite.GetProperty("metadata")),
                    ["shapes"] = Node(suite.GetProperty("shapes")),
                    ["operations"] = new JsonObject { [name] = Node(operation) },
                };
                var service = new AwsService("vectors", JsonSerializer.SerializeToElement(model));
                yield return new(
                    Path.GetFileNameWithoutExtension(path),
                    given.GetProperty("id").GetString()!,
                    service.Operations[name],
                    given,
                    suite.TryGetProperty("clientEndpoint", out var endpoint) ? endpoint.GetString() : null);
            }
        }
    }

    private static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());
}
