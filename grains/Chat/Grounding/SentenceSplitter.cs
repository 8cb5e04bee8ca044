using System.Text;

namespace Raposa.Chat;

/// <summary>Cuts what a model streams into sentences, each as soon as it is known to be whole.</summary>
/// <remarks>A line is a sentence too, so that a list is checked item by item. What is cut keeps its blanks: joined, it is the text.</remarks>
internal sealed class SentenceSplitter
{
    private static readonly string[] Abbreviations = ["e.g.", "i.e.", "etc.", "vs.", "approx.", "cf.", "no.", "inc.", "resp."];

    private readonly StringBuilder _open = new();

    /// <summary>The sentences that this piece completes.</summary>
    public IReadOnlyList<string> Push(string piece)
    {
        _open.Append(piece);
        List<string> whole = [];
        var text = _open.ToString();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (EndsAt(text, start, at) is { } end)
            {
                whole.Add(text[start..end]);
                start = end;
                at = end - 1;
            }
        }

        _open.Clear().Append(text, start, text.Length - start);
        return whole;
    }

    /// <summary>What is left at the end; null if nothing is.</summary>
    public string? Flush()
    {
        var rest = _open.ToString();
        _open.Clear();
        return rest.Length > 0 ? rest : null;
    }

    /// <returns>Where the next sentence begins; null if none ends here.</returns>
    private static int? EndsAt(string text, int start, int at)
    {
        if (text[at] == '\n')
        {
            return at + 1;
        }

        if (text[at] is not ('.' or '!' or '?') || at + 1 >= text.Length)
        {
            return null;
        }

        // Quotes, brackets and the citation that belong to it: 'He said "no." [3]'.
        var end = at + 1;
        while (end < text.Length && text[end] is '"' or '”' or ')' or '*' or '’')
        {
            end++;
        }

        if (end >= text.Length || !char.IsWhiteSpace(text[end]))
        {
            return null;
        }

        var next = end;
        while (next < text.Length && text[next] is ' ' or '\t')
        {
            next++;
        }

        // It is whole only when what follows is seen: a citation belongs to it, a small letter goes on with it.
        return next >= text.Length || text[next] == '[' || char.IsLower(text[next]) || IsAbbreviation(text, start, at) ? null : next;
    }

    private static bool IsAbbreviation(string text, int start, int at)
    {
        var head = text[start..(at + 1)];
        // "1." begins an item of a list.
        return Abbreviations.Any(one => head.EndsWith(one, StringComparison.OrdinalIgnoreCase)) || head.TrimStart() is [.. var number, '.'] && number.Length is 1 or 2 && number.All(char.IsDigit);
    }
}
