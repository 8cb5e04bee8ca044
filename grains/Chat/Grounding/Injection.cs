using System.Text;
using System.Text.RegularExpressions;

namespace Raposa.Chat;

/// <summary>
/// Finds in evidence what is written to be obeyed by a model: a tag, a bucket's name or a user agent is filled in by whoever
/// attacks. What is found grounds nothing, and whoever repeats it is struck.
/// </summary>
internal static partial class Injection
{
    private const string BeforeSentence = ".\n;\"", AfterSentence = "\n\"";

    /// <summary>The passages of a text that address a model, each to the end of its sentence.</summary>
    public static IEnumerable<string> In(string text) => RangesIn(text).Select(range => text[range]);

    /// <summary>The text without them.</summary>
    public static string Remove(string text)
    {
        var rest = new StringBuilder();
        var at = 0;
        foreach (var range in RangesIn(text))
        {
            rest.Append(text, at, range.Start.Value - at).Append(' ');
            at = range.End.Value;
        }

        return rest.Append(text, at, text.Length - at).ToString();
    }

    // What is searched for is short, and its sentence is looked for from there: an expression with the sentence before it looks at each
    // sentence from each of its letters, and a table of evidence is one long sentence.
    private static IEnumerable<Range> RangesIn(string text)
    {
        var end = 0;
        for (var found = Instruction().Match(text); found.Success; found = Instruction().Match(text, end))
        {
            var isTag = found.ValueSpan[0] == '<';
            var start = isTag ? found.Index : end + text.AsSpan(end, found.Index - end).LastIndexOfAny(BeforeSentence) + 1;
            var after = found.Index + found.Length;
            var length = text.AsSpan(after).IndexOfAny(isTag ? "\n" : AfterSentence);
            end = length < 0 ? text.Length : after + length;
            yield return start..end;
        }
    }

    [GeneratedRegex(@"\b(ignore|disregard|forget|override)\b[^.\n]{0,40}\b(instruction|prompt|rule|context|above|previous|prior|evidence|finding)s?\b|\b(you are now|from now on|as an ai|assistant:|system:|new instructions?:?|tell the (user|reader|analyst|admin\w*)|respond (only )?with|reply (only )?with|answer (only )?(with|that)|say (only )?that|report (only )?that|do not (report|mention|list|flag)|mark (this|it|everything) as|print your|reveal (the|your))\b|<\/?(system|instruction|evidence|prompt)[^>]{0,400}>", RegexOptions.IgnoreCase)]
    private static partial Regex Instruction();
}
