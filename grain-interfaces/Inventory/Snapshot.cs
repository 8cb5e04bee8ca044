using System.Collections.Immutable;
using Orleans;
using Raposa.Collection;

namespace Raposa.Inventory;

/// <summary>What one run saw. Its id is the run's. Once it is closed it never changes.</summary>
[GenerateSerializer, Immutable, Alias("raposa.snapshot")]
public sealed record Snapshot
{
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required string AccountId { get; init; }
    [Id(2)] public required string Source { get; init; }

    /// <summary>Null: the source is read once for the account.</summary>
    [Id(3)] public string? Region { get; init; }
    [Id(4)] public required SnapshotStatus Status { get; init; }

    /// <summary>True: it asked for a few resources only, and says of all others what the one before it says.</summary>
    [Id(5)] public required bool IsRefresh { get; init; }
    [Id(6)] public required DateTimeOffset OpenedAt { get; init; }
    [Id(7)] public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The vendor's own time of the first and of the last answer: when it says that this was so.</summary>
    [Id(8)] public DateTimeOffset? VendorFrom { get; init; }
    [Id(9)] public DateTimeOffset? VendorTo { get; init; }
    [Id(10)] public required int Resources { get; init; }

    /// <summary>How many the vendor says there are, where it says so.</summary>
    [Id(11)] public int? Expected { get; init; }

    /// <summary>Against the sealed one before it; null unless sealed.</summary>
    [Id(12)] public SnapshotChange? Change { get; init; }
    [Id(13)] public ImmutableArray<CoverageGap> Gaps { get; init; } = [];

    /// <summary>What ended it early.</summary>
    [Id(14)] public RunFailure? Failure { get; init; }

    /// <summary>The policies that its documents went through, such as <c>pii-value@1</c>, by spaces.</summary>
    [Id(15)] public required string Redaction { get; init; }
}

/// <summary>Stored and sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.snapshot-status")]
public enum SnapshotStatus
{
    /// <summary>Its run is in progress, or died.</summary>
    Open = 1,

    /// <summary>Complete: what is not in it was not there.</summary>
    Sealed = 2,

    /// <summary>What is in it was there; of everything else it says nothing.</summary>
    Partial = 3,

    /// <summary>It says nothing.</summary>
    Failed = 4,
}

/// <summary>Which snapshots to list. All conditions hold together; null means any.</summary>
[GenerateSerializer, Immutable, Alias("raposa.snapshot-query")]
public sealed record SnapshotQuery
{
    [Id(0)] public string? AccountId { get; init; }
    [Id(1)] public string? Source { get; init; }
    [Id(2)] public string? Region { get; init; }
    [Id(3)] public SnapshotStatus? Status { get; init; }

    /// <summary>1 to 500.</summary>
    [Id(4)] public int Limit { get; init; } = 50;

    /// <summary>The <see cref="SnapshotPage.Next"/> of the page before.</summary>
    [Id(5)] public string? Cursor { get; init; }
}

[GenerateSerializer, Immutable, Alias("raposa.snapshot-page")]
public sealed record SnapshotPage([property: Id(0)] ImmutableArray<Snapshot> Snapshots, [property: Id(1)] string? Next);
