using System.Collections.Immutable;
using Orleans;

namespace Raposa.Reconciliation;

/// <summary>A run, and the snapshots that it is to read. Repeating it with the same id changes nothing.</summary>
[GenerateSerializer, Immutable, Alias("raposa.reconciliation-request")]
public sealed record ReconciliationRequest
{
    [Id(0)] public required Guid RunId { get; init; }

    /// <summary>Later than that of the run before.</summary>
    [Id(1)] public required DateTimeOffset AsOf { get; init; }

    /// <summary>Those of EC2 instances, network interfaces and Falcon hosts.</summary>
    [Id(2)] public required ImmutableArray<ChainRead> Chains { get; init; }
}

/// <summary>A source of an account (and region), and the newest snapshot of it that was sealed.</summary>
[GenerateSerializer, Immutable, Alias("raposa.chain-read")]
public sealed record ChainRead
{
    [Id(0)] public required string AccountId { get; init; }
    [Id(1)] public required string Source { get; init; }
    [Id(2)] public string? Region { get; init; }

    /// <summary>Null: none was ever sealed.</summary>
    [Id(3)] public Guid? SnapshotId { get; init; }
    [Id(4)] public DateTimeOffset? SealedAt { get; init; }

    /// <summary>The newest run sealed it and saw everything; otherwise what it lacks may be there all the same.</summary>
    [Id(5)] public required bool IsComplete { get; init; }
}

/// <summary>What a run came to.</summary>
[GenerateSerializer, Immutable, Alias("raposa.reconciliation-summary")]
public sealed record ReconciliationSummary
{
    [Id(0)] public required Guid RunId { get; init; }
    [Id(1)] public required DateTimeOffset AsOf { get; init; }

    /// <summary>Instances that run: the three after it.</summary>
    [Id(2)] public required int Live { get; init; }
    [Id(3)] public required int Matched { get; init; }
    [Id(4)] public required int Unprotected { get; init; }
    [Id(5)] public required int Unknown { get; init; }

    /// <summary>Instances that are stopped or terminated.</summary>
    [Id(6)] public required int Idle { get; init; }

    /// <summary>Records of sensors: the five after it.</summary>
    [Id(7)] public required int Records { get; init; }
    [Id(8)] public required int RecordsMatched { get; init; }
    [Id(9)] public required int RecordsUnprotected { get; init; }
    [Id(10)] public required int RecordsStale { get; init; }
    [Id(11)] public required int RecordsOutOfScope { get; init; }
    [Id(12)] public required int RecordsUnknown { get; init; }

    /// <summary>What was read, and how completely.</summary>
    [Id(13)] public required ImmutableArray<ChainRead> Chains { get; init; }

    /// <summary>Matched of live, in percent with two decimals; null where nothing is live.</summary>
    public decimal? Percent => CoverageShare.PercentOf(Matched, Live);
}

/// <summary>A share of a run's live instances.</summary>
[GenerateSerializer, Immutable, Alias("raposa.coverage-share")]
public sealed record CoverageShare(
    [property: Id(0)] string Value,
    [property: Id(1)] int Live,
    [property: Id(2)] int Matched,
    [property: Id(3)] int Unprotected,
    [property: Id(4)] int Unknown)
{
    /// <summary>Matched of live, in percent with two decimals; null where nothing is live.</summary>
    public decimal? Percent => PercentOf(Matched, Live);

    /// <summary>In percent with two decimals. What is unknown counts as not covered.</summary>
    public static decimal? PercentOf(int matched, int live) =>
        live == 0 ? null : Math.Round(100m * matched / live, 2, MidpointRounding.AwayFromZero);
}
