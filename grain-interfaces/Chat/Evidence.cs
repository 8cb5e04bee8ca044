using System.Collections.Immutable;
using Orleans;

namespace Raposa.Chat;

/// <summary>One thing that was found for a question; an answer cites it as <c>[number]</c>.</summary>
[GenerateSerializer, Immutable, Alias("raposa.chat-evidence")]
public sealed record Evidence
{
    /// <summary>From 1, in the order of the search.</summary>
    [Id(0)] public required int Number { get; init; }
    [Id(1)] public required EvidenceKind Kind { get; init; }

    /// <summary>Of a finding, an incident or a reconciliation its id; of a resource its key; of a table the name of its view.</summary>
    [Id(2)] public required string Id { get; init; }

    /// <summary>One sentence, or a name.</summary>
    [Id(3)] public required string Title { get; init; }

    /// <summary>All that is known of it, as text.</summary>
    [Id(4)] public required string Text { get; init; }
    [Id(5)] public string? AccountId { get; init; }
    [Id(6)] public string? Region { get; init; }

    /// <summary><c>critical</c>, <c>high</c>, <c>medium</c>, <c>low</c> or <c>informational</c>.</summary>
    [Id(7)] public string? Severity { get; init; }

    /// <summary>What it is about: a resource key, an actor.</summary>
    [Id(8)] public string? Subject { get; init; }

    /// <summary>Of when it is.</summary>
    [Id(9)] public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Figures that may be added up over the evidence, by what they count, such as <c>usd</c>.</summary>
    [Id(10)] public ImmutableDictionary<string, decimal> Figures { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    /// <summary>Of a resource: the snapshot and the document that it stands in.</summary>
    [Id(11)] public Guid? SnapshotId { get; init; }
    [Id(12)] public string? DocumentSha256 { get; init; }

    /// <summary>Of a table that was counted whole: how many rows it has, which may be more than are shown.</summary>
    [Id(13)] public int? Total { get; init; }

    /// <summary>Of such a table: how many rows more there may be, of which it is not known.</summary>
    [Id(14)] public int Unknown { get; init; }

    /// <summary>Of such a table: nothing that it could stand on is known.</summary>
    [Id(15)] public bool IsBlind { get; init; }
}

[GenerateSerializer, Alias("raposa.evidence-kind")]
public enum EvidenceKind
{
    Finding = 1,
    Incident = 2,
    Resource = 3,

    /// <summary>Rows of a view, counted and listed whole.</summary>
    Table = 4,

    /// <summary>What a reconciliation of hosts and sensors came to.</summary>
    Reconciliation = 5,
}
