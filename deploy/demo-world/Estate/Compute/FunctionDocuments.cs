using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Estate.Compute;

/// <summary>Lambda: the functions of the demo's day, in production's home region.</summary>
internal static class FunctionDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["ListFunctions"] = call => EstateAnswer.List("Functions", Functions(call), one => new JsonObject
        {
            ["FunctionName"] = one.Name, ["FunctionArn"] = call.Region.Arn("lambda", $"function:{one.Name}"),
            ["Runtime"] = one.Name == "thumbnailer" ? "python3.8" : "python3.12",
            ["Role"] = $"arn:aws:iam::{call.Account.Id}:role/{one.Name}-role", ["Handler"] = "app.handler", ["CodeSize"] = 812_004,
            ["Description"] = "", ["Timeout"] = 30, ["MemorySize"] = 512,
            ["LastModified"] = "2025-02-11T09:12:44.000+0000",
            ["CodeSha256"] = Convert.ToBase64String(Convert.FromHexString(call.Company.Ids.Hex(64, "code", one.Name))),
            ["Version"] = "$LATEST",
            ["TracingConfig"] = new JsonObject { ["Mode"] = "PassThrough" },
            ["RevisionId"] = call.Company.Ids.Uuid("revision", one.Name), ["PackageType"] = "Zip",
            ["Architectures"] = Json.Texts("x86_64"),
            ["EphemeralStorage"] = new JsonObject { ["Size"] = 512 },
        }),
        ["GetPolicy"] = call => throw new AwsErrorException(404, "ResourceNotFoundException", $"The resource you requested does not exist: {Find(call).Name}"),
        ["GetFunctionUrlConfig"] = Url,
    };

    private static List<Workload> Functions(EstateCall call) => call.Account.IsProduction && call.Region.IsHome ? [.. Corvina.Functions.OrderBy(one => one.Name, StringComparer.Ordinal)] : [];

    private static Workload Find(EstateCall call)
    {
        var name = call.Needed("FunctionName");
        return Functions(call).FirstOrDefault(one => name == one.Name || name.EndsWith($":function:{one.Name}", StringComparison.Ordinal))
            ?? throw new AwsErrorException(404, "ResourceNotFoundException", $"Function not found: {name}");
    }

    // One of them can be called by anybody: planted.
    private static EstateAnswer Url(EstateCall call)
    {
        var function = Find(call);
        return function.Name == "webhook-relay"
            ? EstateAnswer.Of(new()
            {
                ["FunctionUrl"] = $"https://{call.Company.Ids.Base32(32, "url", function.Name).ToLowerInvariant()}.lambda-url.{call.RegionName}.on.aws/",
                ["FunctionArn"] = call.Region.Arn("lambda", $"function:{function.Name}"),
                ["AuthType"] = "NONE", ["CreationTime"] = "2024-03-05T11:00:00.000Z",
                ["LastModifiedTime"] = "2024-03-05T11:00:00.000Z", ["InvokeMode"] = "BUFFERED",
            })
            : throw new AwsErrorException(404, "ResourceNotFoundException", "The resource you requested does not exist.");
    }
}
