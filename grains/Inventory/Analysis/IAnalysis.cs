using System.Collections.Immutable;

namespace Raposa.Inventory.Analysis;

/// <summary>A part of the analysis. Each noun that works something out from snapshots implements it.</summary>
internal interface IAnalysis
{
    /// <summary>One word: <c>reconciliation</c>, <c>network</c>, <c>posture</c>.</summary>
    string Name { get; }

    /// <summary>Smaller ones run first; a part may read what those before it wrote for the same run.</summary>
    int Order { get; }

    /// <summary>
    /// Works it out and writes it, keyed by the run: it may be repeated, and may die between any two lines. Heavy work does
    /// not belong on the scheduler that calls this.
    /// </summary>
    /// <returns>What it found, by name, for the report.</returns>
    Task<ImmutableDictionary<string, long>> RunAsync(AnalysisRun run, CancellationToken cancellationToken);
}
