using System.Collections.Immutable;
using Orleans;

namespace Raposa.Findings;

/// <summary>
/// Why a finding says what it says: the rule, the documents it was decided from, the proof, and whether the same comes out of those documents
/// again. Keyed by organization; stateless.
/// </summary>
[Alias("raposa.finding-explanation-grain")]
public interface IFindingExplanationGrain : IGrainWithStringKey
{
    /// <summary>Null if there is no such finding.</summary>
    [Alias("explain")]
    Task<FindingExplanation?> Explain(Guid id);
}

[GenerateSerializer, Immutable, Alias("raposa.finding-explanation")]
public sealed record FindingExplanation
{
    [Id(0)] public required Guid FindingId { get; init; }

    /// <summary>Who decided it: posture, network, reconciliation, cost, vendor; other where nobody can say more than the finding.</summary>
    [Id(1)] public required string DecidedBy { get; init; }

    /// <summary>The check's id, or what is a finding of this kind, in a sentence.</summary>
    [Id(2)] public required string Rule { get; init; }

    /// <summary>The time whose newest sealed snapshots it was worked out again from; null where it was not.</summary>
    [Id(3)] public DateTimeOffset? AsOf { get; init; }
    [Id(4)] public ImmutableArray<ExplainedDocument> Documents { get; init; } = [];

    /// <summary>Snapshots that were read as a whole, where single documents would be too many to name.</summary>
    [Id(5)] public ImmutableArray<Guid> Snapshots { get; init; } = [];

    /// <summary>The proof: the verdict, the packet, the vendor's document. A JSON object or null.</summary>
    [Id(6)] public string? WitnessJson { get; init; }

    /// <summary>Whether the same came out again; null where it cannot be worked out again from documents.</summary>
    [Id(7)] public bool? IsSame { get; init; }

    /// <summary>What came out, in a sentence.</summary>
    [Id(8)] public required string Recomputed { get; init; }
}

/// <summary>A document, and the places in it that were read.</summary>
[GenerateSerializer, Immutable, Alias("raposa.explained-document")]
public sealed record ExplainedDocument(
    [property: Id(0)] string Source,
    [property: Id(1)] string? AccountId,
    [property: Id(2)] string? Region,
    [property: Id(3)] string Key,
    [property: Id(4)] Guid? SnapshotId,
    [property: Id(5)] string Sha256,
    [property: Id(6)] ImmutableArray<string> Fields);
