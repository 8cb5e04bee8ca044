using System.Text.RegularExpressions;

namespace Raposa.Detection;

/// <summary>Makes regular expressions that match in time proportional to the text, and refuses the others.</summary>
/// <remarks>
/// .NET's non-backtracking engine knows no lookaround, backreference or atomic group, which is also what the specification
/// leaves out of its PCRE subset. What it does not bound is the size of its own automaton: <c>(a{1000}){1000}</c> is ten
/// characters and a million states. So the expanded size is estimated first.
/// </remarks>
internal static class RegexGuard
{
    public const int MaxLength = 2_000;
    private const int MaxExpandedLength = 10_000;

    public static Regex Compile(string pattern, RegexOptions options, int line)
    {
        if (pattern.Length > MaxLength)
        {
            throw new SigmaException(line, $"the regular expression has {pattern.Length} characters, more than {MaxLength}; split it");
        }

        if (ExpandedLength(pattern) > MaxExpandedLength)
        {
            throw new SigmaException(line, $"the counted repetitions of '{pattern}' unfold to more than {MaxExpandedLength} steps; use * or +");
        }

        // .NET reads [[:alpha:]] as a set of the letters in "alpha", so it would match the wrong thing without a word.
        if (pattern.Contains("[:", StringComparison.Ordinal) && pattern.Contains(":]", StringComparison.Ordinal))
        {
            throw new SigmaException(line, $"'{pattern}': POSIX classes are not in Sigma's regular expressions; write [a-z] or [0-9]");
        }

        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            throw new SigmaException(
                line,
                $"'{pattern}': lookarounds, backreferences and atomic groups are not in Sigma's regular expressions, because they "
                + "can take exponential time; use a second selection and 'not'");
        }
        catch (ArgumentException broken)
        {
            throw new SigmaException(line, $"not a regular expression: {broken.Message}");
        }
    }

    /// <summary>How many steps there are when each <c>{n,m}</c> is written out; an upper estimate, never an exception.</summary>
    private static double ExpandedLength(string pattern)
    {
        var groups = new Stack<double>();
        double length = 0, last = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    (length, last) = (length + 1, 1);
                    break;
                case '[':
                    i = EndOfSet(pattern, i);
                    (length, last) = (length + 1, 1);
                    break;
                case '(':
                    groups.Push(length);
                    (length, last) = (0, 0);
                    break;
                case ')' when groups.TryPop(out var before):
                    last = length + 1;
                    length = before + last;
                    break;
                case '{' when Repetitions(pattern, i) is var (times, end) && end > i:
                    length += last * (times - 1);
                    last *= times;
                    i = end;
                    break;
                default:
                    (length, last) = (length + 1, 1);
                    break;
            }
        }

        return length + groups.Sum();
    }

    private static int EndOfSet(string pattern, int open)
    {
        // A bracket right behind [ or [^ is itself a member.
        var i = open + 1;
        i += i < pattern.Length && pattern[i] == '^' ? 1 : 0;
        i += i < pattern.Length && pattern[i] == ']' ? 1 : 0;
        for (; i < pattern.Length && pattern[i] != ']'; i++)
        {
            i += pattern[i] == '\\' ? 1 : 0;
        }

        return i;
    }

    private static (double Times, int End) Repetitions(string pattern, int open)
    {
        var end = pattern.IndexOf('}', open);
        if (end < 0)
        {
            return (1, open);
        }

        var bounds = pattern[(open + 1)..end].Split(',');
        var most = bounds is [var low, ""] ? low : bounds[^1];
        return bounds.Length <= 2 && double.TryParse(most, out var times) ? (Math.Max(times, 1), end) : (1, open);
    }
}
