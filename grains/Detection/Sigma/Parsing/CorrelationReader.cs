using System.Collections.Immutable;
using System.Globalization;

namespace Raposa.Detection;

/// <summary>Reads a correlation. The rules it refers to are looked up later, when all files are known.</summary>
internal static class CorrelationReader
{
    private const int MaxRules = 100;

    private static readonly string[] Keys = ["type", "rules", "group-by", "timespan", "condition", "aliases", "generate"];

    public static SigmaCorrelation Read(YamlMap document, YamlNode node, string file)
    {
        var section = node as YamlMap ?? throw new SigmaException(node.Line, $"'correlation' is a map; this is {node.Kind}");
        foreach (var entry in section.Entries.Where(entry => !Keys.Contains(entry.Key)))
        {
            throw new SigmaException(entry.Line, $"unknown key '{entry.Key}' in 'correlation'; known are {string.Join(", ", Keys)}");
        }

        var type = TypeOf(section);
        var rules = Texts(section, "rules", required: true);
        if (rules.Length > MaxRules)
        {
            throw new SigmaException(section["rules"]!.Line, $"'rules' names {rules.Length} rules, more than {MaxRules}; nest correlations");
        }

        return SigmaHeader.Read(document, file, id => new SigmaCorrelation
        {
            Id = id.Id,
            Title = id.Title,
            File = file,
            Line = document.Line,
            Type = type,
            Rules = rules,
            GroupBy = Texts(section, "group-by", required: false),
            Aliases = AliasesIn(section),
            Timespan = TimespanOf(section),
            Condition = ConditionOf(section, type, rules.Length),
            Generate = Generates(section["generate"] ?? document["generate"]),
        });
    }

    private static CorrelationType TypeOf(YamlMap section)
    {
        var type = section["type"] as YamlScalar
            ?? throw new SigmaException(section.Line, "'correlation' has no 'type'; it is event_count, value_count, value_sum, value_avg, temporal or temporal_ordered");
        return type.Text switch
        {
            "event_count" => CorrelationType.EventCount,
            "value_count" => CorrelationType.ValueCount,
            "value_sum" => CorrelationType.ValueSum,
            "value_avg" => CorrelationType.ValueAverage,
            "temporal" => CorrelationType.Temporal,
            "temporal_ordered" => CorrelationType.TemporalOrdered,
            "value_percentile" => throw new SigmaException(
                type.Line, "value_percentile is not evaluated: the specification does not say which percentile of what; use value_count, value_sum or value_avg"),
            var other => throw new SigmaException(
                type.Line, $"unknown correlation type '{other}'; it is event_count, value_count, value_sum, value_avg, temporal or temporal_ordered"),
        };
    }

    private static ImmutableArray<string> Texts(YamlMap section, string key, bool required)
    {
        if (section[key] is null && !required)
        {
            return [];
        }

        ImmutableArray<YamlNode> nodes = section[key] switch
        {
            YamlScalar { IsNull: false } scalar => [scalar],
            YamlList { Items: not [] } list => list.Items,
            var other => throw new SigmaException((other ?? section).Line, $"'{key}' must be a list of at least one name"),
        };
        ImmutableArray<string> texts = [.. nodes.Select(node => node is YamlScalar { IsNull: false, Text.Length: > 0 } scalar
            ? scalar.Text
            : throw new SigmaException(node.Line, $"'{key}' is a list of names; this is {node.Kind}"))];
        return texts.Distinct(StringComparer.Ordinal).Count() == texts.Length
            ? texts
            : throw new SigmaException(section[key]!.Line, $"'{key}' names one thing twice; once is enough");
    }

    private static ImmutableDictionary<string, ImmutableDictionary<string, string>> AliasesIn(YamlMap section) => section["aliases"] switch
    {
        null => ImmutableDictionary<string, ImmutableDictionary<string, string>>.Empty,
        YamlMap aliases => aliases.Entries.ToImmutableDictionary(alias => alias.Key, FieldsOf),
        var other => throw new SigmaException(other.Line, $"'aliases' is a map from alias to rule to field; this is {other.Kind}"),
    };

    private static ImmutableDictionary<string, string> FieldsOf(YamlEntry alias) => alias.Value is YamlMap fields
        ? fields.Entries.ToImmutableDictionary(rule => rule.Key, rule => rule.Value is YamlScalar { IsNull: false, Text.Length: > 0 } field
            ? field.Text
            : throw new SigmaException(rule.Line, $"the alias '{alias.Key}' needs the name of a field for '{rule.Key}'"))
        : throw new SigmaException(alias.Line, $"the alias '{alias.Key}' is a map from rule to field");

