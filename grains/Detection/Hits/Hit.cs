using System.Collections.Immutable;
using Raposa.Incidents;

namespace Raposa.Detection;

/// <summary>A rule that matched an event, as it is kept. Its identity is the rule and the event.</summary>
internal sealed record Hit
{
    public required string RuleId { get; init; }

    /// <summary>Title, level and techniques as they were when it matched: rules change, evidence does not.</summary>
    public required string RuleTitle { get; init; }

    public required SigmaLevel Level { get; init; }

    public required ImmutableArray<string> Techniques { get; init; }

    public required Guid EventKey { get; init; }

    public required string EventId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required EventFacts Event { get; init; }

    public required string Summary { get; init; }

    /// <summary>False: the rule only feeds correlations, and this hit is shown to nobody.</summary>
    public required bool StandsAlone { get; init; }

    /// <summary>The fields that correlations read; null where no correlation does.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>>? Values { get; init; }

    /// <summary>Where it counts in correlations.</summary>
    public ImmutableArray<CorrelationPart> Parts { get; init; } = [];

    /// <summary>For the match of a correlation: the group it matched for.</summary>
    public string? GroupKey { get; init; }

    public TimelineEntry ToTimelineEntry() => new()
    {
        At = At,
        RuleId = RuleId,
        RuleTitle = RuleTitle,
        Severity = SeverityOf(Level),
        Techniques = Techniques,
        EventId = EventId,
        EventName = Event.Name,
        EventSource = Event.Source,
        AccountId = Event.AccountId,
        Region = Event.Region,
        SourceIp = Event.SourceIp,
        ErrorCode = Event.ErrorCode,
        Summary = Summary,
    };

    private static Severity SeverityOf(SigmaLevel level) => level switch
    {
        SigmaLevel.Informational => Severity.Informational,
        SigmaLevel.Low => Severity.Low,
        SigmaLevel.High => Severity.High,
        SigmaLevel.Critical => Severity.Critical,
        _ => Severity.Medium,
    };
}
