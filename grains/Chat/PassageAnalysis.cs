using System.Collections.Immutable;
using Orleans;
using Raposa.Inventory.Analysis;

namespace Raposa.Chat;

/// <summary>Embeds what an analysis has changed, after it has come to its end, so that no question waits for that.</summary>
internal sealed class PassageAnalysis(IGrainFactory grains) : IAnalysis
{
    public string Name => "retrieval";

    public int Order => 100;

    public async Task<ImmutableDictionary<string, long>> RunAsync(AnalysisRun run, CancellationToken cancellationToken)
    {
        var version = await grains.GetGrain<IRetrievalIndexGrain>(run.Organization.ToString()).Refresh();
        return ImmutableDictionary<string, long>.Empty.Add("version", version);
    }
}
