namespace Raposa.Detection;

/// <summary>A rule for another log would never match here, or match what it does not mean; so it is refused.</summary>
internal static class LogSource
{
    private const string Remedy = "only product: aws, service: cloudtrail is evaluated here";

    public static void Require(YamlMap rule)
    {
        var source = rule["logsource"] as YamlMap
            ?? throw new SigmaException(rule["logsource"]?.Line ?? rule.Line, $"a rule needs 'logsource' as a map; {Remedy}");

        RequireValue(source, "product", "aws");
        RequireValue(source, "service", "cloudtrail");
        if (source["category"] is { } category)
        {
            throw new SigmaException(category.Line, $"logsource category {Show(category)}: {Remedy}, and it has no categories");
        }

        if (source["product"] is null && source["service"] is null)
        {
            throw new SigmaException(source.Line, $"logsource names neither product nor service; {Remedy}");
        }
    }

    // Either may be left out: "product: aws" means every log of AWS, and this is one.
    private static void RequireValue(YamlMap source, string key, string wanted)
    {
        if (source[key] is { } node
            && !(node is YamlScalar scalar && string.Equals(scalar.Text, wanted, StringComparison.OrdinalIgnoreCase)))
        {
            throw new SigmaException(node.Line, $"logsource {key} {Show(node)}: {Remedy}");
        }
    }

    private static string Show(YamlNode node) => node is YamlScalar scalar ? $"'{scalar.Text}'" : $"is {node.Kind}";
}
