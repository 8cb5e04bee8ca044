using System.Collections.Immutable;

namespace Raposa.Detection;

public class CorrelationTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Event_count_fires_when_the_last_of_so_many_events_comes()
    {
        var matches = Evaluate(Counting("gte: 3"), Hits("a 0 u1", "a 5 u1", "a 10 u1"));

        var match = Assert.Single(matches);
        Assert.Equal<string>(["u1"], match.Group);
        Assert.Equal((Start, Start.AddMinutes(10), Start.AddMinutes(10)), (match.From, match.FiredAt, match.To));
        Assert.Equal(3, match.Hits.Length);
    }

    [Fact]
    public void Event_a_second_beyond_the_span_does_not_count() =>
        Assert.Empty(Evaluate(Counting("gte: 3"), Hits("a 0 u1", "a 5 u1", "a 10.02 u1")));

    [Fact]
    public void Groups_are_counted_apart() =>
        Assert.Empty(Evaluate(Counting("gte: 3"), Hits("a 0 u1", "a 1 u2", "a 2 u1")));

    [Fact]
    public void Event_without_the_group_field_is_in_no_group() =>
        Assert.Empty(Evaluate(Counting("gte: 2"), Hits("a 0 -", "a 1 -", "a 2 -")));

    [Fact]
    public void Lasting_burst_is_one_match_with_all_its_events()
    {
        var burst = Enumerable.Range(0, 50).Select(minute => $"a {minute * 0.2:0.0} u1").ToArray();

        Assert.Equal(50, Assert.Single(Evaluate(Counting("gte: 10"), Hits(burst))).Hits.Length);
    }

    [Fact]
    public void Two_bursts_far_apart_are_two_matches() =>
        Assert.Equal(2, Evaluate(Counting("gte: 2"), Hits("a 0 u1", "a 1 u1", "a 60 u1", "a 61 u1")).Length);

    [Fact]
    public void Event_delivered_twice_counts_once()
    {
        var hits = Hits("a 0 u1", "a 1 u1");

        Assert.Empty(Evaluate(Counting("gte: 3"), [.. hits, .. hits]));
    }

    [Fact]
    public void Order_of_arrival_does_not_matter()
    {
        var hits = Hits("a 10 u1", "a 0 u1", "a 5 u1");

        Assert.Single(Evaluate(Counting("gte: 3"), hits));
    }

    [Theory]
    [InlineData("gt: 2", true)]
    [InlineData("gt: 3", false)]
    [InlineData("eq: 3", true)]
    [InlineData("neq: 3", false)]
    [InlineData("lt: 4", true)]
    [InlineData("lte: 2", false)]
    [InlineData("{gt: 1, lte: 3}", true)]
    [InlineData("{gt: 1, lt: 3}", false)]
    public void Each_bound_compares_the_events_of_a_span(string condition, bool fires) =>
        Assert.Equal(fires, Evaluate(Counting(condition), Hits("a 0 u1", "a 5 u1", "a 10 u1")).Length > 0);

    [Fact]
    public void Upper_bound_is_judged_when_the_span_is_over()
    {
        var plan = Plan(Counting("lt: 3"));

        Assert.Empty(CorrelationEvaluator.Evaluate(plan, Hits("a 0 u1"), Start.AddMinutes(9)));
        Assert.Equal(Start.AddMinutes(10), Assert.Single(CorrelationEvaluator.Evaluate(plan, Hits("a 0 u1"), Start.AddMinutes(11))).FiredAt);
    }

    [Fact]
    public void Value_count_counts_different_values()
    {
        var correlation = Correlation("type: value_count\nrules: [a]\ngroup-by: [user]\ntimespan: 10m\ncondition: {field: key, gte: 2}");

        Assert.Empty(Evaluate(correlation, Hits("a 0 u1 k1", "a 1 u1 k1", "a 2 u1")));
        Assert.Single(Evaluate(correlation, Hits("a 0 u1 k1", "a 1 u1 k2")));
    }

    [Fact]
    public void Value_count_of_two_fields_counts_pairs()
    {
        var correlation = Correlation("type: value_count\nrules: [a]\ntimespan: 10m\ncondition: {field: [user, key], gte: 3}");

        Assert.Empty(Evaluate(correlation, Hits("a 0 u1 k1", "a 1 u2 k2", "a 2 u1 k1")));
        Assert.Single(Evaluate(correlation, Hits("a 0 u1 k1", "a 1 u2 k2", "a 2 u1 k2")));
    }

    [Theory]
    [InlineData("value_sum", "gt: 29", true)]
    [InlineData("value_sum", "gt: 30", false)]
    [InlineData("value_avg", "gte: 15", true)]
    [InlineData("value_avg", "gt: 15", false)]
    public void Sum_and_average_are_of_the_field(string type, string condition, bool fires)
    {
        var correlation = Correlation($"type: {type}\nrules: [a]\ngroup-by: [user]\ntimespan: 10m\ncondition:\n  field: key\n  {condition}");

        Assert.Equal(fires, Evaluate(correlation, Hits("a 0 u1 10", "a 1 u1 20", "a 2 u1 many")).Length == 1);
    }

    [Fact]
    public void Temporal_wants_all_rules_in_any_order()
    {
        var correlation = Correlation("type: temporal\nrules: [a, b]\ngroup-by: [user]\ntimespan: 10m");

        Assert.Single(Evaluate(correlation, Hits("b 0 u1", "a 3 u1")));
        Assert.Empty(Evaluate(correlation, Hits("b 0 u1", "b 3 u1")));
        Assert.Empty(Evaluate(correlation, Hits("b 0 u1", "a 3 u2")));
        Assert.Empty(Evaluate(correlation, Hits("b 0 u1", "a 11 u1")));
    }

    [Fact]
    public void Temporal_with_a_condition_wants_so_many_of_the_rules()
    {
        var correlation = Correlation("type: temporal\nrules: [a, b, c]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gte: 2}");

        Assert.Single(Evaluate(correlation, Hits("c 0 u1", "a 3 u1")));
    }

    [Fact]
    public void Temporal_ordered_wants_the_order_of_the_rules()
    {
        var correlation = Correlation("type: temporal_ordered\nrules: [a, b, c]\ngroup-by: [user]\ntimespan: 10m");

        Assert.Equal(["0", "1", "2"], Assert.Single(Evaluate(correlation, Hits("a 0 u1", "b 3 u1", "c 9 u1"))).Hits.Select(hit => hit.EventId));
        Assert.Empty(Evaluate(correlation, Hits("b 0 u1", "a 3 u1", "c 9 u1")));
        Assert.Empty(Evaluate(correlation, Hits("a 0 u1", "b 3 u1", "c 11 u1")));
    }

    [Fact]
    public void Temporal_ordered_finds_the_sequence_that_began_last()
    {
        var correlation = Correlation("type: temporal_ordered\nrules: [a, b]\ngroup-by: [user]\ntimespan: 10m");

        Assert.Equal(["1", "2"], Assert.Single(Evaluate(correlation, Hits("a 0 u1", "a 8 u1", "b 12 u1"))).Hits.Select(hit => hit.EventId));
    }

    [Fact]
    public void Events_of_one_second_are_in_either_order()
    {
        var correlation = Correlation("type: temporal_ordered\nrules: [a, b]\ngroup-by: [user]\ntimespan: 10m");

        Assert.Single(Evaluate(correlation, Hits("b 1 u1", "a 1 u1")));
    }

    /// <summary>Trying every pick of one event for each rule says the same, slowly.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Ordered_sequence_is_found_exactly_where_there_is_one(int seed)
    {
        var random = new Random(seed);
        var plan = Plan(Correlation("type: temporal_ordered\nrules: [a, b, c]\ngroup-by: [user]\ntimespan: 10m"));
        for (var round = 0; round < 500; round++)
        {
            var hits = Hits([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => $"{"abc"[random.Next(3)]} {random.Next(25)} u1")]);
            var exists = hits.Any(a => a.RuleId == "a" && hits.Any(b => b.RuleId == "b" && b.Time >= a.Time
                && hits.Any(c => c.RuleId == "c" && c.Time >= b.Time && c.Time - a.Time <= TimeSpan.FromMinutes(10))));

            Assert.True(
                exists == CorrelationEvaluator.Evaluate(plan, hits, DateTimeOffset.MaxValue).Length > 0,
                $"seed {seed}, round {round}: {string.Join(", ", hits.Select(hit => $"{hit.RuleId} {(hit.Time - Start).TotalMinutes}"))}");
        }
    }

    [Fact]
    public void Aliases_name_one_thing_by_another_field_in_each_rule()
    {
        var correlation = Correlation("""
            type: temporal
            rules: [a, b]
            group-by: [who]
            timespan: 10m
            aliases:
              who:
                a: user
                b: key
            """);

        Assert.Single(Evaluate(correlation, Hits("a 0 anna x", "b 1 y anna")));
        Assert.Empty(Evaluate(correlation, Hits("a 0 anna x", "b 1 anna y")));
    }

    [Fact]
    public void Many_failures_and_then_a_success_is_found_across_nested_correlations()
    {
        var set = Set(
            Correlation("type: temporal_ordered\nrules: [failures, b]\ngroup-by: [user]\ntimespan: 10m"),
            Correlation("type: event_count\nrules: [a]\ngroup-by: [user, key]\ntimespan: 10m\ncondition: {gte: 3}", "failures"));
        var plan = set.Correlations[0];
        var failures = new[] { "a 0 u1 k", "a 1 u1 k", "a 2 u1 k" };

        Assert.Equal(4, Assert.Single(CorrelationEvaluator.Evaluate(plan, Hits([.. failures, "b 3 u1"]), DateTimeOffset.MaxValue)).Hits.Length);
        Assert.Empty(CorrelationEvaluator.Evaluate(plan, Hits([.. failures, "b 3 u2"]), DateTimeOffset.MaxValue));
        Assert.Empty(CorrelationEvaluator.Evaluate(plan, Hits(["b 0 u1", "a 1 u1 k", "a 2 u1 k"]), DateTimeOffset.MaxValue));
        Assert.Equal(["a", "b"], plan.RuleIds.Order());
    }

    [Fact]
    public void Nested_match_that_lasts_still_precedes_what_follows_its_end()
    {
        var set = Set(
            Correlation("type: temporal_ordered\nrules: [failures, b]\ngroup-by: [user]\ntimespan: 10m"),
            Correlation("type: event_count\nrules: [a]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gte: 3}", "failures"));
        var failures = Enumerable.Range(0, 31).Select(minute => $"a {minute} u1");

        Assert.Single(CorrelationEvaluator.Evaluate(set.Correlations[0], Hits([.. failures, "b 31 u1"]), DateTimeOffset.MaxValue));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("name_of_a")]
    [InlineData("Title of a")]
    public void Rules_are_referred_to_by_id_name_or_title(string reference)
    {
        var set = Set(Correlation($"type: event_count\nrules: ['{reference}']\ntimespan: 10m\ncondition: {'{'}gte: 1{'}'}"));

        Assert.Equal<string>(["a"], Assert.Single(set.Correlations).RuleIds);
    }

    [Fact]
    public void Rules_of_a_correlation_do_not_report_themselves_unless_it_generates_them()
    {
        var silent = Set(Counting("gte: 3"));
        var loud = Set(Counting("gte: 3") + "\ngenerate: true");

        Assert.Equal(["b", "c"], silent.Rules.Where(silent.StandsAlone).Select(rule => rule.Id));
        Assert.Equal(["a", "b", "c"], loud.Rules.Where(loud.StandsAlone).Select(rule => rule.Id));
    }

    [Fact]
    public void Hit_carries_the_values_that_its_correlations_group_by_and_count()
    {
        var set = Set(Correlation("type: value_count\nrules: [a]\ngroup-by: [user]\ntimespan: 10m\ncondition: {field: key, gte: 2}"));
        var record = Sigma.Json("""{"rule":"a","user":"u1","key":["k1","k2",null],"other":1}""");
        var hit = set.HitOf(set.Evaluate(record).Single(), record, Start, "e1")!;

        Assert.Equal(["key=k1,k2", "user=u1"], hit.Values.Select(pair => $"{pair.Key}={string.Join(',', pair.Value)}").Order());
        Assert.Equal<string>(["[\"u1\"]"], set.Correlations[0].GroupKeysOf(hit));
        Assert.Null(set.HitOf(set.Rules[1], record, Start, "e1"));
    }

    [Theory]
    [InlineData("type: event_sum\nrules: [a]\ntimespan: 1m", "unknown correlation type 'event_sum'")]
    [InlineData("type: value_percentile\nrules: [a]\ntimespan: 1m", "value_percentile is not evaluated")]
    [InlineData("rules: [a]\ntimespan: 1m", "has no 'type'")]
    [InlineData("type: temporal\nrules: []\ntimespan: 1m", "'rules' must be a list")]
    [InlineData("type: temporal\nrules: [a, a]\ntimespan: 1m", "names one thing twice")]
    [InlineData("type: temporal\nrules: [a, b]", "has no 'timespan'")]
    [InlineData("type: temporal\nrules: [a, b]\ntimespan: 1w", "'1w' is no time span")]
    [InlineData("type: temporal\nrules: [a, b]\ntimespan: 0m", "'0m' is no time span")]
    [InlineData("type: temporal\nrules: [a, b]\ntimeframe: 1m", "unknown key 'timeframe'")]
    [InlineData("type: temporal\nrules: [a, b]\ntimespan: 1m\ncondition: {gte: 3}", "can never hold")]
    [InlineData("type: temporal_ordered\nrules: [a, b]\ntimespan: 1m\ncondition: {lt: 2}", "use gt or gte")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m", "needs 'condition' as a map")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {field: x}", "has no bound")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {field: x, gte: 1}", "'field' belongs to value_count")]
    [InlineData("type: value_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: 1}", "'field' must be a list")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: ten}", "'gte' needs a number")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {min: 1}", "unknown key 'min'")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: a and b", "needs 'condition' as a map")]
    [InlineData("type: event_count\nrules: [z]\ntimespan: 1m\ncondition: {gte: 1}", "no rule has the id, name or title 'z'")]
    [InlineData("type: temporal\nrules: [a, b]\ntimespan: 1m\ngroup-by: [w]\naliases: {w: {a: user}}", "names no field for 'name_of_b'")]
    [InlineData("type: temporal\nrules: [a, Under test]\ntimespan: 1m", "refers to itself")]
    public void Correlation_without_a_meaning_is_refused(string section, string reason)
    {
        var set = Set(Correlation(section));

        Assert.Empty(set.Correlations);
        Assert.Contains(reason, set.Errors[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Correlation_that_refers_to_a_refused_one_is_refused_too()
    {
        var set = Set(
            Correlation("type: temporal\nrules: [broken, b]\ntimespan: 1m"),
            Correlation("type: temporal\nrules: [z, b]\ntimespan: 1m", "broken"));

        Assert.Empty(set.Correlations);
        Assert.Equal(2, set.Errors.Length);
    }

    private static string Counting(string condition) => Correlation(
        "type: event_count\nrules: [a]\ngroup-by: [user]\ntimespan: 10m\ncondition:" + (condition[0] == '{' ? " " : "\n  ") + condition);

    private static string Correlation(string section, string id = "correlation") =>
        $"title: {(id == "correlation" ? "Under test" : id)}\nid: {id}\ncorrelation:\n  {section.ReplaceLineEndings("\n  ")}";

    private static RuleSet Set(params string[] correlations) => Sigma.Load(
        [.. correlations, .. new[] { "a", "b", "c" }.Select(id => $$"""
            title: Title of {{id}}
            id: {{id}}
            name: name_of_{{id}}
            logsource: {product: aws, service: cloudtrail}
            detection: {selection: {rule: {{id}}}, condition: selection}
            """)]);

    private static CorrelationPlan Plan(string correlation)
    {
        var set = Set(correlation);
        Assert.Empty(set.Errors);
        return set.Correlations.Single();
    }

    private static ImmutableArray<CorrelationMatch> Evaluate(string correlation, IEnumerable<RuleHit> hits) =>
        CorrelationEvaluator.Evaluate(Plan(correlation), hits, DateTimeOffset.MaxValue);

    /// <summary>Hits written as "rule minute user key"; a dash is an absent user.</summary>
    private static RuleHit[] Hits(params string[] hits) => [.. hits.Select((hit, number) =>
    {
        var words = hit.Split(' ');
        var values = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();
        if (words[2] != "-")
        {
            values["user"] = [words[2]];
        }

        if (words.Length > 3)
        {
            values["key"] = [words[3]];
        }

        var minutes = double.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture);
        return new RuleHit(Start.AddMinutes(minutes), words[0], $"{number}", values.ToImmutable());
    })];
}
