using System.Collections.Immutable;
using Orleans;
using Raposa.Collection;

namespace Raposa.Inventory;

/// <summary>Whose coverage to tell. Null means any.</summary>
[GenerateSerializer, Immutable, Alias("raposa.coverage-query")]
public sealed record CoverageQuery
{
    [Id(0)] public string? Source { get; init; }
    [Id(1)] public string? AccountId { get; init; }
    [Id(2)] public string? Region { get; init; }
    [Id(3)] public DateTimeOffset? AsOf { get; init; }
}

/// <summary>How well a source of an account (and region) was known at a time.</summary>
[GenerateSerializer, Immutable, Alias("raposa.chain-coverage")]
public sealed record ChainCoverage
{
    [Id(0)] public required ChainName Chain { get; init; }
    [Id(1)] public required CoverageState State { get; init; }

    /// <summary>The snapshot that reads as of that time are answered from; null where nothing had been sealed.</summary>
    [Id(2)] public Guid? SnapshotId { get; init; }
    [Id(3)] public int Resources { get; init; }

    /// <summary>When the last full pass was sealed: everything was looked at then.</summary>
    [Id(4)] public DateTimeOffset? SealedAt { get; init; }

    /// <summary>How long before the time asked about that was.</summary>
    [Id(5)] public TimeSpan? Age { get; init; }

    /// <summary>When a few of its resources were looked at again after that, if they were.</summary>
    [Id(6)] public DateTimeOffset? RefreshedAt { get; init; }

    /// <summary>The last run that had ended by then, however it ended.</summary>
    [Id(7)] public SnapshotStatus? LastStatus { get; init; }
    [Id(8)] public DateTimeOffset? LastEndedAt { get; init; }

    /// <summary>What the last run could not see.</summary>
    [Id(9)] public ImmutableArray<CoverageGap> Gaps { get; init; } = [];

    /// <summary>What ended the last run early.</summary>
    [Id(10)] public RunFailure? Failure { get; init; }
}

/// <summary>Anything but <see cref="Known"/> means that the absence of a resource proves nothing. Sent by number: append.</summary>
[GenerateSerializer, Alias("raposa.coverage-state")]
public enum CoverageState
{
    /// <summary>The last run was sealed, and saw everything.</summary>
    Known = 1,

    /// <summary>The last run was sealed and could not see parts: its gaps say which.</summary>
    Gaps = 2,

    /// <summary>The last run was partial or failed; what is known is from an earlier one.</summary>
    Stale = 3,

    /// <summary>No run was ever sealed: unknown, whatever there is.</summary>
    Unknown = 4,
}
