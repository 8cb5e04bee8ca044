using System.Collections.Immutable;
using Raposa.Findings;
using Raposa.Inventory.Analysis;
using Raposa.Network.Estate;
using Raposa.Network.Paths;

namespace Raposa.Network;

/// <summary>Works out after each collection what reaches what, writes it, and raises what the internet reaches and should not.</summary>
internal sealed class NetworkAnalysis(NetworkEstateReader estate, NetworkStore store, IFindingSink findings) : IAnalysis
{
    public string Name => "network";

    public int Order => 20;

    public async Task<ImmutableDictionary<string, long>> RunAsync(AnalysisRun run, CancellationToken cancellationToken)
    {
        var model = await estate.ReadAsync(run, cancellationToken);
        var table = await Task.Run(() => model.Table, cancellationToken);
        await store.SaveAsync(run.Organization, run.Id, table, cancellationToken);
        var exposed = ExposureFindings.Of(table, run.AsOf, run.Id);
        await RaiseAsync(run, table, exposed, cancellationToken);
        return ImmutableDictionary<string, long>.Empty
            .Add("interfaces", model.Topology.Interfaces.Count)
            .Add("classes", table.Partition.Classes.Length)
            .Add("rows", table.Rows.LongCount())
            .Add("exposed", exposed.Length)
            .Add("unknownSources", model.Basis.Unknown.Length);
    }

    private async Task RaiseAsync(AnalysisRun run, ReachabilityTable table, ImmutableArray<FindingDraft> exposed, CancellationToken cancellationToken)
    {
        var before = await store.GetExposedAsync(run.Organization, cancellationToken);
        var now = exposed.Select(draft => draft.Fingerprint).ToHashSet(StringComparer.Ordinal);

        // Remembered first: a finding that nobody remembers is never resolved.
        await store.AddExposedAsync(
            run.Organization,
            [.. exposed.Select(draft => new ExposedOwner(draft.Fingerprint, draft.AccountId, draft.Region, draft.Subject))],
            cancellationToken);
        if (!exposed.IsEmpty)
        {
            await findings.RaiseAsync(run.Organization, exposed, cancellationToken);
        }

        ImmutableArray<string> over = [.. before.Where(one => !now.Contains(one.Fingerprint) && ExposureFindings.IsOver(table, one)).Select(one => one.Fingerprint)];
        if (!over.IsEmpty)
        {
            await findings.ResolveAsync(run.Organization, over, new(run.AsOf, run.Id), cancellationToken);
            await store.RemoveExposedAsync(run.Organization, over, cancellationToken);
        }
    }
}
