using System.Collections.Immutable;
using Raposa.Inventory.Analysis;

namespace Raposa.Findings;

/// <summary>Where the factors of a priority come from. Each noun that knows something of resources registers one.</summary>
internal interface IPriorityFacts
{
    /// <summary>The part of the analysis that works it out. Where it broke, nothing of it is taken for known.</summary>
    string Part { get; }

    /// <summary>What is known as of a run, once its other parts have written what they found.</summary>
    Task<ImmutableArray<ResourceFact>> ReadAsync(AnalysisRun run, CancellationToken cancellationToken);
}
