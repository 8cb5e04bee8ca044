namespace Raposa.Posture.Iam;

/// <summary>IAM's patterns: <c>*</c> for any number of characters and <c>?</c> for one.</summary>
internal static class Wildcard
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase = false)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || Same(pattern[p], text[t], ignoreCase)))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    /// <summary>Of an ARN each of its six parts by itself, so that a wildcard in one never reaches into the next.</summary>
    public static bool MatchesArn(string pattern, string arn)
    {
        var (patterns, parts) = (pattern.Split(':', 6), arn.Split(':', 6));
        return pattern == "*" || (patterns.Length == 6 && parts.Length == 6 && patterns.Zip(parts).All(pair => Matches(pair.First, pair.Second)));
    }

    /// <summary>A text that the pattern matches and that is nobody's in particular.</summary>
    public static string Example(string pattern) => pattern.Replace('?', 'x').Replace("*", "any-of-it", StringComparison.Ordinal);

    private static bool Same(char left, char right, bool ignoreCase) =>
        left == right || (ignoreCase && char.ToLowerInvariant(left) == char.ToLowerInvariant(right));
}
