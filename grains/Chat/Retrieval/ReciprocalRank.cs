using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>Makes one ranking of several by the places alone, so that scores of different kinds need not be compared.</summary>
/// <remarks>Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet …" (SIGIR 2009), with their constant 60.</remarks>
internal static class ReciprocalRank
{
    private const double Constant = 60;

    /// <summary>Best first; equal ones by their id, so that a search says the same each time.</summary>
    public static ImmutableArray<Ranked> Fuse(params ReadOnlySpan<IReadOnlyList<string>> rankings)
    {
        Dictionary<string, double> scores = new(StringComparer.Ordinal);
        foreach (var ranking in rankings)
        {
            for (var place = 0; place < ranking.Count; place++)
            {
                scores[ranking[place]] = scores.GetValueOrDefault(ranking[place]) + (1 / (Constant + place + 1));
            }
        }

        return [.. scores.OrderByDescending(score => score.Value).ThenBy(score => score.Key, StringComparer.Ordinal)
            .Select(score => new Ranked(score.Key, score.Value))];
    }
}

/// <summary>What was found, and how well it fits; scores of two searches cannot be compared.</summary>
internal readonly record struct Ranked(string Id, double Score);
