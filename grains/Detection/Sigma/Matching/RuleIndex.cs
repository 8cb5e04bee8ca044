using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>Finds the few rules that an event can match at all, so that its cost does not grow with their number.</summary>
/// <remarks>
/// A rule is filed under each text that one field must hold for it to match: the event's name where it asks for one, else its
/// source, else whatever field it compares with plain texts. A rule that asks for none of these is tried on every event.
/// </remarks>
internal sealed class RuleIndex
{
    private readonly ImmutableArray<Drawer> _drawers;
    private readonly Expression[] _conditions;
    private readonly int[] _onEveryEvent;

    public RuleIndex(IEnumerable<Expression> conditions, FieldTable fields)
    {
        // A field's drawer is named before the conditions are bound, so that its slot is known to the table in time.
        var unbound = conditions.ToArray();
        var filed = unbound.Select((condition, rule) => (Rule: rule, Demand: Choose(NecessaryLiterals.Of(condition)))).ToArray();
        _drawers = [.. filed
            .Where(entry => entry.Demand is not null)
            .GroupBy(entry => entry.Demand!.Value.Field, StringComparer.Ordinal)
            .Select(group => new Drawer(
                fields.SlotOf(group.Key),
                group.SelectMany(entry => entry.Demand!.Value.Texts.Select(text => (Text: text, entry.Rule)))
                    .GroupBy(entry => entry.Text, entry => entry.Rule, StringComparer.OrdinalIgnoreCase)
                    .ToFrozenDictionary(texts => texts.Key, texts => texts.ToArray(), StringComparer.OrdinalIgnoreCase)))];
        _onEveryEvent = [.. filed.Where(entry => entry.Demand is null).Select(entry => entry.Rule)];
        _conditions = [.. unbound.Select(condition => condition.Bind(fields))];
    }

    /// <summary>Adds the numbers of the rules that match, in the order of the set.</summary>
    public void Match(EventView view, List<int> matches)
    {
        foreach (var drawer in _drawers)
        {
            var values = view.Field(drawer.Slot);
            for (var i = 0; i < values.Count; i++)
            {
                if (!values[i].IsNull && drawer.Rules.TryGetValue(values[i].Text, out var rules))
                {
                    Try(rules, view, matches);
                }
            }
        }

        Try(_onEveryEvent, view, matches);
        matches.Sort();
    }

    private void Try(int[] rules, EventView view, List<int> matches)
    {
        foreach (var rule in rules)
        {
            // A field with several values may lead to the same rule twice.
            if (_conditions[rule].Matches(view) && !matches.Contains(rule))
            {
                matches.Add(rule);
            }
        }
    }

    private static (string Field, HashSet<string> Texts)? Choose(Dictionary<string, HashSet<string>> demands)
    {
        foreach (var field in (string[])["eventName", "eventSource"])
        {
            if (demands.TryGetValue(field, out var texts))
            {
                return (field, texts);
            }
        }

        return demands.OrderBy(demand => demand.Value.Count).ThenBy(demand => demand.Key, StringComparer.Ordinal)
            .Select(demand => ((string, HashSet<string>)?)(demand.Key, demand.Value)).FirstOrDefault();
    }

    private sealed record Drawer(int Slot, FrozenDictionary<string, int[]> Rules);
}
