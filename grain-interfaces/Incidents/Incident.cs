using System.Collections.Immutable;
using Orleans;

namespace Raposa.Incidents;

/// <summary>Detections of one actor that belong together, to be worked to an end.</summary>
[GenerateSerializer, Immutable, Alias("raposa.incident")]
public sealed record Incident
{
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required string Title { get; init; }
    [Id(2)] public required Severity Severity { get; init; }
    [Id(3)] public required IncidentStatus Status { get; init; }

    /// <summary>Who did it: an ARN, or the nearest thing the records name.</summary>
    [Id(4)] public required string Actor { get; init; }
    [Id(5)] public required ImmutableArray<string> AccountIds { get; init; }
    [Id(6)] public required ImmutableArray<string> SourceIps { get; init; }

    /// <summary>MITRE ATT&amp;CK technique ids.</summary>
    [Id(7)] public required ImmutableArray<string> Techniques { get; init; }

    /// <summary>Time of the first and of the last event in it.</summary>
    [Id(8)] public required DateTimeOffset FirstEventAt { get; init; }
    [Id(9)] public required DateTimeOffset LastEventAt { get; init; }
    [Id(10)] public required DateTimeOffset OpenedAt { get; init; }
    [Id(11)] public required DateTimeOffset UpdatedAt { get; init; }
    [Id(12)] public required int HitCount { get; init; }

    /// <summary>The timeline, oldest first, only where one incident was asked for.</summary>
    [Id(13)] public ImmutableArray<TimelineEntry>? Timeline { get; init; }
}

/// <summary>Sigma's levels, as numbers that only grow.</summary>
[GenerateSerializer, Alias("raposa.severity")]
public enum Severity
{
    Informational = 1,
    Low = 2,
    Medium = 3,
    High = 4,
    Critical = 5,
}

[GenerateSerializer, Alias("raposa.incident-status")]
public enum IncidentStatus
{
    Open = 1,
    Closed = 2,
}

/// <summary>One detection in an incident: the rule, and the event that shows it.</summary>
[GenerateSerializer, Immutable, Alias("raposa.timeline-entry")]
public sealed record TimelineEntry
{
    [Id(0)] public required DateTimeOffset At { get; init; }
    [Id(1)] public required string RuleId { get; init; }
    [Id(2)] public required string RuleTitle { get; init; }
    [Id(3)] public required Severity Severity { get; init; }
    [Id(4)] public required ImmutableArray<string> Techniques { get; init; }
    [Id(5)] public required string EventId { get; init; }
    [Id(6)] public string? EventName { get; init; }
    [Id(7)] public string? EventSource { get; init; }
    [Id(8)] public string? AccountId { get; init; }
    [Id(9)] public string? Region { get; init; }
    [Id(10)] public string? SourceIp { get; init; }
    [Id(11)] public string? ErrorCode { get; init; }

    /// <summary>One sentence for a person: who did what, from where.</summary>
    [Id(12)] public required string Summary { get; init; }
}
