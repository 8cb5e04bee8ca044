using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Detection;

/// <summary>What the correlations of a set need of each rule.</summary>
internal sealed class CorrelationUse
{
    private readonly Dictionary<string, ImmutableArray<CorrelationPlan>> _correlations;
    private readonly Dictionary<string, FieldPath[]> _fields;
    private readonly HashSet<string> _silent;

    public CorrelationUse(ImmutableArray<CorrelationPlan> plans)
    {
        _correlations = plans.SelectMany(plan => plan.RuleIds, (plan, rule) => (plan, rule))
            .GroupBy(pair => pair.rule)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.plan).ToImmutableArray());
        _fields = _correlations.ToDictionary(
            pair => pair.Key,
            pair => pair.Value.SelectMany(plan => plan.FieldsOf(pair.Key)).Distinct().Select(name => new FieldPath(name)).ToArray());

        var generated = plans.Where(plan => plan.Definition.Generate).SelectMany(plan => plan.Parts).Select(part => part.Id);
        _silent = [.. plans.SelectMany(plan => plan.Parts).Select(part => part.Id).Except(generated)];
    }

    public bool StandsAlone(string id) => !_silent.Contains(id);

    public ImmutableArray<CorrelationPlan> CorrelationsOf(string ruleId) => _correlations.GetValueOrDefault(ruleId, []);

    public ImmutableDictionary<string, ImmutableArray<string>> ValuesOf(string ruleId, JsonElement record)
    {
        var all = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();
        var found = new FieldValues();
        foreach (var field in _fields[ruleId])
        {
            field.Resolve(record, found.For(found.Generation + 1));
            var texts = ImmutableArray.CreateBuilder<string>();
            for (var i = 0; i < found.Count; i++)
            {
                if (!found[i].IsNull)
                {
                    texts.Add(found[i].Text);
                }
            }

            if (texts.Count > 0)
            {
                all[field.Name] = texts.ToImmutable();
            }
        }

        return all.ToImmutable();
    }
}
