using System.Collections.Immutable;
using Orleans;
using Raposa.Incidents;
using Raposa.Inventory;

namespace Raposa.Findings;

/// <summary>One trouble with one thing, from when it was first seen until it was right again.</summary>
[GenerateSerializer, Immutable, Alias("raposa.finding")]
public sealed record Finding
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>The same for the same trouble with the same thing, whenever it is found.</summary>
    [Id(1)] public required string Fingerprint { get; init; }

    /// <summary>Dotted, such as <c>collection.silent</c> or <c>schema.drift</c>.</summary>
    [Id(2)] public required string Kind { get; init; }
    [Id(3)] public required Severity Severity { get; init; }
    [Id(4)] public required FindingStatus Status { get; init; }

    /// <summary>One sentence.</summary>
    [Id(5)] public required string Title { get; init; }

    /// <summary>What is wrong, why it matters and what to do.</summary>
    [Id(6)] public required string Detail { get; init; }
    [Id(7)] public string? AccountId { get; init; }
    [Id(8)] public string? Region { get; init; }

    /// <summary>What it is about: a resource key, a source, a log file.</summary>
    [Id(9)] public required string Subject { get; init; }

    /// <summary>Facts for programs: a JSON object.</summary>
    [Id(10)] public required string EvidenceJson { get; init; }
    [Id(11)] public required DateTimeOffset FirstSeenAt { get; init; }
    [Id(12)] public required DateTimeOffset LastSeenAt { get; init; }
    [Id(13)] public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it was right again; null of one that is open or closed.</summary>
    [Id(14)] public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Its life, oldest first, only where one finding was asked for.</summary>
    [Id(15)] public ImmutableArray<FindingChange>? History { get; init; }

    /// <summary>When it was closed, because what it was seen in is not read any more: whether it still is so is not known.</summary>
    [Id(16)] public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The suppression that was given last, in force or not.</summary>
    [Id(17)] public FindingSuppression? Suppression { get; init; }

    /// <summary>What to look at first.</summary>
    [Id(18)] public FindingPriority Priority { get; init; } = FindingPriority.Unknown;
}

/// <summary>Stored and sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.finding-status")]
public enum FindingStatus
{
    Open = 1,

    /// <summary>Seen to be right, or gone by a complete snapshot.</summary>
    Resolved = 2,

    /// <summary>What it was seen in is not read any more. That is no proof that it is right.</summary>
    Closed = 3,
}

/// <summary>A step in a finding's life, with what it said from then on.</summary>
[GenerateSerializer, Immutable, Alias("raposa.finding-change")]
public sealed record FindingChange(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] FindingChangeKind Kind,
    [property: Id(2)] Severity Severity,
    [property: Id(3)] string Title,
    [property: Id(4)] string EvidenceJson)
{
    /// <summary>The analysis, or the run of a collector, that saw it; its snapshots are known by it. Null where a person did it, or none is known.</summary>
    [Id(5)] public Guid? RunId { get; init; }

    /// <summary>Who suppressed it, or lifted that.</summary>
    [Id(6)] public Guid? Author { get; init; }
    [Id(7)] public string? AuthorName { get; init; }

    /// <summary>Why.</summary>
    [Id(8)] public string? Note { get; init; }

    /// <summary>Of a suppression.</summary>
    [Id(9)] public DateTimeOffset? Until { get; init; }

    /// <summary>What differs from the step before: severity, title, and the places of the evidence.</summary>
    [Id(10)] public ImmutableArray<FieldChange> Differences { get; init; } = [];
}

[GenerateSerializer, Alias("raposa.finding-change-kind")]
public enum FindingChangeKind
{
    Opened = 1,
    Changed = 2,
    Resolved = 3,
    Reopened = 4,
    Closed = 5,
    Suppressed = 6,
    SuppressionLifted = 7,

    /// <summary>Its time came: nobody did it, and it is not stored.</summary>
    SuppressionExpired = 8,
}
