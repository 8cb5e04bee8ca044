using System.Globalization;

namespace Raposa.DemoWorld.Estate.Fleets;

/// <summary>One EC2 instance in its whole life.</summary>
internal sealed record Instance
{
    /// <summary>So long a terminated instance is still shown.</summary>
    public static readonly TimeSpan Afterlife = TimeSpan.FromHours(1);

    public required Slot Slot { get; init; }

    public required int Generation { get; init; }

    public required string Id { get; init; }

    public required DateTimeOffset LaunchedAt { get; init; }

    /// <summary>Null for those that stay.</summary>
    public required DateTimeOffset? EndsAt { get; init; }

    public required string Type { get; init; }

    public required string PrivateIp { get; init; }

    public required string? PublicIp { get; init; }

    public required string Mac { get; init; }

    public RegionEstate Region => Slot.Region;

    public Fleet Fleet => Slot.Fleet;

    public string Interface => $"eni-0{Slot.DiceOf(Generation).Fork("eni").Hex(16)}";

    public string Attachment => $"eni-attach-0{Slot.DiceOf(Generation).Fork("attach").Hex(16)}";

    public string RootVolume => $"vol-0{Slot.DiceOf(Generation).Fork("root").Hex(16)}";

    public string? DataVolume => Slot.Pet is null ? null : $"vol-0{Slot.DiceOf(Generation).Fork("data").Hex(16)}";

    public string GroupId => Region.Groups[Slot.Pet?.Group ?? Fleet.Group].Id;

    public string GroupName => Slot.Pet?.Group ?? Fleet.Group;

    public MachineImage Image => Slot.Pet is { IsWindows: true } ? Region.Images.Windows : Fleet.Image;

    public string PrivateDns => Region.Name == "us-east-1"
        ? $"ip-{PrivateIp.Replace('.', '-')}.ec2.internal"
        : $"ip-{PrivateIp.Replace('.', '-')}.{Region.Name}.compute.internal";

    /// <summary>What the machine calls itself.</summary>
    public string HostName => Slot.Pet?.Name ?? PrivateDns;

    /// <summary>What its <c>Name</c> tag says.</summary>
    public string Name => Slot.Pet?.Name ?? $"corvina-{Region.Account.Environment}-{Fleet.Name}";

    public InstanceState StateAt(DateTimeOffset at) =>
        at < LaunchedAt ? InstanceState.Unborn
        : EndsAt is { } end && at >= end ? (at < end + Afterlife ? InstanceState.Terminated : InstanceState.Gone)
        : Slot.Pet is { IsStopped: true } ? InstanceState.Stopped
        : at < LaunchedAt.AddSeconds(25) ? InstanceState.Pending
        : InstanceState.Running;

    /// <summary>It exists and can be started, or runs.</summary>
    public bool IsPresentAt(DateTimeOffset at) => StateAt(at) is InstanceState.Running or InstanceState.Pending or InstanceState.Stopped;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} ({Name}, generation {Generation})");
}

internal enum InstanceState
{
    Unborn,
    Pending,
    Running,
    Stopped,
    Terminated,

    /// <summary>No longer shown.</summary>
    Gone,
}
