using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>Chooses what of a question a search by words is worth its time for.</summary>
/// <remarks>
/// A search by words ranks every text that has one of them, and that of a word that most texts have takes longer than all the rest of
/// an answer. What such a word tells is nearly nothing, and what is found by it is found by its meaning as well.
/// </remarks>
internal static class TellingNames
{
    /// <summary>Texts that are ranked for one question, beyond those of the rarest name.</summary>
    public const int MostTexts = 400;

    /// <summary>The names and words of a question, rarest first, as long as few enough texts have them.</summary>
    /// <param name="texts">How many there are.</param>
    /// <param name="textsWith">How many have a term: a stem, as <see cref="Words.StemsIn"/> gives it.</param>
    public static ImmutableArray<string> Of(string question, int texts, Func<string, int> textsWith)
    {
        var names = question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => (Name: name, Stems: Words.StemsIn(name))).Where(one => one.Stems.Count > 0)
            .Select(one => (one.Name, Texts: one.Stems.Min(textsWith))).Where(one => one.Texts <= Math.Max(MostTexts, texts / 2))
            .OrderBy(one => one.Texts).ThenBy(one => one.Name, StringComparer.Ordinal);
        var chosen = ImmutableArray.CreateBuilder<string>();
        var ranked = 0;
        foreach (var one in names)
        {
            ranked += one.Texts;
            if (chosen.Count > 0 && ranked > MostTexts)
            {
                break;
            }

            chosen.Add(one.Name);
        }

        return chosen.ToImmutable();
    }
}
