namespace Raposa.Detection;

/// <summary>
/// Judges spans as a whole, when they are over. The first begins with the first occurrence, the next with the first that the
/// one before does not hold. A span without any occurrence is not seen: there is no group it could belong to.
/// </summary>
internal static class WholeWindows
{
    public static IEnumerable<Window> Find(
        SigmaCorrelation correlation, IReadOnlyList<Occurrence> occurrences, DateTimeOffset upTo)
    {
        for (var first = 0; first < occurrences.Count;)
        {
            var tally = new WindowTally(correlation.Type);
            var start = occurrences[first].Time;
            var held = occurrences.Skip(first).TakeWhile(one => one.Time - start <= correlation.Timespan).ToList();
            held.ForEach(tally.Add);
            first += held.Count;

            if (upTo - start > correlation.Timespan && correlation.Condition.Holds(tally.Value))
            {
                yield return new Window(start + correlation.Timespan, held);
            }
        }
    }
}
