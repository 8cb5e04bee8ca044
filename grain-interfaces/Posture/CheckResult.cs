using System.Collections.Immutable;
using Orleans;
using Raposa.Incidents;

namespace Raposa.Posture;

/// <summary>What a verdict is on.</summary>
/// <param name="Region">Null where there is none.</param>
/// <param name="Resource">The key of a resource, an account, a region; <c>*</c> for what may be there unseen.</param>
[GenerateSerializer, Immutable, Alias("raposa.check-result-key")]
public sealed record CheckResultKey(
    [property: Id(0)] string Check, [property: Id(1)] string AccountId, [property: Id(2)] string? Region, [property: Id(3)] string Resource);

/// <summary>A verdict, since when it is so, and what it was made from.</summary>
[GenerateSerializer, Immutable, Alias("raposa.check-result")]
public sealed record CheckResult
{
    [Id(0)] public required CheckResultKey Key { get; init; }
    [Id(1)] public required CheckStatus Status { get; init; }
    [Id(2)] public required Severity Severity { get; init; }

    /// <summary>One sentence.</summary>
    [Id(3)] public required string Reason { get; init; }

    /// <summary>The time of the first analysis that said the same from the same documents.</summary>
    [Id(4)] public required DateTimeOffset Since { get; init; }

    /// <summary>That of the first that did not; null while it is so.</summary>
    [Id(5)] public DateTimeOffset? Until { get; init; }

    /// <summary>The analysis that began it.</summary>
    [Id(6)] public required Guid AnalysisId { get; init; }

    /// <summary>Documents with their snapshots, SHA-256 and the places that were read: a JSON object.</summary>
    [Id(7)] public required string EvidenceJson { get; init; }
}

/// <summary>Which verdicts to list. Null means any.</summary>
[GenerateSerializer, Immutable, Alias("raposa.check-result-query")]
public sealed record CheckResultQuery
{
    /// <summary>A check, or the service that its id begins with.</summary>
    [Id(0)] public string? Check { get; init; }
    [Id(1)] public CheckStatus? Status { get; init; }
    [Id(2)] public Severity? MinimumSeverity { get; init; }
    [Id(3)] public string? AccountId { get; init; }
    [Id(4)] public string? Region { get; init; }
    [Id(5)] public string? Resource { get; init; }
    [Id(6)] public DateTimeOffset? AsOf { get; init; }
    [Id(7)] public int Limit { get; init; } = 100;
    [Id(8)] public string? Cursor { get; init; }
}

/// <param name="AsOf">The time of the analysis; null if there was none.</param>
/// <param name="Next">Null on the last page.</param>
[GenerateSerializer, Immutable, Alias("raposa.check-result-page")]
public sealed record CheckResultPage(
    [property: Id(0)] ImmutableArray<CheckResult> Results, [property: Id(1)] DateTimeOffset? AsOf, [property: Id(2)] string? Next);

/// <summary>A verdict beside the same recomputed.</summary>
/// <param name="Recomputed">What the check says now of the documents as they were then; null if it says nothing of them.</param>
/// <param name="IsSame">Whether status, reason and evidence are equal.</param>
[GenerateSerializer, Immutable, Alias("raposa.check-explanation")]
public sealed record CheckExplanation(
    [property: Id(0)] CheckResult Result, [property: Id(1)] CheckInfo Check, [property: Id(2)] CheckResult? Recomputed, [property: Id(3)] bool IsSame);
