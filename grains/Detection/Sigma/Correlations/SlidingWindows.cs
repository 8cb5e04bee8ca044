namespace Raposa.Detection;

/// <summary>Looks, after each occurrence, at the span that ends there. For conditions that more occurrences can only fulfil.</summary>
internal static class SlidingWindows
{
    public static IEnumerable<Window> Find(SigmaCorrelation correlation, IReadOnlyList<Occurrence> occurrences)
    {
        var tally = new WindowTally(correlation.Type);
        var oldest = 0;
        Window? open = null;
        for (var newest = 0; newest < occurrences.Count; newest++)
        {
            var now = occurrences[newest];
            tally.Add(now);
            for (; now.Time - occurrences[oldest].Time > correlation.Timespan; oldest++)
            {
                tally.Remove(occurrences[oldest]);
            }

            if (correlation.Condition.Holds(tally.Value))
            {
                open ??= new Window(now.Time, [.. occurrences.Skip(oldest).Take(newest - oldest)]);
                open.Occurrences.Add(now);
            }
            else if (open is not null)
            {
                yield return open;
                open = null;
            }
        }

        if (open is not null)
        {
            yield return open;
        }
    }
}
