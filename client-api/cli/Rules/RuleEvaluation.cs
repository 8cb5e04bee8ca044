using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Raposa.Detection;

/// <summary>How often a rule matched, and on which lines of which files.</summary>
internal sealed record RuleResult(SigmaDefinition Rule, int Hits, IReadOnlyDictionary<string, IReadOnlyCollection<int>> Lines);

/// <summary>What came of running rules over files of events.</summary>
internal sealed record RuleReport(int Events, ImmutableArray<RuleResult> Rules, ImmutableArray<SigmaError> Errors);

/// <summary>Runs a set of rules over files of events, correlations included, with nothing but memory.</summary>
internal static class RuleEvaluation
{
    /// <summary>
    /// A rule's hits are the events it matched. A correlation's hits are its matches, and its lines all events of these.
    /// A rule that only feeds correlations is not listed.
    /// </summary>
    public static RuleReport Run(RuleSet rules, EventFiles files, Action<string, int> progress)
    {
        var tallies = rules.Rules.Cast<SigmaDefinition>().Concat(rules.Correlations.Select(plan => plan.Definition))
            .Where(rules.StandsAlone)
            .ToDictionary(rule => rule.Id, rule => new Tally(rule));
        var hits = new List<RuleHit>();
        var places = new List<(string Path, int Line)>();
        var events = 0;
        foreach (var path in files.Paths())
        {
            foreach (var located in files.Read(path))
            {
                events++;
                foreach (var rule in rules.Evaluate(located.Record))
                {
                    if (tallies.TryGetValue(rule.Id, out var tally))
                    {
                        tally.Add(located.Path, located.Line);
                        tally.Hits++;
                    }

                    // A record without a time has no place in a time span.
                    if (TimeOf(located.Record) is { } time
                        && rules.HitOf(rule, located.Record, time, places.Count.ToString(CultureInfo.InvariantCulture)) is { } hit)
                    {
                        hits.Add(hit);
                    }
                }

                places.Add((located.Path, located.Line));
                if (events % 100_000 == 0)
                {
                    progress(located.Path, events);
                }
            }
        }

        foreach (var plan in rules.Correlations.Where(plan => rules.StandsAlone(plan.Definition)))
        {
            var tally = tallies[plan.Definition.Id];
            foreach (var match in CorrelationEvaluator.Evaluate(plan, hits.Where(hit => plan.RuleIds.Contains(hit.RuleId)), DateTimeOffset.MaxValue))
            {
                tally.Hits++;
                foreach (var hit in match.Hits)
                {
                    var (path, line) = places[int.Parse(hit.EventId, CultureInfo.InvariantCulture)];
                    tally.Add(path, line);
                }
            }
        }

        return new RuleReport(
            events, [.. tallies.Values.Select(tally => tally.ToResult())], [.. rules.Errors, .. files.Errors]);
    }

    // Log shippers rename eventTime to @timestamp; exported events come so.
    private static DateTimeOffset? TimeOf(JsonElement record) =>
        record.ValueKind == JsonValueKind.Object
        && (record.TryGetProperty("eventTime", out var time) || record.TryGetProperty("@timestamp", out time))
        && time.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParse(time.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
            ? parsed
            : null;

    private sealed class Tally(SigmaDefinition rule)
    {
        private readonly SortedDictionary<string, SortedSet<int>> _lines = new(StringComparer.Ordinal);

        public int Hits { get; set; }

        public void Add(string path, int line)
        {
            if (!_lines.TryGetValue(path, out var lines))
            {
                _lines[path] = lines = [];
            }

            lines.Add(line);
        }

        public RuleResult ToResult() =>
            new(rule, Hits, _lines.ToDictionary(pair => pair.Key, pair => (IReadOnlyCollection<int>)pair.Value));
    }
}
