using System.Collections.Immutable;
using Orleans;
using Raposa.Incidents;

namespace Raposa.Findings;

/// <summary>The open findings in numbers. What is suppressed is counted beside the others, never left out.</summary>
[GenerateSerializer, Immutable, Alias("raposa.finding-summary")]
public sealed record FindingSummary
{
    /// <summary>The time of counting.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>Open ones, suppressed or not.</summary>
    [Id(1)] public required int Open { get; init; }

    /// <summary>Of them.</summary>
    [Id(2)] public required int Suppressed { get; init; }

    /// <summary>Of the open ones that are not suppressed: how many have a factor of their priority that is unknown.</summary>
    [Id(3)] public required int PriorityUnknown { get; init; }

    /// <summary>When priorities were last worked out; null if never.</summary>
    [Id(4)] public DateTimeOffset? PriorityAsOf { get; init; }

    /// <summary>Worst first, every severity.</summary>
    [Id(5)] public required ImmutableArray<SeverityCount> BySeverity { get; init; }

    /// <summary>Highest first, every band.</summary>
    [Id(6)] public required ImmutableArray<PriorityCount> ByPriority { get; init; }

    /// <summary>By the first word of the kind, most first.</summary>
    [Id(7)] public required ImmutableArray<KindCount> ByKind { get; init; }
}

[GenerateSerializer, Immutable, Alias("raposa.severity-count")]
public sealed record SeverityCount([property: Id(0)] Severity Severity, [property: Id(1)] int Open, [property: Id(2)] int Suppressed);

/// <param name="From">The least score in the band.</param>
/// <param name="To">The highest.</param>
[GenerateSerializer, Immutable, Alias("raposa.priority-count")]
public sealed record PriorityCount([property: Id(0)] int From, [property: Id(1)] int To, [property: Id(2)] int Open, [property: Id(3)] int Suppressed);

[GenerateSerializer, Immutable, Alias("raposa.kind-count")]
public sealed record KindCount([property: Id(0)] string Kind, [property: Id(1)] int Open, [property: Id(2)] int Suppressed);
