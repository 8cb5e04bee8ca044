using System.IO.Compression;
using System.Text;

namespace Raposa.Detection;

/// <summary><c>rules eval</c> over files, as the command runs it.</summary>
public sealed class RuleEvaluationTests : IDisposable
{
    private const string Event = """{"eventName":"StopLogging","eventSource":"cloudtrail.amazonaws.com","eventTime":"2026-03-02T10:00:00Z"}""";
    private const string Other = """{"eventName":"StartLogging","eventSource":"cloudtrail.amazonaws.com","eventTime":"2026-03-02T10:00:00Z"}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("raposa-rules-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_shape_in_which_cloudtrail_is_kept_is_read()
    {
        Write("events/lines.jsonl", $"{Other}\n\n{Event}\n");
        Write("events/delivered.json", $$"""{"Records":[{{Other}},{{Event}}]}""");
        Write("events/list.json", $"[{Event},{Other}]");
        Write("events/one.json", Event.Replace(",", ",\n", StringComparison.Ordinal));
        Write("events/bridge.json", $$"""{"detail-type":"AWS API Call via CloudTrail","detail":{{Event}}}""");
        Write("events/lines-by-content.json", $"{Event}\n{Other}\n{Event}");
        Zip("events/deep/delivered.json.gz", $$"""{"Records":[{{Event}}]}""");

        var result = Assert.Single(Run(Rule()).Rules);

        Assert.Equal(
            ["bridge.json:0", "deep/delivered.json.gz:0", "delivered.json:1", "lines-by-content.json:0,2", "lines.jsonl:2", "list.json:0", "one.json:0"],
            result.Lines.OrderBy(lines => lines.Key, StringComparer.Ordinal).Select(lines => $"{lines.Key}:{string.Join(',', lines.Value)}"));
        Assert.Equal(8, result.Hits);
    }

    [Fact]
    public void File_without_cloudtrail_in_it_is_passed_over_and_an_odd_object_among_events_is_not()
    {
        Write("events/labels.jsonl", """{"line":0,"malicious":true}""");
        Write("events/events.jsonl", $$"""{{Event}}{{"\n"}}{"actor":"somebody"}""");

        Assert.Equal(2, Run(Rule()).Events);
    }

    [Fact]
    public void Broken_line_and_broken_rule_are_errors_and_the_rest_is_evaluated()
    {
        Write("events/events.jsonl", $"{{\n{Event}\n");
        Write("rules/broken.yml", "title: x");
        Zip("events/torn.json.gz", Event);
        File.WriteAllBytes(PathOf("events/torn.json.gz"), [1, 2, 3, 4]);

        var report = Run(Rule());

        Assert.Equal(1, report.Rules.Single().Hits);
        Assert.Equal(["broken.yml", "events.jsonl", "torn.json.gz"], report.Errors.Select(error => error.File).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Correlation_counts_its_matches_and_names_the_lines_of_their_events()
    {
        Write("events/events.jsonl", string.Join('\n', Enumerable.Range(0, 5).Select(second => Event.Replace("00Z", $"0{second}Z", StringComparison.Ordinal))));
        var report = Run(Rule() + """

            ---
            title: Often
            id: often
            correlation:
              type: event_count
              rules: [stopped]
              timespan: 1m
              condition: {gte: 3}
            """);

        var result = Assert.Single(report.Rules);
        Assert.Equal(("often", 1), (result.Rule.Id, result.Hits));
        Assert.Equal([0, 1, 2, 3, 4], Assert.Single(result.Lines).Value);
    }

    [Fact]
    public void Json_has_the_documented_shape()
    {
        Write("events/events.jsonl", $"{Other}\n{Event}\n");
        Write("rules/broken.yml", "title: x");
        using var output = new MemoryStream();
        RuleReportWriter.WriteJson(Run(Rule()), output);

        var json = Encoding.UTF8.GetString(output.ToArray()).ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim());
        Assert.Equal(
            """{"events":2,"rules":[{"id":"11111111-1111-4111-8111-111111111111","title":"Stopped","level":"high","hits":1,"lines":{"events.jsonl":[1]}}],"errors":[{"file":"broken.yml","reason":"line 1: a rule needs 'logsource' as a map; only product: aws, service: cloudtrail is evaluated here"}]}""",
            string.Concat(json).Replace("\": ", "\":", StringComparison.Ordinal));
    }

    [Fact]
    public void Exit_code_says_whether_everything_was_read()
    {
        Write("events/events.jsonl", Event);
        Write("rules/rule.yml", Rule());
        string[] arguments = ["eval", "--rules", PathOf("rules"), "--events", PathOf("events"), "--json"];

        Assert.Equal(0, RulesCommand.Build().Parse(arguments).Invoke());
        Write("rules/broken.yml", "title: x");
        Assert.Equal(1, RulesCommand.Build().Parse(arguments).Invoke());
    }

    private RuleReport Run(string rules)
    {
        Write("rules/rule.yml", rules);
        return RuleEvaluation.Run(RuleFiles.Load(PathOf("rules")), new EventFiles(PathOf("events")), (_, _) => { });
    }

    private static string Rule() => """
        title: Stopped
        id: 11111111-1111-4111-8111-111111111111
        name: stopped
        level: high
        logsource: {product: aws, service: cloudtrail}
        detection: {selection: {eventName: StopLogging}, condition: selection}
        """;

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }

    private void Zip(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        using var stream = new GZipStream(File.Create(PathOf(name)), CompressionLevel.Fastest);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
