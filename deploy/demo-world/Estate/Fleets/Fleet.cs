using System.Collections.Immutable;

namespace Raposa.DemoWorld.Estate.Fleets;

/// <summary>A kind of machine that there are several of.</summary>
/// <param name="Lifetime">About how long one lives before another takes its place; null for those that stay.</param>
/// <param name="Group">Name of its security group.</param>
/// <param name="Role">Name of its instance profile and role; null if it has none.</param>
internal sealed record Fleet(
    string Name, FleetKind Kind, ImmutableArray<string> Types, TimeSpan? Lifetime, string Group, string? Role, MachineImage Image)
{
    /// <summary>Of a hundred places, how many have no sensor: their image was forgotten.</summary>
    public int PercentBare { get; init; }

    /// <summary>All of its machines came from an image with a sensor id baked in, and so share one record.</summary>
    public bool IsCloned { get; init; }

    public bool IsSpot { get; init; }

    public string? Cluster { get; init; }
}

internal enum FleetKind
{
    Node,
    Autoscaled,
    Snowflake,

    /// <summary>Started by a person, by hand.</summary>
    Gpu,
}

/// <summary>A machine that is one of a kind.</summary>
internal sealed record Pet(string Name, string Type, bool IsPublic, string Group, SensorState Sensor)
{
    public bool IsStopped { get; init; }

    public bool IsWindows { get; init; }

    /// <summary>IMDSv1 still answers.</summary>
    public bool HasOldMetadata { get; init; }

    /// <summary>Its sensor's updates were stopped long ago.</summary>
    public bool HasOldSensor { get; init; }
}

internal enum SensorState
{
    Live,

    /// <summary>It had one, and it has not been heard of for twelve days.</summary>
    Silent,

    /// <summary>It never had one.</summary>
    None,

    /// <summary>It reports, in reduced functionality mode: the kernel is not supported.</summary>
    Reduced,
}
