using System.Collections.Immutable;

namespace Raposa.Network.Paths;

/// <summary>Numbers of classes that stay from one analysis to the next, so that rows of the table that say the same are the same rows.</summary>
/// <remarks>
/// A partition numbers its classes in the order in which interfaces come, and one more interface shifts them all. Here a class
/// takes the number that most of its members had, largest classes first; one with none gets a number that is free.
/// </remarks>
internal static class StableNumbers
{
    /// <param name="before">The number of each interface's class.</param>
    /// <returns>The number of each class, by its number in the partition.</returns>
    public static ImmutableArray<int> Of(ImmutableArray<InterfaceClass> classes, IReadOnlyDictionary<string, int> before)
    {
        var numbers = new int[classes.Length];
        var taken = new HashSet<int>();
        var unnumbered = new List<InterfaceClass>();
        foreach (var one in classes.OrderByDescending(one => one.Members.Length).ThenBy(one => one.First.Id, StringComparer.Ordinal))
        {
            var had = one.Members.Where(member => before.ContainsKey(member.Id)).CountBy(member => before[member.Id])
                .Where(pair => !taken.Contains(pair.Key)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => (int?)pair.Key).FirstOrDefault();
            if (had is { } number)
            {
                numbers[one.Number] = number;
                taken.Add(number);
            }
            else
            {
                unnumbered.Add(one);
            }
        }

        var next = 0;
        foreach (var one in unnumbered)
        {
            while (!taken.Add(next))
            {
                next++;
            }

            numbers[one.Number] = next;
        }

        return [.. numbers];
    }
}
