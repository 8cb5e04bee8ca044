using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Raposa.Detection;

/// <summary>Replaces <c>%name%</c> under the <c>expand</c> modifier by the values configured for that name.</summary>
internal static partial class Placeholders
{
    private const int MaxValues = 10_000;

    public static IReadOnlyList<string> Expand(string text, SigmaOptions options, int line)
    {
        List<string> texts = [string.Empty];
        var at = 0;
        foreach (Match placeholder in Placeholder().Matches(text))
        {
            var before = text[at..placeholder.Index];
            var values = placeholder.Groups["name"] is { Success: true } name ? ValuesOf(name.Value, options, line) : ["%"];
            texts = [.. texts.SelectMany(_ => values, (start, value) => start + before + value)];
            at = placeholder.Index + placeholder.Length;
            if (texts.Count > MaxValues)
            {
                throw new SigmaException(line, $"the placeholders in '{text}' give more than {MaxValues} values; use one placeholder a value");
            }
        }

        return texts.ConvertAll(start => start + text[at..]);
    }

    private static ImmutableArray<string> ValuesOf(string name, SigmaOptions options, int line) =>
        options.Placeholders.TryGetValue(name, out var values)
            ? values
            : throw new SigmaException(
                line, $"no values are configured for the placeholder %{name}%; write the values out and remove the modifier expand");

    // An escaped percent sign is matched first, so that it opens nothing.
    [GeneratedRegex(@"\\%|%(?<name>[^%\s\\]+)%")]
    private static partial Regex Placeholder();
}
