using Raposa.Incidents;

namespace Raposa.Reconciliation;

/// <summary>A verdict that began or ended, and whom that concerns was not told yet.</summary>
internal sealed record UntoldVerdict
{
    public required InstanceName Instance { get; init; }

    /// <summary>The end of time while it stands.</summary>
    public required DateTime UntilAt { get; init; }

    public required string Region { get; init; }

    public required string? Name { get; init; }

    public required string? Role { get; init; }

    public required CoverageClass Class { get; init; }

    public required VerdictReason Reason { get; init; }

    public required Severity Severity { get; init; }

    public required DateTimeOffset FromAt { get; init; }

    public required SensorName? Sensor { get; init; }

    public required string EvidenceJson { get; init; }

    /// <summary>Another verdict came after it: the instance is still there.</summary>
    public required bool HasSuccessor { get; init; }

    /// <summary>An instance holds the sensor now, this one or another.</summary>
    public required bool SensorIsHeld { get; init; }

    public bool Stands => UntilAt == DateTime.MaxValue;
}
