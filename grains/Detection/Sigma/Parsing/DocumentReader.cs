using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>Reads one YAML document: a rule, a correlation, or nothing where it is empty.</summary>
internal static class DocumentReader
{
    /// <summary>As many tests as an event may cost in one rule. The largest public rules have some hundreds.</summary>
    private const int MaxWeight = 20_000;

    public static SigmaDefinition? Read(YamlNode document, string file, SigmaOptions options)
    {
        // An empty document: a trailing --- makes one.
        if (document is YamlScalar { IsNull: true })
        {
            return null;
        }

        var map = document as YamlMap ?? throw new SigmaException(document.Line, $"a rule is a map, and this is {document.Kind}");
        RequireToday(map);
        if (map["correlation"] is { } correlation)
        {
            return map["detection"] is null
                ? CorrelationReader.Read(map, correlation, file)
                : throw new SigmaException(map.Line, "a document is either a rule or a correlation; put the two in two documents, with --- between");
        }

        LogSource.Require(map);
        return ReadRule(map, file, options);
    }

    // Forms that other versions of Sigma have, or that ask for a tool we are not.
    private static void RequireToday(YamlMap map)
    {
        if (map["filter"] is { } filter)
        {
            throw new SigmaException(filter.Line, "Sigma filters are not applied here; put the exclusion into the rule ('and not filter')");
        }

        if (map["action"] is YamlScalar { Text: "global" or "repeat" or "reset" } action)
        {
            throw new SigmaException(action.Line, $"'action: {action.Text}' was removed from Sigma; write each rule out in a document of its own");
        }

        if (map["taxonomy"] is { } taxonomy && taxonomy is not YamlScalar { Text: "sigma" })
        {
            throw new SigmaException(taxonomy.Line, "only the taxonomy 'sigma' is known here, with CloudTrail's own field names; translate the fields");
        }
    }

    private static SigmaRule ReadRule(YamlMap map, string file, SigmaOptions options)
    {
        var detection = map["detection"] as YamlMap
            ?? throw new SigmaException(map["detection"]?.Line ?? map.Line, "a rule needs 'detection' as a map of searches and a condition");
        if (detection["timeframe"] is { } timeframe)
        {
            throw new SigmaException(timeframe.Line, "'timeframe' was removed from Sigma; write a correlation rule with 'timespan'");
        }

        var condition = detection["condition"]
            ?? throw new SigmaException(detection.Line, "'detection' has no 'condition'; name the searches that must match");
        var reader = new DetectionReader(options);
        var searches = detection.Entries
            .Where(entry => entry.Key != "condition")
            .ToDictionary(entry => entry.Key, entry => reader.Read(entry.Key, entry.Value), StringComparer.Ordinal);
        var expression = AnyOf.Of(ConditionsIn(condition).Select(one => ConditionParser.Parse(one.Text, one.Line, searches)));

        return expression.Weight <= MaxWeight
            ? SigmaHeader.Read(map, file, id => new SigmaRule(expression) { Id = id.Id, Title = id.Title, File = file, Line = map.Line })
            : throw new SigmaException(condition.Line, $"the rule makes {expression.Weight} tests for an event, more than {MaxWeight}; split it");
    }

    private static ImmutableArray<YamlScalar> ConditionsIn(YamlNode condition)
    {
        ImmutableArray<YamlNode> nodes = condition is YamlList list ? list.Items : [condition];
        return nodes.IsEmpty
            ? throw new SigmaException(condition.Line, "'condition' is an empty list; name the searches that must match")
            : [.. nodes.Select(node => node is YamlScalar { IsNull: false } scalar
                ? scalar
                : throw new SigmaException(node.Line, $"a condition is a string, and this is {node.Kind}"))];
    }
}
