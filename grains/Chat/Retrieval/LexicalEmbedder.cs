using System.Numerics;
using System.Text;

namespace Raposa.Chat;

/// <summary>
/// Embeds a text with no model and no download: its stems, pairs of stems, letters of its words in threes to fives, and
/// concepts, each hashed to a place and weighted. The same text is the same vector on every machine and for ever.
/// </summary>
/// <remarks>
/// A document's vector depends on the document alone, so that nothing is embedded again when others come. How rare a feature
/// is among the organization's documents is weighed in by the question (<see cref="EmbedQuestion"/>), and twice, as in the
/// cosine of two vectors that are both weighted so.
/// </remarks>
internal static class LexicalEmbedder
{
    /// <summary>Goes with every stored vector: another name means that the vectors cannot be compared.</summary>
    public const string Name = "raposa-lexical-1";

    /// <summary>2^18: two features of one text rarely meet in one place.</summary>
    public const int Dimensions = 1 << 18;

    /// <summary>
    /// What pgvector stores of one sparse vector at the most. Of a longer text the heaviest features stand for all.
    /// </summary>
    public const int MostFeatures = 16_000;

    private const double StemWeight = 1, PairWeight = 0.5, LettersWeight = 0.5, ConceptWeight = 1;

    /// <summary>The vector of a text to be found, at length 1.</summary>
    public static SparseVector Embed(string text) => SparseVector.Of(Heaviest(Features(text))).Normalized();

    /// <summary>The vector of a question, at length 1.</summary>
    /// <param name="text">The question.</param>
    /// <param name="rarity">How rare a feature is, by its place: 0 for one that tells nothing.</param>
    public static SparseVector EmbedQuestion(string text, Func<int, double> rarity) => SparseVector.Of(
        Features(text).Select(feature => KeyValuePair.Create(feature.Key, feature.Value * Math.Pow(rarity(feature.Key), 2)))).Normalized();

    /// <summary>The place of a term of <see cref="Bm25"/>: rarities are counted once for both.</summary>
    public static int PlaceOf(string term) => (int)(Hash(term[0] == ' ' ? $"k{term}" : $"w {term}") % Dimensions);

    private static Dictionary<int, double> Features(string text)
    {
        var words = Words.In(text).ToList();
        var stems = words.ConvertAll(EnglishStemmer.Stem);
        Dictionary<int, double> vector = [];
        Add(vector, stems.Select(stem => $"w {stem}"), StemWeight);
        Add(vector, stems.Zip(stems.Skip(1), (first, second) => $"b {first} {second}"), PairWeight);
        Add(vector, words.SelectMany(Letters), LettersWeight);
        Add(vector, Concepts.Embedded.In(stems).Select(concept => $"k {concept}"), ConceptWeight);
        return vector;
    }

    private static IEnumerable<KeyValuePair<int, double>> Heaviest(Dictionary<int, double> features) => features.Count <= MostFeatures
        ? features
        : features.OrderByDescending(feature => Math.Abs(feature.Value)).ThenBy(feature => feature.Key).Take(MostFeatures);

    private static IEnumerable<string> Letters(string word)
    {
        var fenced = $"<{word}>";
        for (var length = 3; length <= 5; length++)
        {
            for (var at = 0; at + length <= fenced.Length; at++)
            {
                yield return $"c {fenced.Substring(at, length)}";
            }
        }
    }

    // What comes again counts by its logarithm: the tenth mention says little.
    private static void Add(Dictionary<int, double> vector, IEnumerable<string> features, double weight)
    {
        foreach (var (feature, count) in features.CountBy(feature => feature))
        {
            var hash = Hash(feature);
            var signed = (hash >> 63 == 0 ? -1 : 1) * weight * (1 + Math.Log(count));
            var place = (int)(hash % Dimensions);
            vector[place] = vector.GetValueOrDefault(place) + signed;
        }
    }

    /// <summary>FNV-1a, its bits mixed once more: its low ones alone are not spread well.</summary>
    private static ulong Hash(string feature)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var octet in Encoding.UTF8.GetBytes(feature))
        {
            hash = (hash ^ octet) * 0x100000001b3UL;
        }

        hash = (hash ^ (hash >> 32)) * 0x9e3779b97f4a7c15UL;
        return BitOperations.RotateLeft(hash ^ (hash >> 29), 17);
    }
}
