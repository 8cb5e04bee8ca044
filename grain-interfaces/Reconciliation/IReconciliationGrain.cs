using Orleans;

namespace Raposa.Reconciliation;

/// <summary>
/// Runs an organization's reconciliation, one run at a time. Keyed by organization. A run that dies in the middle has written
/// nothing; repeating it comes to the same.
/// </summary>
[Alias("raposa.reconciliation-grain")]
public interface IReconciliationGrain : IGrainWithStringKey
{
    /// <summary>Reads the snapshots, lets every live instance claim its sensor, and writes all verdicts at once.</summary>
    /// <returns>What it came to; of a run that was written before, what that one came to.</returns>
    /// <exception cref="InvalidOperationException">A later run has been written, or the claims did not come to an end.</exception>
    [Alias("reconcile"), ResponseTimeout("00:15:00")]
    Task<ReconciliationSummary> Reconcile(ReconciliationRequest request);
}
