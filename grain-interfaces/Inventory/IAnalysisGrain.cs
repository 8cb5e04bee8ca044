using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace Raposa.Inventory;

/// <summary>
/// Works out what no single source shows, after collection: one analysis at a time of an organization, by which it is keyed.
/// </summary>
[Alias("raposa.analysis-grain")]
public interface IAnalysisGrain : IGrainWithStringKey
{
    /// <summary>
    /// Something was collected. The analysis begins when collection has been quiet for a moment, or does not become so. A hint:
    /// what is lost is found by a sweep.
    /// </summary>
    [OneWay, AlwaysInterleave, Alias("notice")]
    Task Notice();

    /// <summary>Begins one now, and answers when it has ended; where one goes on, a new one begins after it.</summary>
    [AlwaysInterleave, ResponseTimeout("00:30:00"), Alias("run")]
    Task<AnalysisReport> Run();

    /// <summary>The last ones, newest first.</summary>
    /// <param name="limit">1 to 200.</param>
    [AlwaysInterleave, Alias("get-reports")]
    Task<ImmutableArray<AnalysisReport>> GetReports(int limit);
}
