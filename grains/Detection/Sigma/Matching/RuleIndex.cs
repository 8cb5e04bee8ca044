using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>Finds the few rules that an event can match at all, so that its cost does not grow with their number.</summary>
/// <remarks>
/// A rule is filed under each text that one field must hold for it to match: the event's name where it asks for one, else its
/// source, else whatever field it compares with plain texts. Under a name it is filed by source as well, since many services
/// have a CreateUser. A rule that asks for none of these is tried on every event.
/// </remarks>
internal sealed class RuleIndex
{
    private const string Name = "eventName";
    private const string Source = "eventSource";

    private readonly ImmutableArray<Drawer> _drawers;
    private readonly Expression[] _conditions;
    private readonly int[] _onEveryEvent;
    private readonly int _source;

    public RuleIndex(IEnumerable<Expression> conditions, FieldTable fields)
    {
        _source = fields.SlotOf(Source);
        _conditions = [.. conditions.Select(condition => condition.Bind(fields))];
        var demands = _conditions.Select(NecessaryLiterals.Of).ToArray();
        var filed = demands.Select((demand, rule) => (Rule: rule, Field: Choose(demand))).ToArray();
        _drawers = [.. filed
            .Where(entry => entry.Field is not null)
            .GroupBy(entry => entry.Field!, entry => entry.Rule, StringComparer.Ordinal)
            .Select(group => new Drawer(fields.SlotOf(group.Key), ByText(group, demands, group.Key)
                .ToFrozenDictionary(texts => texts.Key, texts => new Folder(texts, demands, bySource: group.Key == Name), StringComparer.OrdinalIgnoreCase)))];
        _onEveryEvent = [.. filed.Where(entry => entry.Field is null).Select(entry => entry.Rule)];
    }

    /// <summary>Adds the numbers of the rules that match, in the order of the set.</summary>
    public void Match(EventView view, List<int> matches)
    {
        foreach (var drawer in _drawers)
        {
            var values = view.Field(drawer.Slot);
            for (var i = 0; i < values.Count; i++)
            {
                if (!values[i].IsNull && drawer.Folders.TryGetValue(values[i].Text, out var folder))
                {
                    Try(folder, view, matches);
                }
            }
        }

        Try(_onEveryEvent, view, matches);
        matches.Sort();
    }

    private void Try(Folder folder, EventView view, List<int> matches)
    {
        Try(folder.Rules, view, matches);
        if (folder.BySource is null)
        {
            return;
        }

        var sources = view.Field(_source);
        for (var i = 0; i < sources.Count; i++)
        {
            if (!sources[i].IsNull && folder.BySource.TryGetValue(sources[i].Text, out var rules))
            {
                Try(rules, view, matches);
            }
        }
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

    private static string? Choose(Dictionary<string, HashSet<string>> demand) =>
        demand.ContainsKey(Name) ? Name
        : demand.ContainsKey(Source) ? Source
        : demand.OrderBy(texts => texts.Value.Count).ThenBy(texts => texts.Key, StringComparer.Ordinal).Select(texts => texts.Key).FirstOrDefault();

    private static IEnumerable<IGrouping<string, int>> ByText(IEnumerable<int> rules, Dictionary<string, HashSet<string>>[] demands, string field) => rules
        .SelectMany(rule => demands[rule][field], (rule, text) => (text, rule))
        .GroupBy(entry => entry.text, entry => entry.rule, StringComparer.OrdinalIgnoreCase);

    /// <summary>The rules filed under the texts of one field.</summary>
    private sealed record Drawer(int Slot, FrozenDictionary<string, Folder> Folders);

    /// <summary>The rules filed under one text: those that ask for a source by their source, and the others.</summary>
    private sealed class Folder
    {
        public Folder(IEnumerable<int> rules, Dictionary<string, HashSet<string>>[] demands, bool bySource)
        {
            var split = rules.ToLookup(rule => bySource && demands[rule].ContainsKey(Source));
            Rules = [.. split[false]];
            BySource = split.Contains(true)
                ? ByText(split[true], demands, Source).ToFrozenDictionary(texts => texts.Key, texts => texts.ToArray(), StringComparer.OrdinalIgnoreCase)
                : null;
        }

        public int[] Rules { get; }

        public FrozenDictionary<string, int[]>? BySource { get; }
    }
}
