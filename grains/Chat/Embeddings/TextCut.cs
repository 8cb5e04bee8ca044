namespace Raposa.Chat;

/// <summary>Cuts a text that is longer than a model takes.</summary>
internal static class TextCut
{
    // A sentence that ends before the last fifth would cost too much of the text.
    private const double LeastKept = 0.8;

    /// <summary>The beginning of a text, to the end of a line or sentence, else of a word; of a single long word what fits.</summary>
    /// <param name="most">In characters.</param>
    public static string At(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var kept = text[..most];
        var least = (int)(most * LeastKept);
        var sentence = Math.Max(kept.LastIndexOf('\n'), kept.LastIndexOf(". ", StringComparison.Ordinal) + 1);
        var end = sentence >= least ? sentence : kept.LastIndexOf(' ') is var word && word >= least ? word : most;
        // Half of a surrogate pair is no text.
        return kept[..(char.IsHighSurrogate(kept[end - 1]) ? end - 1 : end)].TrimEnd();
    }
}
