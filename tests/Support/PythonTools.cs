using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Support;

/// <summary>
/// The machine's Python with boto3 and moto beside it, as <c>./raposa test</c> brings them: what others read of the same
/// wire, for comparison.
/// </summary>
internal static class PythonTools
{
    private const string Python = "/usr/bin/python3";

    /// <summary>The folder with the packages; null where there is none, and then the tests that need it say so.</summary>
    public static string? Packages { get; } =
        Environment.GetEnvironmentVariable("RAPOSA_TEST_PYTHON") is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;

    /// <summary>A Python process that sees the packages and nothing of this process's environment.</summary>
    public static Process Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var packages = Packages ?? throw new InvalidOperationException(PythonFactAttribute.Reason);
        var start = new ProcessStartInfo(Python, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["HOME"] = Path.GetTempPath();
        start.Environment["PYTHONPATH"] = $"{packages}/usr/lib/python3/dist-packages:{packages}/stub";
        start.Environment["LD_LIBRARY_PATH"] = string.Join(
            ':', Directory.EnumerateDirectories($"{packages}/usr/lib").Where(one => one.EndsWith("-linux-gnu", StringComparison.Ordinal)));
        // `./raposa test` ends whatever carries this.
        start.Environment["RAPOSA_TEST_RUN"] = Environment.GetEnvironmentVariable("RAPOSA_TEST_RUN") ?? "";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>What boto3 returns for each call, in order: <c>{"output": …}</c> or <c>{"error": code}</c>.</summary>
    /// <param name="endpoint">Where all services are.</param>
    /// <param name="credentials">The variables that boto3 reads them from.</param>
    /// <param name="calls">Each with <c>service</c>, <c>operation</c>, <c>region</c> and <c>parameters</c>.</param>
    public static async Task<List<JsonObject>> ReplayAsync(
        Uri endpoint, IReadOnlyDictionary<string, string> credentials, IEnumerable<JsonObject> calls)
    {
        using var process = Start(
            [Path.Combine(Repository.Root, "tests", "Support", "Python", "replay.py"), endpoint.ToString()], credentials);
        var errors = process.StandardError.ReadToEndAsync();
        var sending = Task.Run(async () =>
        {
            foreach (var call in calls)
            {
                await process.StandardInput.WriteLineAsync(call.ToJsonString());
            }

            process.StandardInput.Close();
        });
        var answers = new List<JsonObject>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            answers.Add(JsonNode.Parse(line)!.AsObject());
        }

        await process.WaitForExitAsync();
        await sending.ContinueWith(_ => { }, TaskScheduler.Default);
        return process.ExitCode == 0
            ? answers
            : throw new InvalidOperationException($"boto3 ended after {answers.Count} calls: {await errors}");
    }

    /// <summary>Runs a script to its end and answers what it printed.</summary>
    public static async Task<string> RunAsync(string script, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start([script, .. arguments], environment);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{script}: {errors}");
    }

    /// <summary>
    /// Where two JSON values differ in more than notation: times are the same instant, numbers the same number. Each place is
    /// its path, a blank, and what is there.
    /// </summary>
    public static IEnumerable<string> Differences(JsonNode? ours, JsonNode? theirs, string path = "$") => (ours, theirs) switch
    {
        (null, null) => [],
        (JsonObject one, JsonObject other) => one.Select(member => member.Key).Union(other.Select(member => member.Key)).Order(StringComparer.Ordinal)
            .SelectMany(name => one.ContainsKey(name) == other.ContainsKey(name)
                ? Differences(one[name], other[name], $"{path}.{name}")
                : [$"{path}.{name} is only in {(one.ContainsKey(name) ? "ours" : "theirs")}"]),
        (JsonArray one, JsonArray other) => one.Count != other.Count
            ? [$"{path} has {one.Count} elements, theirs {other.Count}"]
            : one.Zip(other).SelectMany((pair, at) => Differences(pair.First, pair.Second, $"{path}[{at}]")),
        (JsonValue one, JsonValue other) when IsSame(one, other) => [],
        _ => [$"{path} is {ours?.ToJsonString() ?? "null"}, theirs {theirs?.ToJsonString() ?? "null"}"],
    };

    private static bool IsSame(JsonValue one, JsonValue other) =>
        JsonNode.DeepEquals(one, other)
        || (one.GetValueKind() == JsonValueKind.String && other.GetValueKind() == JsonValueKind.String
            && DateTimeOffset.TryParse(one.GetValue<string>(), null, out var first)
            && DateTimeOffset.TryParse(other.GetValue<string>(), null, out var second) && first == second);
}

/// <summary>A test that needs boto3 or moto: skipped, with the reason, where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public const string Reason = "needs boto3 and moto from Debian's packages: ./raposa test brings them and sets RAPOSA_TEST_PYTHON";

    public PythonFactAttribute()
    {
        if (PythonTools.Packages is null)
        {
            Skip = Reason;
        }
    }
}
