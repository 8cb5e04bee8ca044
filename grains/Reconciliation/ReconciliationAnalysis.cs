using System.Collections.Immutable;
using Raposa.Inventory;
using Raposa.Inventory.Analysis;
using Raposa.Organizations;

namespace Raposa.Reconciliation;

/// <summary>Reconciliation's part of each analysis. The work is the grains': this says which snapshots they read.</summary>
internal sealed class ReconciliationAnalysis(IReconciliationCalls calls) : IAnalysis
{
    public string Name => "reconciliation";

    public int Order => 10;

    public async Task<ImmutableDictionary<string, long>> RunAsync(AnalysisRun run, CancellationToken cancellationToken)
    {
        var request = RequestOf(run);
        if (!request.Chains.Any(chain => chain.Source == ChainBook.Instances))
        {
            // No account of AWS was ever read: there is nothing that could be covered.
            return ImmutableDictionary<string, long>.Empty;
        }

        var summary = await calls.ReconcileAsync(run.Organization, request);
        return new Dictionary<string, long>
        {
            ["live"] = summary.Live, ["matched"] = summary.Matched, ["unprotected"] = summary.Unprotected, ["unknown"] = summary.Unknown,
            ["records"] = summary.Records, ["stale"] = summary.RecordsStale,
        }.ToImmutableDictionary();
    }

    public static ReconciliationRequest RequestOf(AnalysisRun run) => new()
    {
        RunId = run.Id,
        AsOf = run.AsOf,
        Chains =
        [
            .. run.Chains.Where(chain => chain.Chain.Source is ChainBook.Instances or ChainBook.Interfaces or ChainBook.Sensors).Select(chain => new ChainRead
            {
                AccountId = chain.Chain.AccountId,
                Source = chain.Chain.Source,
                Region = chain.Chain.Region,
                SnapshotId = chain.SnapshotId,
                SealedAt = chain.SealedAt,
                IsComplete = chain.State == CoverageState.Known,
            }),
        ],
    };
}

/// <summary>The way from the analysis to the grains.</summary>
internal interface IReconciliationCalls
{
    Task<ReconciliationSummary> ReconcileAsync(OrganizationId organization, ReconciliationRequest request);
}
