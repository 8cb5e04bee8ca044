using System.Collections.Frozen;
using System.Text;

namespace Raposa.Chat;

/// <summary>Takes a text apart into the words that carry its meaning, lower case, in their order.</summary>
/// <remarks>
/// A name in one word of several, such as <c>AdministratorAccess</c>, counts whole and in its parts. Function words are left
/// out: the list is the closed classes of English (articles, pronouns, prepositions, conjunctions, auxiliaries), no more.
/// </remarks>
internal static class Words
{
    private static readonly FrozenSet<string> Function = (
        "a about above after again against all also am an and any are as at be because been before being below between both but "
        + "by can cannot could did do does doing down during each few for from further had has have having he her here hers him his "
        + "how i if in into is it its itself just may me might more most must my no nor not now of off on once only or other our "
        + "ours out over own per same shall she should so some such than that the their theirs them then there these they this "
        + "those through to too under until up upon very was we were what when where which while who whom whose why will with "
        + "within without would you your yours").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static IEnumerable<string> In(string text) =>
        Runs(text).SelectMany(WithParts).Select(word => word.ToLowerInvariant()).Where(word => !Function.Contains(word));

    /// <summary>The words, each cut to its stem.</summary>
    public static IReadOnlyList<string> StemsIn(string text) => [.. In(text).Select(EnglishStemmer.Stem)];

    private static IEnumerable<string> Runs(string text)
    {
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
            {
                continue;
            }

            if (at > start)
            {
                yield return text[start..at];
            }

            start = at + 1;
        }
    }

    private static IEnumerable<string> WithParts(string run)
    {
        yield return run;
        var part = new StringBuilder();
        var parts = 0;
        for (var at = 0; at < run.Length; at++)
        {
            if (at > 0 && char.IsAsciiLetterUpper(run[at]) && char.IsAsciiLetterLower(run[at - 1]))
            {
                yield return part.ToString();
                part.Clear();
                parts++;
            }

            part.Append(run[at]);
        }

        if (parts > 0)
        {
            yield return part.ToString();
        }
    }
}
