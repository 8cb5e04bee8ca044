using Orleans;

namespace Raposa.Reconciliation;

/// <summary>A sensor, which one instance at the most holds. Keyed by <see cref="SensorKey"/>. Ghosts have no activation.</summary>
[Alias("raposa.falcon-host-grain")]
public interface IFalconHostGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes the claim of an instance, unless another holds it in the same run: a record names one instance at the most, so
    /// that two that claim it are a mistake, and the second is told whose it is. A claim in a later run begins anew, one of an
    /// earlier run is refused. Safe to repeat.
    /// </summary>
    [Alias("claim")]
    Task<SensorClaim> Claim(ClaimRun run, InstanceName instance, Rung rung);

    /// <summary>Keeps a reminder while an instance holds it, and none after. Safe to repeat.</summary>
    [Alias("settle")]
    Task Settle(bool isHeld);
}

/// <summary>What became of a claim.</summary>
[GenerateSerializer, Immutable, Alias("raposa.sensor-claim")]
public sealed record SensorClaim
{
    [Id(0)] public required bool IsGranted { get; init; }

    /// <summary>Who holds the sensor now.</summary>
    [Id(1)] public required InstanceName Holder { get; init; }
}
