using System.Collections.Immutable;
using Orleans;

namespace Raposa.Detection;

/// <summary>
/// Evaluates an organization's rules on events just committed, and hands hits to triage. Keyed by organization; stateless.
/// Repeating a call changes nothing: a hit is keyed by rule and event.
/// </summary>
[Alias("raposa.detection-grain")]
public interface IDetectionGrain : IGrainWithStringKey
{
    /// <summary>Returns when every hit is recorded and its incident is updated.</summary>
    [ResponseTimeout("00:05:00"), Alias("evaluate")]
    Task<DetectionSummary> Evaluate(CommittedEvents events);
}

/// <summary>Events of one batch that were new, as committed.</summary>
[GenerateSerializer, Immutable, Alias("raposa.committed-events")]
public sealed record CommittedEvents
{
    [Id(0)] public required Guid BatchId { get; init; }
    [Id(1)] public required ImmutableArray<CommittedEvent> Events { get; init; }
}

/// <summary>One event: its identity and its record as UTF-8 JSON.</summary>
[GenerateSerializer, Immutable, Alias("raposa.committed-event")]
public sealed record CommittedEvent
{
    /// <summary>The uuid that identifies it in PostgreSQL (derived from <see cref="EventId"/>).</summary>
    [Id(0)] public required Guid EventKey { get; init; }
    [Id(1)] public required string EventId { get; init; }
    [Id(2)] public required DateTimeOffset EventTime { get; init; }
    [Id(3)] public required byte[] Record { get; init; }
}

[GenerateSerializer, Immutable, Alias("raposa.detection-summary")]
public sealed record DetectionSummary(
    [property: Id(0)] int Events, [property: Id(1)] int Hits, [property: Id(2)] int IncidentsTouched);
