using System.Collections.Immutable;

namespace Raposa.Network.Paths;

/// <summary>The smallest set that has a member in common with each of some sets. Exact: it looks for one of one member, of two, and so on.</summary>
internal static class HittingSet
{
    /// <param name="mostSteps">After so many branches it gives up.</param>
    /// <returns>Null if it gave up, or if one of the sets is empty.</returns>
    public static ImmutableHashSet<string>? Smallest(IReadOnlyList<ImmutableHashSet<string>> sets, int mostSteps)
    {
        if (sets.Any(set => set.IsEmpty))
        {
            return null;
        }

        var steps = mostSteps;
        for (var size = Apart(sets); ; size++)
        {
            if (Search(sets, [], size, ref steps) is { } found)
            {
                return found;
            }

            if (steps <= 0)
            {
                return null;
            }
        }
    }

    private static ImmutableHashSet<string>? Search(
        IReadOnlyList<ImmutableHashSet<string>> sets, ImmutableHashSet<string> chosen, int left, ref int steps)
    {
        var open = sets.Where(set => !set.Overlaps(chosen)).ToArray();
        if (open.Length == 0)
        {
            return chosen;
        }

        if (Apart(open) > left || steps-- <= 0)
        {
            return null;
        }

        // One member of the smallest set has to be in; the ones that hit most are tried first.
        foreach (var member in open.MinBy(set => set.Count)!.OrderByDescending(one => open.Count(set => set.Contains(one))).ThenBy(one => one, StringComparer.Ordinal))
        {
            if (Search(open, chosen.Add(member), left - 1, ref steps) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    // Sets that have nothing in common need a member each: no set that hits all of them is smaller.
    private static int Apart(IReadOnlyList<ImmutableHashSet<string>> sets)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var set in sets.OrderBy(set => set.Count))
        {
            if (!set.Any(taken.Contains))
            {
                taken.UnionWith(set);
                count++;
            }
        }

        return count;
    }
}
