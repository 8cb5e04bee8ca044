using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Detection;

/// <summary>Every rule of the catalogue is held to the events it carries itself.</summary>
public class RuleCatalogueTests
{
    private static readonly RuleSet Catalogue = RuleCatalogue.Compile();

    private static IEnumerable<SigmaDefinition> All => [.. Catalogue.Rules, .. Catalogue.Correlations.Select(plan => plan.Definition)];

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var rule in All)
        {
            foreach (var test in TestsOf(rule))
            {
                cases.Add(rule.Title, test.GetProperty("name").GetString()!);
            }
        }

        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Rule_matches_its_own_examples_and_not_its_counterexamples(string title, string name)
    {
        var rule = All.Single(rule => rule.Title == title);
        var test = TestsOf(rule).First(test => test.GetProperty("name").GetString() == name);
        var matched = rule is SigmaCorrelation
            ? Correlates(rule.Id, test.GetProperty("events"))
            : Catalogue.Evaluate(test.GetProperty("event")).Any(match => match.Id == rule.Id);

        Assert.Equal(test.GetProperty("expected").GetBoolean(), matched);
    }

    [Fact]
    public void Catalogue_loads_without_an_error_and_has_more_than_forty_rules_that_alert()
    {
        Assert.Empty(Catalogue.Errors);
        Assert.True(All.Count(rule => rule.Severity > SigmaLevel.Informational) > 40);
    }

    [Fact]
    public void Every_rule_says_what_it_is_and_what_to_do()
    {
        Assert.All(All, rule =>
        {
            Assert.True(Guid.TryParse(rule.Id, out _), rule.Title);
            Assert.Equal("Raposa", rule.Author);
            Assert.NotNull(rule.Level);
            Assert.NotNull(rule.Status);
            Assert.Equal("18.1", rule.AttackVersion);
            Assert.NotEmpty(rule.Techniques);
            Assert.NotEmpty(rule.Tactics);
            Assert.NotEmpty(rule.FalsePositives);
            Assert.False(string.IsNullOrWhiteSpace(rule.Description), rule.Title);
            Assert.False(string.IsNullOrWhiteSpace(rule.Runbook), rule.Title);
            Assert.Contains(TestsOf(rule), test => test.GetProperty("expected").GetBoolean());
            Assert.Contains(TestsOf(rule), test => !test.GetProperty("expected").GetBoolean());
        });
        Assert.Equal(All.Count(), All.Select(rule => rule.Title).Distinct().Count());
    }

    [Fact]
    public void No_rule_looks_for_the_user_agent_of_a_test_tool()
    {
        string[] tools = ["stratus", "pacu", "grimoire", "traildiscover", "prowler", "scoutsuite", "leonidas"];
        var assembly = typeof(RuleCatalogue).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("rules/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var detections = string.Join('\n', reader.ReadToEnd().Split("\n---\n").Select(document => document.Split("\ncustom:")[0]));

            Assert.DoesNotContain(tools, tool => detections.Contains(tool, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static JsonElement.ArrayEnumerator TestsOf(SigmaDefinition rule) =>
        rule.Custom!.Value.GetProperty("tests").EnumerateArray();

    private static bool Correlates(string id, JsonElement events)
    {
        var hits = new List<RuleHit>();
        foreach (var record in events.EnumerateArray().SelectMany(Repeated))
        {
            var time = record.GetProperty("eventTime").GetDateTimeOffset();
            hits.AddRange(Catalogue.Evaluate(record)
                .Select(rule => Catalogue.HitOf(rule, record, time, $"{hits.Count}"))
                .OfType<RuleHit>());
        }

        var plan = Catalogue.Correlations.Single(plan => plan.Definition.Id == id);
        return !CorrelationEvaluator.Evaluate(plan, hits, DateTimeOffset.MaxValue).IsEmpty;
    }

    /// <summary><c>repeat: 20, seconds: 3, event: …</c> stands for twenty events, {n} in them being their number.</summary>
    private static IEnumerable<JsonElement> Repeated(JsonElement item)
    {
        if (!item.TryGetProperty("repeat", out var times))
        {
            return [item];
        }

        return Enumerable.Range(0, times.GetInt32()).Select(number =>
        {
            var text = item.GetProperty("event").GetRawText().Replace("{n}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            var record = JsonNode.Parse(text)!.AsObject();
            record["eventTime"] = record["eventTime"]!.GetValue<DateTimeOffset>().AddSeconds(number * item.GetProperty("seconds").GetInt32());
            return JsonSerializer.SerializeToElement(record);
        });
    }
}
