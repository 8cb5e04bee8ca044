using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>Resolves what correlations refer to, over all files at once: by id, by name, and by title, as some collections do.</summary>
internal sealed class CorrelationPlanner
{
    private const int MaxDepth = 8;

    private readonly ILookup<string, SigmaDefinition> _byReference;
    private readonly Dictionary<string, CorrelationPlan?> _plans = new(StringComparer.Ordinal);
    private readonly HashSet<string> _beingPlanned = [];
    private readonly List<SigmaError> _errors;

    private CorrelationPlanner(IEnumerable<SigmaDefinition> definitions, List<SigmaError> errors)
    {
        _errors = errors;
        _byReference = definitions
            .SelectMany(one => new[] { one.Id, one.Name, one.Title }.OfType<string>().Distinct(), (one, reference) => (reference, one))
            .ToLookup(pair => pair.reference, pair => pair.one, StringComparer.Ordinal);
    }

    public static ImmutableArray<CorrelationPlan> Plan(
        ImmutableArray<SigmaRule> rules, IReadOnlyCollection<SigmaCorrelation> correlations, List<SigmaError> errors)
    {
        var planner = new CorrelationPlanner([.. rules, .. correlations], errors);
        return [.. correlations.Select(planner.PlanOf).OfType<CorrelationPlan>()];
    }

    private CorrelationPlan? PlanOf(SigmaCorrelation correlation)
    {
        if (!_plans.TryGetValue(correlation.Id, out var plan))
        {
            try
            {
                plan = Resolve(correlation);
            }
            catch (SigmaException refused)
            {
                _errors.Add(new SigmaError(correlation.File, refused.Line, refused.Message));
            }

            _plans[correlation.Id] = plan;
        }

        return plan;
    }

    private CorrelationPlan Resolve(SigmaCorrelation correlation)
    {
        if (_beingPlanned.Contains(correlation.Id))
        {
            throw new SigmaException(correlation.Line, $"'{correlation.Title}' refers to itself through its rules; break the circle");
        }

        if (_beingPlanned.Count == MaxDepth)
        {
            throw new SigmaException(correlation.Line, $"correlations are nested deeper than {MaxDepth}; flatten them");
        }

        _beingPlanned.Add(correlation.Id);
        try
        {
            var parts = correlation.Rules.Select(reference => Find(correlation, reference)).ToImmutableArray();
            var nested = parts.OfType<SigmaCorrelation>().Select(part => PlanOf(part)
                ?? throw new SigmaException(correlation.Line, $"it refers to '{part.Title}', which was refused")).ToImmutableArray();

            return new CorrelationPlan(correlation, parts, nested, Aliases(correlation, parts, nested));
        }
        finally
        {
            _beingPlanned.Remove(correlation.Id);
        }
    }

    private SigmaDefinition Find(SigmaCorrelation correlation, string reference)
    {
        // An id names one rule. A name or title may be borne by two, and then it names neither.
        var found = _byReference[reference].ToArray();
        return found.FirstOrDefault(one => one.Id == reference) ?? found switch
        {
            [var only] => only,
            [] => throw new SigmaException(
                correlation.Line, $"no rule has the id, name or title '{reference}'; load its file too, or correct the reference"),
            _ => throw new SigmaException(
                correlation.Line, $"'{reference}' names {found.Length} rules ({string.Join(", ", found.Select(one => one.Id))}); refer to one by its id"),
        };
    }

    private ImmutableDictionary<string, ImmutableDictionary<string, string>> Aliases(
        SigmaCorrelation correlation, ImmutableArray<SigmaDefinition> parts, ImmutableArray<CorrelationPlan> nested)
    {
        var resolved = correlation.Aliases.ToImmutableDictionary(
            alias => alias.Key,
            alias => alias.Value.ToImmutableDictionary(field => Find(correlation, field.Key).Id, field => field.Value));
        foreach (var (alias, fields) in resolved)
        {
            var missing = parts.FirstOrDefault(part => !fields.ContainsKey(part.Id)
                && !(nested.FirstOrDefault(one => one.Definition.Id == part.Id) is { } inner && inner.RuleIds.All(fields.ContainsKey)));
            if (missing is not null)
            {
                throw new SigmaException(correlation.Line, $"the alias '{alias}' names no field for '{missing.Name ?? missing.Title}'; add one");
            }
        }

        return resolved;
    }
}
