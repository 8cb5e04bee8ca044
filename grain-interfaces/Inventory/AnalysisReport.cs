using System.Collections.Immutable;
using Orleans;

namespace Raposa.Inventory;

/// <summary>One analysis: everything that is worked out from the snapshots sealed by a time.</summary>
[GenerateSerializer, Immutable, Alias("raposa.analysis-report")]
public sealed record AnalysisReport
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>It reads, of each source, the newest snapshot sealed by then.</summary>
    [Id(1)] public required DateTimeOffset AsOf { get; init; }
    [Id(2)] public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it goes on, and for ever if its silo died.</summary>
    [Id(3)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Sources (of an account and region) that have been collected, or are to be.</summary>
    [Id(4)] public required int Chains { get; init; }

    /// <summary>Of which nothing was ever sealed: what they would show is unknown.</summary>
    [Id(5)] public required int ChainsUnknown { get; init; }

    /// <summary>In the order they ran.</summary>
    [Id(6)] public ImmutableArray<AnalysisPart> Parts { get; init; } = [];
}

/// <summary>One part of an analysis: reconciliation, network, posture, …</summary>
[GenerateSerializer, Immutable, Alias("raposa.analysis-part")]
public sealed record AnalysisPart
{
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required TimeSpan Duration { get; init; }

    /// <summary>What it found, by name.</summary>
    [Id(2)] public ImmutableDictionary<string, long> Counts { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>What broke it; then what it said before still stands, and it is tried again.</summary>
    [Id(3)] public string? Error { get; init; }
}
