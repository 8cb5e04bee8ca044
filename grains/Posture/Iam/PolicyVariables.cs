using System.Text;
using System.Text.RegularExpressions;

namespace Raposa.Posture.Iam;

/// <summary>
/// <c>${aws:username}</c> and the like in resources and condition values: what stands there is taken from the request, as text
/// in which wildcards mean nothing. <c>${*}</c>, <c>${?}</c> and <c>${$}</c> are the characters themselves.
/// </summary>
internal static partial class PolicyVariables
{
    // Stand for the characters that are meant as such, in a pattern. Neither is allowed in a policy.
    private const char Star = '\uE000';
    private const char Mark = '\uE001';

    public static ExpandedValue Expand(string value, RequestContext request)
    {
        if (!value.Contains("${", StringComparison.Ordinal))
        {
            return ExpandedValue.Literal(value);
        }

        var text = new StringBuilder();
        var at = 0;
        foreach (Match variable in Variable().Matches(value))
        {
            text.Append(value, at, variable.Index - at);
            at = variable.Index + variable.Length;
            switch (variable.Groups["name"].Value)
            {
                case "*":
                    text.Append(Star);
                    break;
                case "?":
                    text.Append(Mark);
                    break;
                case "$":
                    text.Append('$');
                    break;
                case var name:
                    var key = name.Trim();
                    if (!request.TryGet(key, out var given))
                    {
                        return ExpandedValue.NotKnown($"it depends on {key} of the request");
                    }

                    var one = given is [var only, ..] ? only : variable.Groups["default"] is { Success: true } fallback ? fallback.Value : null;
                    if (one is null)
                    {
                        return ExpandedValue.Nothing;
                    }

                    text.Append(one.Replace('*', Star).Replace('?', Mark));
                    break;
            }
        }

        return ExpandedValue.Literal(text.Append(value, at, value.Length - at).ToString());
    }

    public static bool Matches(string pattern, string text) =>
        Wildcard.Matches(pattern, pattern.Contains(Star, StringComparison.Ordinal) || pattern.Contains(Mark, StringComparison.Ordinal)
            ? text.Replace('*', Star).Replace('?', Mark)
            : text);

    public static string Plain(string value) => value.Replace(Star, '*').Replace(Mark, '?');

    [GeneratedRegex(@"\$\{(?<name>[^},]+)(,\s*'(?<default>[^']*)')?\}")]
    private static partial Regex Variable();
}

/// <summary>A value with its variables replaced.</summary>
/// <param name="Text">Null if a variable has no value, so that the value matches nothing.</param>
/// <param name="Why">Why it is not known; null if it is.</param>
internal readonly record struct ExpandedValue(string? Text, string? Why)
{
    public static ExpandedValue Nothing => new(null, null);

    public static ExpandedValue Literal(string text) => new(text, null);

    public static ExpandedValue NotKnown(string why) => new(null, why);
}
