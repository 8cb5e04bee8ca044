using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources;

/// <summary>An AWS that answers from a table: a call is looked up by its operation and its parameters.</summary>
internal sealed class ScriptedAws : IAwsClient
{
    private readonly List<(string Operation, string Parameters, Func<JsonObject> Answer)> _answers = [];

    /// <summary>Each call, as <c>service:Operation {parameters}</c>.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Each call's region.</summary>
    public List<string> Regions { get; } = [];

    /// <summary>The last answer that fits counts.</summary>
    public ScriptedAws Answers(string operation, string parameters, string json)
    {
        _answers.Add((operation, Canonical(parameters), () => JsonNode.Parse(json)!.AsObject()));
        return this;
    }

    public ScriptedAws Refuses(string operation, string parameters, FailureKind kind, string code)
    {
        _answers.Add((operation, Canonical(parameters), () => throw new SourceReadException(new(kind, operation, code, $"{code} says the test."), null)));
        return this;
    }

    public async Task<AwsAnswer> CallAsync(AwsCall call, CancellationToken cancellationToken)
    {
        // As on a wire, the answer comes later and on another thread.
        await Task.Yield();
        var operation = $"{call.Service}:{call.Operation}";
        var parameters = call.Parameters.ToJsonString();
        lock (Asked)
        {
            Asked.Add($"{operation} {parameters}");
            Regions.Add(call.Region);
        }

        var (_, _, answer) = _answers.LastOrDefault(known => known.Operation == operation && known.Parameters == parameters);
        return answer is null
            ? throw new InvalidOperationException($"Nobody scripted {operation} {parameters}.")
            : new(answer(), Calls: 1, Throttled: 0, new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    }

    private static string Canonical(string json) => JsonNode.Parse(json)!.ToJsonString();
}
