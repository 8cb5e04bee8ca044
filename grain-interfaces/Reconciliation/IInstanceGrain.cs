using Orleans;

namespace Raposa.Reconciliation;

/// <summary>
/// An instance, asking which sensor is its own. Keyed by <see cref="InstanceKey"/>. What it decides goes to PostgreSQL with
/// the whole run; an activation that dies leaves nothing behind that a repeated call would not make again.
/// </summary>
[Alias("raposa.instance-grain")]
public interface IInstanceGrain : IGrainWithStringKey
{
    /// <summary>Looks for the instance's sensor, claims it, and says what the instance counts as. Safe to repeat.</summary>
    /// <returns>Null if the directory of sensors does not know the run: it must be loaded again first.</returns>
    [Alias("claim")]
    Task<InstanceVerdict?> Claim(ClaimRun run, InstanceFacts facts);

    /// <summary>Keeps a reminder while the instance lives, and none after. Safe to repeat.</summary>
    [Alias("settle")]
    Task Settle(bool lives);
}
