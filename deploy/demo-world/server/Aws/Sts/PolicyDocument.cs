using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Raposa.DemoWorld.Aws.Sts;

/// <summary>The part of IAM's policy language that a read-only role needs: actions with wildcards, allow and deny.</summary>
internal static class PolicyDocument
{
    public static bool Allows(JsonObject policy, string action)
    {
        var statements = policy["Statement"] is JsonArray many ? many.Select(one => one!.AsObject()) : [policy["Statement"]!.AsObject()];
        var matching = statements.Where(statement => Actions(statement).Any(pattern => Matches(pattern, action))).ToList();
        return matching.Count > 0 && matching.All(statement => statement["Effect"]?.GetValue<string>() == "Allow");
    }

    private static IEnumerable<string> Actions(JsonObject statement) => statement["Action"] switch
    {
        JsonArray many => many.Select(one => one!.GetValue<string>()),
        { } one => [one.GetValue<string>()],
        null => [],
    };

    private static bool Matches(string pattern, string action) => Regex.IsMatch(
        action, $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal)}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
