using System.Net;
using System.Text.RegularExpressions;

namespace Raposa.Chat;

/// <summary>A provider's own words, fit to be kept: one line, of a readable length, without markup and without keys.</summary>
internal static partial class ProviderWords
{
    private const int Longest = 500;

    /// <param name="text">As it came: a message, a body, a page of HTML.</param>
    public static string Of(string? text)
    {
        var plain = text ?? "";
        if (plain.Contains('<', StringComparison.Ordinal))
        {
            plain = WebUtility.HtmlDecode(Tags().Replace(Hidden().Replace(plain, " "), " "));
        }

        plain = Blanks().Replace(Keys().Replace(plain, "[key]"), " ").Trim();
        return plain.Length == 0 ? "(no words)" : plain.Length <= Longest ? plain : $"{plain[..(Longest - 1)]}…";
    }

    [GeneratedRegex("<(script|style|head)[^>]*>.*?</\\1>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex("</?[a-z!][^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Tags();

    // What the four providers' keys begin with, AWS's key ids, and anything sent as a bearer token.
    [GeneratedRegex(@"\b(gsk_|sk-|AIza|AKIA|ASIA)[A-Za-z0-9_\-]{8,}|(?<=Bearer )\S+")]
    private static partial Regex Keys();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
