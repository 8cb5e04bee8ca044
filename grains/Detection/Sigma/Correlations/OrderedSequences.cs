namespace Raposa.Detection;

/// <summary>Finds occurrences of a correlation's rules in the order in which the rules are listed.</summary>
/// <remarks>
/// For each length and each rule it could end with, only the sequence that began last is kept: if any fits into the span,
/// that one does. So the cost is the number of occurrences times the square of the number of rules.
/// </remarks>
internal static class OrderedSequences
{
    public static IEnumerable<Window> Find(SigmaCorrelation correlation, IReadOnlyList<Occurrence> occurrences)
    {
        var rules = correlation.Rules.Length;
        var wanted = Enumerable.Range(1, rules).First(count => correlation.Condition.Holds(count));
        var latest = new Chain?[wanted + 1, rules];
        foreach (var now in occurrences)
        {
            for (var length = Math.Min(wanted, now.Part + 1); length >= 1; length--)
            {
                var chain = length == 1 ? new Chain(now, null) : Extend(latest, length - 1, now, correlation.Timespan);
                if (chain is null || latest[length, now.Part]?.Start > chain.Start)
                {
                    continue;
                }

                latest[length, now.Part] = chain;
                if (length == wanted)
                {
                    yield return new Window(now.Time, chain.Occurrences());
                    Array.Clear(latest);
                    break;
                }
            }
        }
    }

    private static Chain? Extend(Chain?[,] latest, int length, Occurrence now, TimeSpan span)
    {
        Chain? best = null;
        for (var part = 0; part < now.Part; part++)
        {
            if (latest[length, part] is { } chain && now.Time - chain.Start <= span && !chain.Holds(now.Key)
                && (best is null || chain.Start > best.Start))
            {
                best = chain;
            }
        }

        return best is null ? null : new Chain(now, best);
    }

    private sealed record Chain(Occurrence Last, Chain? Before)
    {
        public DateTimeOffset Start { get; } = Before?.Start ?? Last.Time;

        /// <summary>One event does not follow itself, though two of the rules may match it.</summary>
        public bool Holds(string key) => Last.Key == key || (Before?.Holds(key) ?? false);

        public List<Occurrence> Occurrences()
        {
            var all = new List<Occurrence>();
            for (var chain = this; chain is not null; chain = chain.Before)
            {
                all.Insert(0, chain.Last);
            }

            return all;
        }
    }
}
