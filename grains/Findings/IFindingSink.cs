using System.Collections.Immutable;
using Raposa.Incidents;
using Raposa.Organizations;

namespace Raposa.Findings;

/// <summary>Where any part of the platform says that something is wrong, and that it is right again.</summary>
internal interface IFindingSink
{
    /// <summary>Opens findings, or updates those that are open. Keyed by fingerprint: safe to repeat.</summary>
    Task RaiseAsync(OrganizationId organization, ImmutableArray<FindingDraft> drafts, CancellationToken cancellationToken);

    /// <summary>Resolves those of the fingerprints that are open: they were seen to be right, or what they are about is gone for certain.</summary>
    Task ResolveAsync(OrganizationId organization, ImmutableArray<string> fingerprints, FindingMoment when, CancellationToken cancellationToken);

    /// <summary>
    /// Closes those of the fingerprints that are open, because nobody looks at what they are about any more. Whether it still is so is not
    /// known, and nobody is told that it is right.
    /// </summary>
    Task CloseAsync(OrganizationId organization, ImmutableArray<string> fingerprints, FindingMoment when, CancellationToken cancellationToken);

    /// <summary>Of those of the fingerprints that are open: they were seen again, as they were.</summary>
    Task ConfirmAsync(OrganizationId organization, ImmutableArray<string> fingerprints, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>When something was found, and by which analysis or run of a collector, where there was one.</summary>
internal readonly record struct FindingMoment(DateTimeOffset At, Guid? RunId = null)
{
    public static implicit operator FindingMoment(DateTimeOffset at) => new(at);
}

/// <summary>A finding as whoever found it says it.</summary>
internal sealed record FindingDraft
{
    /// <summary>The same for the same trouble with the same thing, whenever it is found: <c>{kind}:{account}:{subject}</c>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Dotted: <c>collection.silent</c>, <c>collection.empty</c>, <c>schema.drift</c>, <c>trail.gap</c>.</summary>
    public required string Kind { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>One sentence.</summary>
    public required string Title { get; init; }

    /// <summary>What is wrong, why it matters and what to do, in sentences.</summary>
    public required string Detail { get; init; }

    public string? AccountId { get; init; }

    public string? Region { get; init; }

    /// <summary>What it is about: a resource key, a source, a log file.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>The analysis, or the run of a collector, that saw it.</summary>
    public Guid? RunId { get; init; }

    /// <summary>Facts for programs, as a JSON object.</summary>
    public string EvidenceJson { get; init; } = "{}";

    /// <summary>Whether the organization's alert receivers are told when it opens.</summary>
    public bool IsAlert { get; init; }
}
