using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Detection;

/// <summary>The index only saves work: with it, exactly the rules match that match without it.</summary>
public class RuleIndexTests
{
    private static readonly string[] Names = ["GetObject", "PutObject", "StopLogging", "CreateUser", "getobject"];
    private static readonly string[] Sources = ["s3.amazonaws.com", "iam.amazonaws.com"];
    private static readonly string[] Words = ["x", "y", "Xy", ""];

    [Theory]
    [InlineData("eventName: [A, B]\nf: x", "eventName: A, B")]
    [InlineData("eventName|contains: A\neventSource: s", "eventSource: s")]
    [InlineData("eventName|neq: A", "")]
    [InlineData("eventName: null", "")]
    [InlineData("eventName: [A, 'B*']", "")]
    [InlineData("eventName|re: A", "")]
    [InlineData("eventName|contains|all: [A, B]", "")]
    [InlineData("- eventName: A\n- eventName: B", "eventName: A, B")]
    [InlineData("- eventName: A\n- f: B", "")]
    public void Texts_that_a_condition_cannot_do_without_are_found(string selection, string expected)
    {
        var found = NecessaryLiterals.Of(Sigma.Load(Sigma.Selecting(selection)).Rules[0].Condition);
        found.Remove("f");

        Assert.Equal(expected, string.Join("; ", found.Select(demand => $"{demand.Key}: {string.Join(", ", demand.Value)}")));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void Indexed_evaluation_equals_trying_every_rule(int seed)
    {
        var random = new Random(seed);
        var texts = Enumerable.Range(0, 200).Select(number => RandomRule(random, number)).ToArray();
        var set = Sigma.Load(texts);
        Assert.Empty(set.Errors);
        for (var round = 0; round < 300; round++)
        {
            var record = RandomEvent(random);
            var expected = set.Rules.Where(rule => MatchesAlone(rule, record)).Select(rule => rule.Id);

            Assert.True(
                expected.SequenceEqual(set.Evaluate(record).Select(rule => rule.Id)), $"seed {seed}, round {round}: {record}");
        }
    }

    private static bool MatchesAlone(SigmaRule rule, JsonElement record)
    {
        var fields = new FieldTable();
        var condition = rule.Condition.Bind(fields);
        var view = new EventView(fields);
        view.Show(record);
        return condition.Matches(view);
    }

    private static string RandomRule(Random random, int number)
    {
        var searches = Enumerable.Range(0, random.Next(1, 4)).Select(search => $"s_{search}:\n  {RandomSearch(random).ReplaceLineEndings("\n  ")}").ToArray();
        string[] conditions =
        [
            "1 of s_*", "all of s_*", "s_0", "not s_0", "s_0 or not 1 of s_*", "s_0 and not all of them",
            $"{searches.Length} of them", "(s_0 or s_0) and s_0",
        ];
        return Sigma.Rule(string.Join('\n', searches) + $"\ncondition: {Pick(random, conditions)}")
            .Replace("11111111-1111-4111-8111-111111111111", $"rule-{number:000}", StringComparison.Ordinal);
    }

    private static string RandomSearch(Random random) => random.Next(10) switch
    {
        0 => $"- {RandomField(random)}\n- {RandomField(random)}",
        1 => $"- '{Pick(random, Words)}k'\n- {RandomField(random)}",
        < 5 => RandomField(random),
        _ => $"eventName: {Pick(random, Names)}\nf{RandomField(random)}",
    };

    private static string RandomField(Random random) => random.Next(12) switch
    {
        0 => $"eventName: [{Pick(random, Names)}, {Pick(random, Names)}, StartLogging]",
        1 => $"eventSource: {Pick(random, Sources)}",
        2 => $"eventName|startswith: {Pick(random, Names)[..3]}",
        3 => "a.b: null",
        4 => $"a.b|contains: '{Pick(random, Words)}'",
        5 => $"a.b: '{Pick(random, Words)}'",
        6 => $"eventName|neq: {Pick(random, Names)}",
        7 => $"a.b|re: '^{Pick(random, Words)}$'",
        8 => "a|exists: true",
        9 => "eventName|fieldref: a.b",
        10 => $"eventSource|cased: [{Sources[0].ToUpperInvariant()}, {Sources[1]}]",
        _ => $"eventName|cased|all: [{Pick(random, Names)}, {Pick(random, Names)}]",
    };

    private static JsonElement RandomEvent(Random random)
    {
        var record = new JsonObject();
        if (random.Next(10) > 0)
        {
            record["eventName"] = random.Next(8) == 0
                ? new JsonArray(Pick(random, Names), Pick(random, Names))
                : JsonValue.Create(Pick(random, Names));
        }

        record["eventSource"] = Pick(random, Sources);
        record["a"] = random.Next(4) switch
        {
            0 => null,
            1 => new JsonArray(new JsonObject { ["b"] = Pick(random, Words) }, new JsonObject { ["b"] = Pick(random, Words) }),
            2 => new JsonObject { ["b"] = Pick(random, Names) },
            _ => new JsonObject { ["b"] = Pick(random, Words) },
        };
        return JsonSerializer.SerializeToElement(record);
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
