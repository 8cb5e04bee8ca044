namespace Raposa.Inventory.Analysis;

/// <summary>Reads what an analysis works on.</summary>
internal interface IEstateReader
{
    /// <summary>The documents of some sources in the run's snapshots, in the order of chains and keys; all sources where none is named.</summary>
    IAsyncEnumerable<EstateDocument> ReadAsync(AnalysisRun run, IReadOnlyCollection<string> sources, CancellationToken cancellationToken);
}
