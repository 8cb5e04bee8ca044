using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Support;
using Xunit.Abstractions;

namespace Raposa.Collection;

/// <summary>Recorded bodies of XML, with what botocore read out of them when they were recorded.</summary>
public class XmlResponseTests(ITestOutputHelper output)
{
    private static readonly string Models = Path.Combine(AppContext.BaseDirectory, "Collection", "Aws", "fixtures", "models");

    [SharedDataFact]
    public void Every_recorded_body_is_read_as_recorded()
    {
        var bodies = Bodies("responses");
        var failures = new List<string>();
        foreach (var path in bodies)
        {
            var operation = OperationOf(path);
            var read = Read(operation, path);
            var expected = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(path, ".json")))!.AsObject();
            expected.Remove("ResponseMetadata");
            var known = operation.Output is null ? [] : Normal(OfModel(WithBytes(read, operation), operation.Output), operation.Output);
            var wanted = operation.Output is null ? expected : Normal(expected, operation.Output);
            if (!JsonNode.DeepEquals(wanted, known))
            {
                failures.Add(Path.GetFileName(path));
                output.WriteLine($"failed: {Path.GetFileName(path)}: {known.ToJsonString()} is not {wanted.ToJsonString()}");
            }
        }

        output.WriteLine($"{bodies.Count - failures.Count} of {bodies.Count} recorded bodies are read as recorded");
        Assert.Equal(82, bodies.Count);
        Assert.Empty(failures);
    }

    [SharedDataFact]
    public void Every_recorded_error_is_read_as_recorded()
    {
        var bodies = Bodies("errors");
        foreach (var path in bodies)
        {
            var error = AwsError.Read(new(400, [], File.ReadAllBytes(path)));
            var expected = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(path, ".json")))!["Error"]!;

            Assert.Equal(expected["Code"]!.GetValue<string>(), error.Code);
            Assert.Equal(expected["Message"]!.GetValue<string>(), error.Message);
        }

        Assert.Equal(4, bodies.Count);
    }

    private static List<string> Bodies(string kind) =>
        [.. Directory.EnumerateFiles(SharedData.Path("aws", "xml_responses", kind), "*.xml").Order(StringComparer.Ordinal)];

    private static AwsOperation OperationOf(string path)
    {
        var parts = Path.GetFileNameWithoutExtension(path).Split('#')[0].Split('-', 2);
        using var model = JsonDocument.Parse(File.ReadAllText(Path.Combine(Models, parts[0] + ".json")));
        var service = new AwsService(parts[0], model.RootElement.Clone());
        return service.Operations.Values.Single(operation =>
            operation.Name.Equals(parts[1].Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
    }

    private static JsonObject Read(AwsOperation operation, string path)
    {
        var response = new AwsHttpResponse(200, [], File.ReadAllBytes(path));
        var read = AwsProtocols.Of(operation.Service).Read(operation, response);
        return Customizations.After(operation, [], response, read).Json;
    }

    // The recording has blobs as text; and the CLI reads the JSON in one text of CloudFormation, which we do not call.
    private static JsonObject WithBytes(JsonObject read, AwsOperation operation)
    {
        if (operation.Name == "GetTemplate")
        {
            read["TemplateBody"] = JsonNode.Parse(read["TemplateBody"]!.GetValue<string>());
        }
        else if (read["VirtualMFADevice"] is JsonObject device)
        {
            foreach (var name in (string[])["Base32StringSeed", "QRCodePNG"])
            {
                device[name] = Encoding.UTF8.GetString(Convert.FromBase64String(device[name]!.GetValue<string>()));
            }
        }

        return read;
    }

    // What today's model does not know any more is kept by us and was dropped by the recording.
    private static JsonObject OfModel(JsonObject read, AwsShape shape) => Prune(read, shape).AsObject();

    private static JsonNode Prune(JsonNode value, AwsShape shape) => (shape.Kind, value) switch
    {
        (AwsShapeKind.Structure, JsonObject structure) => new JsonObject(structure.Where(part => shape.Find(part.Key) is not null)
            .Select(part => new KeyValuePair<string, JsonNode?>(
                part.Key, part.Value is null ? null : Prune(part.Value, shape.Find(part.Key)!.Shape)))),
        (AwsShapeKind.List, JsonArray list) => new JsonArray([.. list.Select(item => Prune(item!, shape.Item!.Shape))]),
        (AwsShapeKind.Map, JsonObject map) => new JsonObject(map.Select(entry => new KeyValuePair<string, JsonNode?>(
            entry.Key, Prune(entry.Value!, shape.Value!.Shape)))),
        _ => value.DeepClone(),
    };

    // The recording has times as they came.
    private static JsonObject Normal(JsonObject value, AwsShape shape) => Times(value, shape).AsObject();

    private static JsonNode Times(JsonNode value, AwsShape shape) => (shape.Kind, value) switch
    {
        (AwsShapeKind.Structure, JsonObject structure) => new JsonObject(structure.Select(part => new KeyValuePair<string, JsonNode?>(
            part.Key, part.Value is null ? null : shape.Find(part.Key) is { } member ? Times(part.Value, member.Shape) : part.Value.DeepClone()))),
        (AwsShapeKind.List, JsonArray list) => new JsonArray([.. list.Select(item => Times(item!, shape.Item!.Shape))]),
        (AwsShapeKind.Timestamp, JsonValue time) when DateTimeOffset.TryParse(
            time.GetValue<string>(), CultureInfo.InvariantCulture, out var parsed) => parsed.ToUnixTimeMilliseconds(),
        _ => value.DeepClone(),
    };
}
