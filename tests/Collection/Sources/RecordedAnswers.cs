using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Raposa.Support;

namespace Raposa.Collection.Sources;

/// <summary>
/// Answers of AWS that others have recorded or documented, by operation: Cloud Custodian's recordings, the examples of the
/// command line's and botocore's documentation, the test data of Fix Inventory. See <c>shared/data/README.md</c>.
/// </summary>
internal static partial class RecordedAnswers
{
    private static readonly Dictionary<string, string> Services = new()
    {
        ["api.ecr"] = "ecr", ["access-analyzer"] = "accessanalyzer", ["s3api"] = "s3", ["configservice"] = "config",
    };

    private static readonly Dictionary<string, string> Known = AwsModels.Embedded.All
        .ToDictionary(operation => $"{operation.Service.Name} {Kebab(operation.Name)}", operation => operation.ToString());

    private static readonly Lazy<Dictionary<string, List<JsonObject>>> ByOperation = new(() =>
        new[] { Recorded(), CommandLine(), Botocore(), FixInventory() }.SelectMany(found => found)
            .GroupBy(found => found.Operation)
            .ToDictionary(group => group.Key, group => group.Select(found => AsOnTheWire(found.Answer)).ToList()));

    /// <summary>Every answer to <c>service:Operation</c> that is there; none if nobody recorded one.</summary>
    public static IReadOnlyList<JsonObject> To(string operation) => ByOperation.Value.GetValueOrDefault(operation) ?? [];

    private static IEnumerable<(string Operation, JsonObject Answer)> Recorded() =>
        from folder in Directory.EnumerateDirectories(SharedData.Path("aws", "recorded"))
        let name = Path.GetFileName(folder)
        let dot = name.LastIndexOf('.')
        from file in Directory.EnumerateFiles(folder)
        let recorded = Read(file)
        where (int?)recorded["status_code"] == 200
        let answer = recorded["data"]!.AsObject()
        select ($"{ServiceOf(name[..dot], answer)}:{name[(dot + 1)..]}", answer);

    private static IEnumerable<(string Operation, JsonObject Answer)> CommandLine() =>
        from folder in Directory.EnumerateDirectories(SharedData.Path("aws", "cli_examples"))
        from file in Directory.EnumerateFiles(folder)
        where Known.ContainsKey(NameOf(folder, file))
        from answer in JsonNode.Parse(File.ReadAllText(file))!.AsArray().OfType<JsonObject>()
        select (Known[NameOf(folder, file)], answer);

    private static IEnumerable<(string Operation, JsonObject Answer)> Botocore() =>
        from file in Directory.EnumerateFiles(SharedData.Path("aws", "botocore_examples"))
        from operation in Read(file)
        from example in operation.Value!.AsArray()
        where example!["output"] is JsonObject
        select ($"{Path.GetFileNameWithoutExtension(file)}:{operation.Key}", example["output"]!.AsObject());

    private static IEnumerable<(string Operation, JsonObject Answer)> FixInventory() =>
        from folder in Directory.EnumerateDirectories(SharedData.Path("aws", "fixinventory"))
        from file in Directory.EnumerateFiles(folder)
        where Known.ContainsKey(NameOf(folder, file))
        select (Known[NameOf(folder, file)], Read(file));

    private static string NameOf(string folder, string file) =>
        $"{Services.GetValueOrDefault(Path.GetFileName(folder), Path.GetFileName(folder))} {Path.GetFileNameWithoutExtension(file).Split("__")[0]}";

    // A report was recorded as text; an answer has it in base64.
    private static JsonObject AsOnTheWire(JsonObject answer)
    {
        if (answer.ContainsKey("ReportFormat") && (string?)answer["Content"] is { } report && report.Contains(','))
        {
            answer["Content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(report));
        }

        return answer;
    }

    // Both generations of load balancers are recorded under one name.
    private static string ServiceOf(string service, JsonObject answer) =>
        service != "elasticloadbalancing" ? Services.GetValueOrDefault(service, service)
        : answer.ContainsKey("LoadBalancerDescriptions") || answer.ContainsKey("LoadBalancerAttributes") ? "elb"
        : "elbv2";

    // As the command line spells operations: DescribeDBInstances is describe-db-instances.
    private static string Kebab(string operation) =>
        Hump().Replace(operation, "-").ToLowerInvariant();

    private static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(file))!.AsObject();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")]
    private static partial Regex Hump();
}
