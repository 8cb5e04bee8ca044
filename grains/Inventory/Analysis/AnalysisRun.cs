using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Inventory.Analysis;

/// <summary>One analysis: which snapshots it reads, and what it cannot know.</summary>
internal sealed record AnalysisRun
{
    public required OrganizationId Organization { get; init; }

    public required Guid Id { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    /// <summary>
    /// Every source of an account and region as it was known at that time, in the order of account, source and region. Of one
    /// whose <see cref="ChainCoverage.SnapshotId"/> is null nothing is known; in one whose state is not
    /// <see cref="CoverageState.Known"/> the absence of a resource proves nothing.
    /// </summary>
    public required ImmutableArray<ChainCoverage> Chains { get; init; }

    /// <summary>What was read once and is read no more; none of it is among <see cref="Chains"/>.</summary>
    public ImmutableArray<ChainName> Left { get; init; } = [];

    /// <summary>The parts before this one that broke: what they wrote is of an earlier run.</summary>
    public ImmutableArray<string> Broken { get; init; } = [];

    /// <summary>How many of them nothing was ever sealed of.</summary>
    public int UnknownChains => Chains.Count(chain => chain.SnapshotId is null);

    /// <summary>How a source is known; null where it was never collected, which is unknown too.</summary>
    public ChainCoverage? Find(string accountId, string source, string? region) => Chains.FirstOrDefault(chain =>
        chain.Chain.AccountId == accountId && chain.Chain.Source == source && chain.Chain.Region == region);

    /// <summary>Whether a source of an account was read and is read no more: in that region, or in all of them where it is null.</summary>
    public bool HasLeft(string accountId, string source, string? region)
    {
        return Left.Any(Fits) && !Chains.Any(chain => Fits(chain.Chain));

        bool Fits(ChainName chain) => chain.AccountId == accountId && chain.Source == source
            && (region is null || chain.Region is null || chain.Region == region);
    }

    /// <summary>The snapshots that are read, all or those of some sources.</summary>
    public ImmutableArray<Guid> SnapshotsOf(params IReadOnlyCollection<string> sources) =>
    [
        .. Chains.Where(chain => sources.Count == 0 || sources.Contains(chain.Chain.Source)).Select(chain => chain.SnapshotId).OfType<Guid>(),
    ];
}

/// <summary>A resource as one of the snapshots has it.</summary>
/// <param name="Chain">Whose it is.</param>
/// <param name="Key">Its key in its source.</param>
/// <param name="SnapshotId">Where it stands.</param>
/// <param name="Sha256">Of the document, in hexadecimal.</param>
/// <param name="Json">The document as the vendor returned it, after redaction.</param>
internal sealed record EstateDocument(ChainName Chain, string Key, Guid SnapshotId, string Sha256, string Json);
