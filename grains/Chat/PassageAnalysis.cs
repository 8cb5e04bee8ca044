using System.Collections.Immutable;
using Raposa.Inventory.Analysis;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>Embeds what an analysis has changed, after it has come to its end, so that no question waits for that.</summary>
internal sealed class PassageAnalysis(IPassageIndex index) : IAnalysis
{
    public string Name => "retrieval";

    public int Order => 100;

    public async Task<ImmutableDictionary<string, long>> RunAsync(AnalysisRun run, CancellationToken cancellationToken)
    {
        var version = await index.EmbedAsync(run.Organization);
        return ImmutableDictionary<string, long>.Empty.Add("version", version);
    }
}

/// <summary>Calls <see cref="IRetrievalIndexGrain"/>.</summary>
internal interface IPassageIndex
{
    /// <returns>The version of the passages.</returns>
    Task<long> EmbedAsync(OrganizationId organization);
}
