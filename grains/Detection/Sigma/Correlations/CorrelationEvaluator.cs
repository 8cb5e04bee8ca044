using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>Decides correlations: hits of the rules in, matches out. Pure; the hits may come from a database or from memory.</summary>
/// <remarks>
/// Sigma leaves open how often a lasting condition matches. Here:
/// <list type="bullet">
/// <item>A condition that more events can only fulfil (gt, gte, and the temporal types) is looked at after each event, over the
/// span that ends there. It makes one match when it comes true, and that match takes in each further event for which it still holds:
/// fifty refusals in ten minutes are one match of fifty, not forty-one.</item>
/// <item>Any other condition (lt, lte, eq, neq, and averages) is about a span as a whole: spans begin with the first event that
/// no earlier one holds, and one is judged when it is over.</item>
/// <item>An ordered sequence matches once and its events are used up. Events of the same time are in either order, since CloudTrail's
/// clock has whole seconds.</item>
/// </list>
/// </remarks>
public static class CorrelationEvaluator
{
    /// <summary>All matches that the hits make, in the order in which they came true.</summary>
    /// <param name="plan">The correlation.</param>
    /// <param name="hits">
    /// Hits of <see cref="CorrelationPlan.RuleIds"/>, in any order, of one group or of all; doubled ones count once. For a
    /// correlation with nested ones, of all groups, because the nested ones group for themselves.
    /// </param>
    /// <param name="upTo">Now: spans that are judged as a whole and end later are left for a later call.</param>
    public static ImmutableArray<CorrelationMatch> Evaluate(CorrelationPlan plan, IEnumerable<RuleHit> hits, DateTimeOffset upTo)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(hits);
        return Evaluate(plan, [.. hits.DistinctBy(hit => (hit.RuleId, hit.EventId)).OrderBy(hit => hit.Time)], upTo);
    }

    private static ImmutableArray<CorrelationMatch> Evaluate(CorrelationPlan plan, ImmutableArray<RuleHit> hits, DateTimeOffset upTo)
    {
        var matches = new List<CorrelationMatch>();
        foreach (var group in Occurrences(plan, hits, upTo).GroupBy(pair => pair.Group, pair => pair, StringComparer.Ordinal))
        {
            // Events of one second in the order of the rules, so that an ordered sequence finds them either way.
            var occurrences = group.Select(pair => pair.Occurrence).OrderBy(one => one.Time).ThenBy(one => one.Part).ToArray();
            var found = plan.Definition switch
            {
                { Type: CorrelationType.TemporalOrdered } => OrderedSequences.Find(plan.Definition, occurrences),
                { Condition.OnlyGrows: true, Type: not CorrelationType.ValueAverage } => SlidingWindows.Find(plan.Definition, occurrences),
                _ => WholeWindows.Find(plan.Definition, occurrences, upTo),
            };
            matches.AddRange(found.Select(window => new CorrelationMatch(
                plan.Definition, group.First().Values, window.FiredAt, Evidence(window.Occurrences))));
        }

        return [.. matches.OrderBy(match => match.FiredAt).ThenBy(match => match.From)];
    }

    private static IEnumerable<(string Group, ImmutableArray<string> Values, Occurrence Occurrence)> Occurrences(
        CorrelationPlan plan, ImmutableArray<RuleHit> hits, DateTimeOffset upTo)
    {
        var definition = plan.Definition;
        for (var part = 0; part < plan.Parts.Length; part++)
        {
            var id = plan.Parts[part].Id;
            var happened = plan.Nested.FirstOrDefault(one => one.Definition.Id == id) is { } nested
                ? Evaluate(nested, hits, upTo).SelectMany((match, number) => Happenings(match, number, definition.Type))
                : hits.Where(hit => hit.RuleId == id).Select(hit => (hit.Time, Key: hit.EventId, Hits: ImmutableArray.Create(hit)));
            foreach (var (time, key, evidence) in happened)
            {
                // A nested match belongs to each group that one of its events belongs to: the outer correlation's own group-by counts.
                foreach (var group in evidence.SelectMany(hit => plan.Combinations(hit, id, definition.GroupBy)).DistinctBy(CorrelationPlan.KeyOf))
                {
                    var values = definition.Condition.Fields.IsEmpty
                        ? []
                        : evidence.SelectMany(hit => plan.Combinations(hit, id, definition.Condition.Fields)).ToArray();
                    yield return (CorrelationPlan.KeyOf(group), group, new Occurrence(time, part, key, values, evidence));
                }
            }
        }
    }

    // A lasting nested match happens when it comes true and, for what must follow it, still when it was last true. It counts once.
    private static IEnumerable<(DateTimeOffset Time, string Key, ImmutableArray<RuleHit> Hits)> Happenings(
        CorrelationMatch match, int number, CorrelationType outer)
    {
        var key = $"{match.Correlation.Id}#{number}";
        yield return (match.FiredAt, key, match.Hits);
        if (match.To > match.FiredAt && outer is CorrelationType.Temporal or CorrelationType.TemporalOrdered)
        {
            yield return (match.To, key, match.Hits);
        }
    }

    private static ImmutableArray<RuleHit> Evidence(IEnumerable<Occurrence> occurrences) =>
        [.. occurrences.SelectMany(one => one.Hits).DistinctBy(hit => (hit.RuleId, hit.EventId)).OrderBy(hit => hit.Time)];
}

/// <summary>Occurrences that together fulfil a condition, and when they did.</summary>
internal sealed record Window(DateTimeOffset FiredAt, List<Occurrence> Occurrences);
