using System.Collections.Immutable;

namespace Raposa.Ingestion;

/// <summary>The time of which signed digests speak, as spans that neither touch nor cross.</summary>
internal sealed class Coverage
{
    private readonly ImmutableArray<(DateTimeOffset From, DateTimeOffset To)> _spans;

    private Coverage(ImmutableArray<(DateTimeOffset, DateTimeOffset)> spans) => _spans = spans;

    /// <summary>Backfill digests do not count: they speak of single files, not of time.</summary>
    public static Coverage Of(IEnumerable<CheckedDigest> digests)
    {
        var spans = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (var one in digests.Where(one => one.IsSigned && !one.OwnKey.IsBackfill).OrderBy(one => one.StartTime))
        {
            if (spans.Count > 0 && one.StartTime <= spans[^1].To)
            {
                spans[^1] = (spans[^1].From, one.EndTime > spans[^1].To ? one.EndTime : spans[^1].To);
            }
            else if (one.EndTime > one.StartTime)
            {
                spans.Add((one.StartTime, one.EndTime));
            }
        }

        return new([.. spans]);
    }

    /// <summary>When the first digest's period begins and the last one's ends; null if there is none.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Reach => _spans.IsEmpty ? null : (_spans[0].From, _spans[^1].To);

    public bool Holds(DateTimeOffset from, DateTimeOffset to) => _spans.Any(span => span.From <= from && to <= span.To);

    /// <summary>How much of the span no digest speaks of.</summary>
    public TimeSpan Missing(DateTimeOffset from, DateTimeOffset to)
    {
        var missing = to - from;
        foreach (var span in _spans)
        {
            var (start, end) = (span.From > from ? span.From : from, span.To < to ? span.To : to);
            missing -= end > start ? end - start : TimeSpan.Zero;
        }

        return missing;
    }
}
