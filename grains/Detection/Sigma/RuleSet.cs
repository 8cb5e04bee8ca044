using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Detection;

/// <summary>
/// Rules and correlations compiled together, once; then asked event by event from any thread. Immutable: an organization that
/// adds a rule gets a new set.
/// </summary>
public sealed class RuleSet
{
    private readonly FieldTable _fields = new();
    private readonly RuleIndex _index;
    private readonly CorrelationUse _use;
    private readonly ConcurrentBag<EventView> _views = [];
    private EventView? _view;

    private RuleSet(
        ImmutableArray<SigmaRule> rules, ImmutableArray<CorrelationPlan> correlations, ImmutableArray<SigmaError> errors)
    {
        Rules = rules;
        Correlations = correlations;
        Errors = errors;
        _use = new CorrelationUse(correlations);
        _index = new RuleIndex(rules.Select(rule => rule.Condition), _fields);
    }

    public ImmutableArray<SigmaRule> Rules { get; }

    /// <summary>The correlations whose rules are all here.</summary>
    public ImmutableArray<CorrelationPlan> Correlations { get; }

    /// <summary>Everything that was refused: documents, ids given twice, correlations that refer to what is not here.</summary>
    public ImmutableArray<SigmaError> Errors { get; }

    public static RuleSet Compile(IEnumerable<SigmaDocuments> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var all = documents.ToArray();
        var errors = all.SelectMany(document => document.Errors).ToList();
        var ids = new Dictionary<string, SigmaDefinition>(StringComparer.OrdinalIgnoreCase);
        var rules = all.SelectMany(document => document.Rules).Where(rule => IsFirst(rule, ids, errors)).ToImmutableArray();
        var correlations = all.SelectMany(document => document.Correlations).Where(one => IsFirst(one, ids, errors)).ToArray();

        return new RuleSet(rules, CorrelationPlanner.Plan(rules, correlations, errors), [.. errors]);
    }

    /// <summary>Compiles files, given as name and text.</summary>
    public static RuleSet Load(IEnumerable<(string File, string Text)> files, SigmaOptions? options = null) =>
        Compile(files.Select(file => SigmaParser.Parse(file.Text, file.File, options)));

    /// <summary>The rules that match one CloudTrail record, in the order of <see cref="Rules"/>.</summary>
    public ImmutableArray<SigmaRule> Evaluate(JsonElement record)
    {
        // One view is kept at hand, and a bag of them for when several threads ask at once.
        var view = Interlocked.Exchange(ref _view, null) ?? (_views.TryTake(out var used) ? used : new EventView(_fields));
        view.Show(record);
        _index.Match(view, view.Matches);
        var matches = view.Matches.Count == 0 ? [] : view.Matches.Select(rule => Rules[rule]).ToImmutableArray();

        view.Forget();
        if (Interlocked.CompareExchange(ref _view, view, null) is not null)
        {
            _views.Add(view);
        }

        return matches;
    }

    /// <summary>
    /// Whether the rule's matches are reported themselves. They are not where correlations refer to the rule and none of them
    /// says <c>generate: true</c>: then they are only parts of something larger.
    /// </summary>
    public bool StandsAlone(SigmaDefinition rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return _use.StandsAlone(rule.Id);
    }

    /// <summary>The correlations, nested ones included, that a match of this rule can contribute to.</summary>
    public ImmutableArray<CorrelationPlan> CorrelationsOf(SigmaRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return _use.CorrelationsOf(rule.Id);
    }

    /// <summary>What correlations need to know of a match; null where the rule is part of none.</summary>
    public RuleHit? HitOf(SigmaRule rule, JsonElement record, DateTimeOffset time, string eventId)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return CorrelationsOf(rule).IsEmpty ? null : new RuleHit(time, rule.Id, eventId, _use.ValuesOf(rule.Id, record));
    }

    private static bool IsFirst(SigmaDefinition definition, Dictionary<string, SigmaDefinition> ids, List<SigmaError> errors)
    {
        if (ids.TryAdd(definition.Id, definition))
        {
            return true;
        }

        var first = ids[definition.Id];
        errors.Add(new SigmaError(
            definition.File, definition.Line, $"the id {definition.Id} is already that of '{first.Title}' in {first.File}; give one of the two a new id"));
        return false;
    }
}
