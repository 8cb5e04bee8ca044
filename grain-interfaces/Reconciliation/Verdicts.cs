using System.Collections.Immutable;
using Orleans;

namespace Raposa.Reconciliation;

/// <summary>What an instance counts as, and by which sensor.</summary>
[GenerateSerializer, Immutable, Alias("raposa.instance-verdict")]
public sealed record InstanceVerdict
{
    [Id(0)] public required InstanceName Instance { get; init; }
    [Id(1)] public required CoverageClass Class { get; init; }
    [Id(2)] public required VerdictReason Reason { get; init; }

    /// <summary>The sensor that it holds, working or not.</summary>
    [Id(3)] public SensorFacts? Sensor { get; init; }

    /// <summary>By what that sensor names it.</summary>
    [Id(4)] public Rung? Rung { get; init; }

    /// <summary>Records of the same machine that another took the place of.</summary>
    [Id(5)] public ImmutableArray<SensorName> Superseded { get; init; } = [];

    /// <summary>Records that may be its own, as far as can be told.</summary>
    [Id(6)] public ImmutableArray<SensorName> Ambiguous { get; init; } = [];
}

/// <summary>What a sensor's record counts as, and of which instance it is.</summary>
[GenerateSerializer, Immutable, Alias("raposa.sensor-verdict")]
public sealed record SensorVerdict(
    [property: Id(0)] SensorName Sensor,
    [property: Id(1)] CoverageClass Class,
    [property: Id(2)] VerdictReason Reason,
    [property: Id(3)] InstanceName? Instance);
