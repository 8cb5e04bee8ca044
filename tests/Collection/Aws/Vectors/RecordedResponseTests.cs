using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Raposa.Support;
using Xunit.Abstractions;

namespace Raposa.Collection;

/// <summary>
/// Answers that were recorded from real accounts, parsed. Each is written as its service writes and read again: nothing of
/// it may be lost, whether the model knows it or not.
/// </summary>
public class RecordedResponseTests(ITestOutputHelper output)
{
    [SharedDataFact]
    public void Every_recorded_answer_comes_through_whole()
    {
        var paths = Directory.EnumerateFiles(SharedData.Path("aws", "recorded"), "*.json", SearchOption.AllDirectories).ToList();
        var failures = new List<string>();
        int answers = 0, errors = 0;
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var recorded = JsonNode.Parse(File.ReadAllText(path))!;
            var data = recorded["data"]!.AsObject();
            data.Remove("ResponseMetadata");
            var operation = OperationOf(Path.GetFileName(Path.GetDirectoryName(path))!, data);
            if (recorded["status_code"]!.GetValue<int>() is var status and >= 300)
            {
                errors++;
                var read = AwsError.Read(ErrorOf(operation, status, data["Error"]!.AsObject()));
                Check(path, data["Error"]!["Code"]!.ToString() == read.Code && (data["Error"]!["Message"]?.ToString() ?? "") == read.Message, read.ToString());
                continue;
            }

            answers++;
            var shape = operation.Output!;
            var response = WireWriter.Write(operation, data);
            var printed = AwsProtocols.Of(operation.Service).Read(operation, response);
            printed = Customizations.After(operation, [], response, printed);
            if (shape.Payload is { } payload && printed.Payload is { } bytes)
            {
                printed.Json[payload] = Encoding.UTF8.GetString(bytes.Span);
            }

            var actual = Normal(printed.Json, shape);
            Check(path, JsonNode.DeepEquals(Normal(data, shape), actual), $"{actual.ToJsonString()} is not {Normal(data, shape).ToJsonString()}");
        }

        output.WriteLine($"{answers} answers and {errors} errors of {paths.Select(Path.GetDirectoryName).Distinct().Count()} operations, {failures.Count} failed");
        Assert.Equal(638, answers + errors);
        Assert.Empty(failures);

        void Check(string path, bool holds, string what)
        {
            if (!holds)
            {
                failures.Add(path);
                output.WriteLine($"failed: {path}: {what}");
            }
        }
    }

    private static AwsOperation OperationOf(string folder, JsonObject data)
    {
        var at = folder.LastIndexOf('.');
        var service = folder[..at] switch
        {
            "api.ecr" => "ecr",
            "access-analyzer" => "accessanalyzer",

            // Both balancers have one prefix; what they answer tells them apart.
            "elasticloadbalancing" when data.ContainsKey("LoadBalancerDescriptions") || data.ContainsKey("LoadBalancerAttributes") => "elb",
            "elasticloadbalancing" => "elbv2",
            var name => name,
        };
        return AwsModels.Embedded.Find(service, folder[(at + 1)..]);
    }

    private static AwsHttpResponse ErrorOf(AwsOperation operation, int status, JsonObject error)
    {
        var (code, message) = (error["Code"]!.ToString(), error["Message"]?.ToString());
        var reply = operation.Service.Protocol switch
        {
            "ec2" => AwsReply.Ec2Error(status, code, Escape(message)),
            "query" => AwsReply.QueryError(status, code, Escape(message)),
            "rest-xml" => new(status, $"<Error><Code>{code}</Code><Message>{Escape(message)}</Message></Error>"),
            _ => new(status, new JsonObject { ["__type"] = code, ["message"] = message }.ToJsonString()),
        };
        return new(status, [], Encoding.UTF8.GetBytes(reply.Body));
    }

    private static string Escape(string? text) => System.Security.SecurityElement.Escape(text) ?? "";

    // Times by what they mean; blobs as the recording has them; what no model knows as text, which is all that XML says.
    private static JsonObject Normal(JsonObject value, AwsShape shape) => Map(value, shape).AsObject();

    private static JsonNode Map(JsonNode value, AwsShape shape) => (shape.Kind, value) switch
    {
        (AwsShapeKind.Structure, JsonObject structure) => new JsonObject(structure.Where(part => part.Value is not null)
            .Select(part => new KeyValuePair<string, JsonNode?>(
                part.Key, shape.Find(part.Key) is { } member ? Map(part.Value!, member.Shape) : Scalars.TextOf(part.Value!)))),
        (AwsShapeKind.List, JsonArray list) => new JsonArray([.. list.Select(item => Map(item!, shape.Item!.Shape))]),
        (AwsShapeKind.Map, JsonObject map) => new JsonObject(map.Select(entry =>
            new KeyValuePair<string, JsonNode?>(entry.Key, Map(entry.Value!, shape.Value!.Shape)))),
        (AwsShapeKind.Timestamp, JsonValue time) => DateTimeOffset.Parse(time.GetValue<string>(), CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(),

        // The CLI prints policies as JSON; some were recorded as IAM sends them.
        (_, JsonValue policy) when shape.Name == "policyDocumentType" => JsonNode.Parse(Uri.UnescapeDataString(policy.GetValue<string>()))!,
        (AwsShapeKind.Blob, JsonValue blob) => Decoded(blob.GetValue<string>()),
        _ => value.DeepClone(),
    };

    private static string Decoded(string blob)
    {
        var bytes = new byte[blob.Length];
        return Convert.TryFromBase64String(blob, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : blob;
    }
}
