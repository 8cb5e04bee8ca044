using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>A correlation whose condition came true for one group.</summary>
/// <param name="Correlation">The correlation.</param>
/// <param name="Group">The values of its group-by fields, in their order.</param>
/// <param name="FiredAt">The time of the event that made the condition true, or the end of the span where it is judged as a whole.</param>
/// <param name="Hits">The evidence in order of time: all events from the first that counted to the last for which the condition held.</param>
public sealed record CorrelationMatch(
    SigmaCorrelation Correlation, ImmutableArray<string> Group, DateTimeOffset FiredAt, ImmutableArray<RuleHit> Hits)
{
    public DateTimeOffset From => Hits[0].Time;

    public DateTimeOffset To => Hits[^1].Time;
}
