using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace Raposa.Chat;

/// <summary>
/// What the copilot writes of one incident, keyed as the incident is. One version at a time is written, by the same chain and held to the
/// evidence as an answer is; a version is never changed, but for who accepted it.
/// </summary>
[Alias("raposa.incident-review-grain")]
public interface IIncidentReviewGrain : IGrainWithStringKey
{
    /// <summary>
    /// The review of the incident as its evidence is now: the last one if that evidence is what it was written from, else a new version.
    /// If the activation dies meanwhile nothing is stored, and it can be asked for again. Null if there is no such incident.
    /// </summary>
    [ResponseTimeout("00:05:00"), Alias("write")]
    Task<IncidentReview?> Write();

    /// <summary>All versions, newest first; null if there is no such incident.</summary>
    [AlwaysInterleave, Alias("get")]
    Task<IncidentReviews?> Get();

    /// <summary>A person vouches for a version. The first one who does stands. Null if there is no such version.</summary>
    [AlwaysInterleave, Alias("accept")]
    Task<IncidentReview?> Accept(int version, Guid personId);
}

/// <param name="IsOutdated">Whether the evidence is another than what the newest version was written from; false where there is none.</param>
/// <param name="Versions">Newest first.</param>
[GenerateSerializer, Immutable, Alias("raposa.incident-reviews")]
public sealed record IncidentReviews([property: Id(0)] bool IsOutdated, [property: Id(1)] ImmutableArray<IncidentReview> Versions);

/// <summary>One version. Each sentence cites its evidence as <c>[number]</c>.</summary>
[GenerateSerializer, Immutable, Alias("raposa.incident-review")]
public sealed record IncidentReview
{
    [Id(0)] public required Guid IncidentId { get; init; }

    /// <summary>From 1.</summary>
    [Id(1)] public required int Version { get; init; }

    /// <summary>True until a person accepts it.</summary>
    public bool IsMachineWritten => AcceptedAt is null;
    [Id(2)] public required IncidentReviewSections Sections { get; init; }

    /// <summary><c>embedded</c> if no model wrote it.</summary>
    [Id(3)] public required string Provider { get; init; }
    [Id(4)] public required string Model { get; init; }
    [Id(5)] public required string PromptVersion { get; init; }

    /// <summary>Sentences that did not hold, and lines of remediation that named no resource of the evidence.</summary>
    [Id(6)] public required int Struck { get; init; }
    [Id(7)] public required ImmutableArray<Evidence> Evidence { get; init; }
    [Id(8)] public required DateTimeOffset WrittenAt { get; init; }
    [Id(9)] public Guid? AcceptedBy { get; init; }
    [Id(10)] public DateTimeOffset? AcceptedAt { get; init; }
}

/// <summary>The parts of a review, as lines.</summary>
[GenerateSerializer, Immutable, Alias("raposa.incident-review-sections")]
public sealed record IncidentReviewSections
{
    [Id(0)] public required ImmutableArray<string> Summary { get; init; }

    /// <summary>The likely story of the attack, by technique, in the order of time.</summary>
    [Id(1)] public required ImmutableArray<string> Story { get; init; }

    /// <summary>What can be reached from what the attack had, by network and by permissions.</summary>
    [Id(2)] public required ImmutableArray<string> BlastRadius { get; init; }
    [Id(3)] public required ImmutableArray<string> CheckNext { get; init; }

    /// <summary>Each line names the resource that it is about.</summary>
    [Id(4)] public required ImmutableArray<string> Remediation { get; init; }

    /// <summary>The names of those parts that were put together without a model, because what the model wrote of them did not hold.</summary>
    [Id(5)] public ImmutableArray<string> Composed { get; init; } = [];
}
