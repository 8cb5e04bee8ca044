namespace Raposa.Chat;

/// <summary>Cuts an English word to its stem by Porter's algorithm, so that "rotates" and "rotation" meet in "rotat".</summary>
/// <remarks>
/// M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980). Its conditions count <c>m</c>, the number of times
/// that a vowel is followed by a consonant in what is left of the word.
/// </remarks>
internal static class EnglishStemmer
{
    private static readonly (string Ending, string Instead)[] Second =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"),
        ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"),
        ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"),
        ("biliti", "ble"),
    ];

    private static readonly (string Ending, string Instead)[] Third =
    [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
    ];

    private static readonly (string Ending, string Instead)[] Fourth =
    [
        .. new[]
        {
            "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
            "ous", "ive", "ize",
        }.Select(ending => (ending, "")),
    ];

    /// <param name="word">Lower case. What is not all letters is a name or a number, and stays as it is.</param>
    public static string Stem(string word)
    {
        if (word.Length <= 2 || !word.All(char.IsAsciiLetterLower))
        {
            return word;
        }

        var stem = WithoutParticiple(WithoutPlural(word));
        if (stem.EndsWith('y') && HasVowel(stem[..^1]))
        {
            stem = stem[..^1] + "i";
        }

        stem = Replace(stem, Second, rest => Measure(rest) > 0);
        stem = Replace(stem, Third, rest => Measure(rest) > 0);
        stem = WithoutSuffix(stem);
        return WithoutFinalE(stem);
    }

    private static string WithoutPlural(string word) => word switch
    {
        _ when word.EndsWith("sses", StringComparison.Ordinal) => word[..^2],
        _ when word.EndsWith("ies", StringComparison.Ordinal) => word[..^2],
        _ when word.EndsWith("ss", StringComparison.Ordinal) => word,
        _ when word.EndsWith('s') => word[..^1],
        _ => word,
    };

    private static string WithoutParticiple(string word)
    {
        if (word.EndsWith("eed", StringComparison.Ordinal))
        {
            return Measure(word[..^3]) > 0 ? word[..^1] : word;
        }

        var rest = word.EndsWith("ed", StringComparison.Ordinal) ? word[..^2]
            : word.EndsWith("ing", StringComparison.Ordinal) ? word[..^3]
            : null;
        if (rest is null || !HasVowel(rest))
        {
            return word;
        }

        if (rest.EndsWith("at", StringComparison.Ordinal) || rest.EndsWith("bl", StringComparison.Ordinal) || rest.EndsWith("iz", StringComparison.Ordinal))
        {
            return rest + "e";
        }

        return EndsInDouble(rest) && rest[^1] is not ('l' or 's' or 'z') ? rest[..^1]
            : Measure(rest) == 1 && EndsShort(rest) ? rest + "e"
            : rest;
    }

    // "ion" goes only after s or t: "adoption" and not "million".
    private static string WithoutSuffix(string word) => Replace(
        word, Fourth, rest => Measure(rest) > 1 && (word.Length - rest.Length != 3 || !word.EndsWith("ion", StringComparison.Ordinal) || rest[^1] is 's' or 't'));

    private static string WithoutFinalE(string word)
    {
        if (word.EndsWith('e'))
        {
            var rest = word[..^1];
            var measure = Measure(rest);
            word = measure > 1 || (measure == 1 && !EndsShort(rest)) ? rest : word;
        }

        return word.EndsWith('l') && EndsInDouble(word) && Measure(word) > 1 ? word[..^1] : word;
    }

    /// <summary>The longest ending that fits decides, whether or not what is left allows to take it away.</summary>
    private static string Replace(string word, (string Ending, string Instead)[] endings, Func<string, bool> allows)
    {
        var fits = endings.Where(one => word.EndsWith(one.Ending, StringComparison.Ordinal))
            .OrderByDescending(one => one.Ending.Length).FirstOrDefault();
        return fits.Ending is { } ending && allows(word[..^ending.Length]) ? word[..^ending.Length] + fits.Instead : word;
    }

    private static bool IsConsonant(string word, int at) => word[at] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => at == 0 || !IsConsonant(word, at - 1),
        _ => true,
    };

    private static int Measure(string word)
    {
        var count = 0;
        for (var at = 1; at < word.Length; at++)
        {
            count += IsConsonant(word, at) && !IsConsonant(word, at - 1) ? 1 : 0;
        }

        return count;
    }

    private static bool HasVowel(string word) => Enumerable.Range(0, word.Length).Any(at => !IsConsonant(word, at));

    private static bool EndsInDouble(string word) => word.Length > 1 && word[^1] == word[^2] && IsConsonant(word, word.Length - 1);

    private static bool EndsShort(string word) =>
        word.Length > 2 && IsConsonant(word, word.Length - 1) && !IsConsonant(word, word.Length - 2)
        && IsConsonant(word, word.Length - 3) && word[^1] is not ('w' or 'x' or 'y');
}
