using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.CrowdStrike;

/// <summary>A small part of FQL: <c>field:'value'</c>, <c>field:['a','b']</c>, comparisons of times and text, joined by <c>+</c>.</summary>
internal static class HostFilter
{
    /// <exception cref="FalconException">It is none of that.</exception>
    public static bool Matches(string filter, JsonObject host) => filter.Split('+').All(term => Holds(term.Trim(), host));

    private static bool Holds(string term, JsonObject host)
    {
        var colon = term.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            throw new FalconException(400, $"invalid filter expression supplied: {term}");
        }

        var field = host[term[..colon]]?.ToString() ?? "";
        var rest = term[(colon + 1)..].Trim();
        var comparison = rest.StartsWith(">=", StringComparison.Ordinal) || rest.StartsWith("<=", StringComparison.Ordinal) ? rest[..2]
            : rest.StartsWith('>') || rest.StartsWith('<') || rest.StartsWith('!') ? rest[..1] : "";
        var values = rest[comparison.Length..].Trim('[', ']').Split(',').Select(value => value.Trim().Trim('\'', '"')).ToList();
        return comparison switch
        {
            ">=" => string.CompareOrdinal(field, values[0]) >= 0,
            "<=" => string.CompareOrdinal(field, values[0]) <= 0,
            ">" => string.CompareOrdinal(field, values[0]) > 0,
            "<" => string.CompareOrdinal(field, values[0]) < 0,
            "!" => !values.Contains(field),
            _ => values.Contains(field),
        };
    }
}