    private static TimeSpan TimespanOf(YamlMap section)
    {
        const string Remedy = "write a number and s, m, h or d, such as 10m";
        var timespan = section["timespan"] as YamlScalar
            ?? throw new SigmaException(section.Line, $"'correlation' has no 'timespan'; {Remedy}");
        TimeSpan? unit = timespan.Text is [.., var letter]
            ? letter switch
            {
                's' => TimeSpan.FromSeconds(1),
                'm' => TimeSpan.FromMinutes(1),
                'h' => TimeSpan.FromHours(1),
                'd' => TimeSpan.FromDays(1),
                _ => null,
            }
            : null;

        return unit is { } one
            && int.TryParse(timespan.Text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 && number <= TimeSpan.FromDays(3660) / one
                ? number * one
                : throw new SigmaException(timespan.Line, $"'{timespan.Text}' is no time span; {Remedy}");
    }

    private static CorrelationCondition ConditionOf(YamlMap section, CorrelationType type, int rules)
    {
        var isTemporal = type is CorrelationType.Temporal or CorrelationType.TemporalOrdered;
        if (section["condition"] is null && isTemporal)
        {
            return new CorrelationCondition([new CorrelationBound(BoundOperator.GreaterOrEqual, rules)], []);
        }

        var condition = section["condition"] as YamlMap
            ?? throw new SigmaException((section["condition"] ?? section).Line, "a correlation needs 'condition' as a map, such as gte: 10");
        var bounds = condition.Entries.Where(entry => entry.Key != "field").Select(BoundOf).ToImmutableArray();
        if (bounds.IsEmpty)
        {
            throw new SigmaException(condition.Line, "the condition has no bound; write one of gt, gte, lt, lte, eq, neq");
        }

        var fields = Texts(condition, "field", required: type is CorrelationType.ValueCount or CorrelationType.ValueSum or CorrelationType.ValueAverage);
        var read = new CorrelationCondition(bounds, fields);
        RequireMeaning(read, condition, type, rules);
        return read;
    }

    private static void RequireMeaning(CorrelationCondition condition, YamlMap node, CorrelationType type, int rules)
    {
        if (condition.Fields.Length > 0 && type is CorrelationType.EventCount or CorrelationType.Temporal or CorrelationType.TemporalOrdered)
        {
            throw new SigmaException(node.Line, "'field' belongs to value_count, value_sum and value_avg; remove it or change the type");
        }

        if (condition.Fields.Length > 1 && type is CorrelationType.ValueSum or CorrelationType.ValueAverage)
        {
            throw new SigmaException(node.Line, "a sum or average is of one field; name one");
        }

        if (type == CorrelationType.TemporalOrdered && !condition.OnlyGrows)
        {
            throw new SigmaException(node.Line, "an order can only be asked of rules that do match; use gt or gte");
        }

        if (type is CorrelationType.Temporal or CorrelationType.TemporalOrdered && condition.OnlyGrows && !condition.Holds(rules))
        {
            throw new SigmaException(node.Line, $"the condition can never hold: the correlation names only {rules} rules");
        }
    }

    private static CorrelationBound BoundOf(YamlEntry entry)
    {
        BoundOperator @operator = entry.Key switch
        {
            "gt" => BoundOperator.Greater,
            "gte" => BoundOperator.GreaterOrEqual,
            "lt" => BoundOperator.Less,
            "lte" => BoundOperator.LessOrEqual,
            "eq" => BoundOperator.Equal,
            "neq" => BoundOperator.NotEqual,
            _ => throw new SigmaException(entry.Line, $"unknown key '{entry.Key}' in the condition; known are gt, gte, lt, lte, eq, neq and field"),
        };

        return entry.Value is YamlScalar { Type: ScalarType.Number } scalar
            && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit) && double.IsFinite(limit)
                ? new CorrelationBound(@operator, limit)
                : throw new SigmaException(entry.Line, $"'{entry.Key}' needs a number");
    }

    private static bool Generates(YamlNode? node) => node switch
    {
        null => false,
        YamlScalar { Type: ScalarType.Boolean } scalar => scalar.Text[0] is 't' or 'T',
        _ => throw new SigmaException(node.Line, "'generate' is true or false"),
    };
}
