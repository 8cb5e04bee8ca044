using System.Text.Json;
using Raposa.Cli;
using Raposa.Support;

namespace Raposa.Network;

/// <summary>Networks that others published, with the verdicts that their own analyzers assert.</summary>
public class TruthTests
{
    [SharedDataFact]
    public void Every_published_verdict_is_ours_too()
    {
        var rows = File.ReadLines(SharedData.Path("network", "truth.dev.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var wrong = new List<string>();
        foreach (var network in rows.GroupBy(row => Text(row, "network")))
        {
            var asked = network.ToArray();
            var answers = Analyze(SharedData.Path("network", network.Key!), asked.Select(Query));
            Assert.Equal(asked.Length, answers.Length);
            wrong.AddRange(asked.Zip(answers)
                .Where(pair => Text(pair.First, "verdict") != Text(pair.Second, "verdict"))
                .Select(pair => $"{Text(pair.First, "id")}: {pair.Second}"));
        }

        Assert.Equal(27, rows.Length);
        Assert.Empty(wrong);
    }

    /// <summary>The rows that follow a packet also say where it is stopped; ours agrees, but for load balancers, which we name by interface.</summary>
    [SharedDataFact]
    public void What_is_stopped_is_stopped_where_the_published_trace_ends()
    {
        var rows = File.ReadLines(SharedData.Path("network", "truth.dev.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(row => Text(row, "stops_at") is not null).ToArray();
        var wrong = rows.Where(row =>
        {
            var answer = Analyze(SharedData.Path("network", Text(row, "network")!), [Query(row)]).Single();
            return !Text(row, "stops_at")!.Contains(Text(answer, "stopsAt")!, StringComparison.Ordinal);
        }).Select(row => Text(row, "id"));

        Assert.Equal(14, rows.Length);
        Assert.Empty(wrong);
    }

    private static JsonElement[] Analyze(string folder, IEnumerable<string> queries)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, queries);
            var output = new StringWriter();
            Assert.Equal(0, NetworkCommand.Run(new(folder, true, null, null, null, null, file), output));
            return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Query(JsonElement row) => JsonSerializer.Serialize(new
    {
        from = Text(row, "source_id") ?? Text(row, "source"),
        to = Text(row, "destination_id") ?? Text(row, "destination"),
        proto = Text(row, "protocol"),
        port = row.GetProperty("port").ValueKind == JsonValueKind.Number ? row.GetProperty("port").GetInt32() : (int?)null,
    });

    private static string? Text(JsonElement row, string member) =>
        row.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
