using System.Text.RegularExpressions;

namespace Raposa.DemoWorld.Models;

/// <summary>
/// The vector of a text in the demo's world: each word that means something throws its own dice, the same ones each time, and the sum is scaled
/// to length 1. Texts with words in common are near, others are not; so are words that mean the same, as for a model that has learnt it.
/// </summary>
internal static partial class WordVector
{
    private static readonly Dictionary<string, string> Meanings = Read(
        "bucket buckets container containers storage", "public anyone anybody everybody world", "administrator administratoraccess almighty omnipotent",
        "unencrypted plaintext encryption encrypted", "password passwords passphrase credential credentials", "internet exposed outside");

    private static readonly HashSet<string> Silent =
    [
        .. "a an and any are as at be by can do does for from has have how i in is it its of on or our that the there this to was we what which who why with".Split(' '),
    ];

    public static float[] Of(string text, string model, int dimensions)
    {
        var sum = new double[dimensions];
        foreach (Match word in Words().Matches(text.ToLowerInvariant()))
        {
            if (!Silent.Contains(word.Value))
            {
                Add(sum, Hash($"{model} {Meanings.GetValueOrDefault(word.Value, word.Value)}"));
            }
        }

        if (Array.TrueForAll(sum, value => value == 0))
        {
            Add(sum, Hash(model));
        }

        var length = Math.Sqrt(sum.Sum(value => value * value));
        return [.. sum.Select(value => (float)(value / length))];
    }

    /// <summary>A token for each word, and for each four letters of a long one.</summary>
    public static int TokensIn(string text) => Words().Matches(text).Sum(word => 1 + (word.Length / 4));

    // A coin for each dimension, sixty-four of them a draw.
    private static void Add(double[] sum, ulong seed)
    {
        for (var at = 0; at < sum.Length; at += 64)
        {
            seed += 0x9e3779b97f4a7c15UL;
            var draw = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9UL;
            draw = (draw ^ (draw >> 27)) * 0x94d049bb133111ebUL;
            draw ^= draw >> 31;
            for (var bit = 0; bit < 64 && at + bit < sum.Length; bit++)
            {
                sum[at + bit] += (draw >> bit & 1) == 0 ? -1 : 1;
            }
        }
    }

    private static ulong Hash(string text) => text.Aggregate(0xcbf29ce484222325UL, (hash, letter) => (hash ^ letter) * 0x100000001b3UL);

    private static Dictionary<string, string> Read(params string[] meanings) => meanings
        .SelectMany(line => line.Split(' ').Select(word => (Word: word, Meaning: line.Split(' ')[0]))).ToDictionary(one => one.Word, one => one.Meaning);

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Words();
}
