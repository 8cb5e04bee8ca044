using System.Collections.Immutable;
using Orleans;

namespace Raposa.Reconciliation;

/// <summary>A sensor's record that names an instance, and by what.</summary>
[GenerateSerializer, Immutable, Alias("raposa.sensor-candidate")]
public sealed record SensorCandidate([property: Id(0)] SensorFacts Sensor, [property: Id(1)] Rung Rung);

/// <summary>What the sensors' records of a run say of one instance.</summary>
[GenerateSerializer, Immutable, Alias("raposa.sensor-candidates")]
public sealed record SensorCandidates
{
    public static readonly SensorCandidates None = new();

    /// <summary>Those that name it, the one to claim first at the head.</summary>
    [Id(0)] public ImmutableArray<SensorCandidate> Ordered { get; init; } = [];

    /// <summary>Those that may be its own, among other machines'.</summary>
    [Id(1)] public ImmutableArray<SensorName> Ambiguous { get; init; } = [];

    /// <summary>Why these cannot be told apart; null if there are none.</summary>
    [Id(2)] public VerdictReason? Doubt { get; init; }
}

/// <summary>The run that a claim is made in, and how far its sensors' snapshots can be trusted.</summary>
[GenerateSerializer, Immutable, Alias("raposa.claim-run")]
public sealed record ClaimRun
{
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required DateTimeOffset AsOf { get; init; }

    /// <summary>A sensor that is in no snapshot is nowhere.</summary>
    [Id(2)] public required bool SensorsAreComplete { get; init; }

    /// <summary>When the oldest of the tenants' snapshots was sealed; null where one never was.</summary>
    [Id(3)] public required DateTimeOffset? SensorsReadAt { get; init; }
}
