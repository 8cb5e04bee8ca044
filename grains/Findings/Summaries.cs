using Raposa.Incidents;

namespace Raposa.Findings;

/// <summary>Open findings in numbers.</summary>
internal static class Summaries
{
    // The bands of the page: each is the least score in it.
    private static readonly int[] Bands = [70, 40, 20, 1];

    public static FindingSummary Of(IReadOnlyList<OpenCount> counts, DateTimeOffset at) => new()
    {
        At = at,
        Open = Sum(counts),
        Suppressed = Sum(counts.Where(one => one.IsSuppressed)),
        PriorityUnknown = Sum(counts.Where(one => one is { IsUnknown: true, IsSuppressed: false })),
        PriorityAsOf = counts.Max(one => one.PrioritizedAt),
        BySeverity =
        [
            .. Enum.GetValues<Severity>().OrderDescending().Select(severity => (Severity: severity, Of: counts.Where(one => one.Severity == (short)severity)))
                .Select(one => new SeverityCount(one.Severity, Sum(one.Of), Sum(one.Of.Where(count => count.IsSuppressed)))),
        ],
        ByPriority =
        [
            .. Bands.Select((from, band) => (From: from, To: band == 0 ? 100 : Bands[band - 1] - 1))
                .Select(band => (band.From, band.To, Of: counts.Where(one => one.Priority >= band.From && one.Priority <= band.To)))
                .Select(one => new PriorityCount(one.From, one.To, Sum(one.Of), Sum(one.Of.Where(count => count.IsSuppressed)))),
        ],
        ByKind =
        [
            .. counts.GroupBy(one => one.Kind, StringComparer.Ordinal)
                .Select(group => new KindCount(group.Key, Sum(group), Sum(group.Where(count => count.IsSuppressed))))
                .OrderByDescending(one => one.Open).ThenBy(one => one.Kind, StringComparer.Ordinal),
        ],
    };

    private static int Sum(IEnumerable<OpenCount> counts) => counts.Sum(one => one.Findings);
}
