using System.Text.RegularExpressions;

namespace Raposa.Chat;

/// <summary>
/// Finds in evidence what is written to be obeyed by a model: a tag, a bucket's name or a user agent is filled in by whoever
/// attacks. What is found grounds nothing, and whoever repeats it is struck.
/// </summary>
internal static partial class Injection
{
    /// <summary>The passages of a text that address a model, each to the end of its sentence.</summary>
    public static IEnumerable<string> In(string text) => Instruction().Matches(text).Select(match => match.Value);

    /// <summary>The text without them.</summary>
    public static string Remove(string text) => Instruction().Replace(text, " ");

    [GeneratedRegex(@"[^.\n;""]*\b(ignore|disregard|forget|override)\b[^.\n]{0,40}\b(instruction|prompt|rule|context|above|previous|prior|evidence|finding)s?\b[^\n""]*|[^.\n;""]*\b(you are now|from now on|as an ai|assistant:|system:|new instructions?:?|tell the (user|reader|analyst|admin\w*)|respond (only )?with|reply (only )?with|answer (only )?(with|that)|say (only )?that|report (only )?that|do not (report|mention|list|flag)|mark (this|it|everything) as|print your|reveal (the|your))\b[^\n""]*|<\/?(system|instruction|evidence|prompt)[^>]*>[^\n]*", RegexOptions.IgnoreCase)]
    private static partial Regex Instruction();
}
