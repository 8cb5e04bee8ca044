using System.Globalization;
using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate.Fleets;

/// <summary>
/// A place where one machine runs at a time: an autoscaling group's seat, a node's, or a pet's for good. Its machines come one
/// after another as generations; which one lives at a time is arithmetic, so the past and the future need no simulation.
/// </summary>
internal sealed class Slot(RegionEstate region, Fleet fleet, int index, Subnet subnet, int host, Pet? pet, DateTimeOffset first)
{
    /// <summary>A seat uses so many addresses in turn, so that ghosts share addresses with the living.</summary>
    public const int Addresses = 3;

    private readonly Dice _dice = region.Ids.Dice("slot", region.Account.Id, region.Name, fleet.Name, index.ToString(CultureInfo.InvariantCulture));

    public RegionEstate Region => region;

    public Fleet Fleet => fleet;

    public int Index => index;

    public Subnet Subnet => subnet;

    public Pet? Pet => pet;

    public bool IsPermanent => fleet.Lifetime is null;

    public SensorState Sensor => pet?.Sensor ??
        (fleet.Kind == FleetKind.Gpu || _dice.Fork("bare").Below(100) < fleet.PercentBare ? SensorState.None : SensorState.Live);

    /// <summary>Which generation lives at that time, or lived last.</summary>
    public int GenerationAt(DateTimeOffset at)
    {
        if (fleet.Lifetime is not { } lifetime)
        {
            return 0;
        }

        var number = (int)Math.Floor((at - first) / lifetime);
        return at < LaunchOf(number) ? number - 1 : number;
    }

    /// <summary>The machine of a generation, whenever it lives.</summary>
    public Instance Machine(int generation)
    {
        var dice = DiceOf(generation);
        var number = fleet.IsCloned ? 0 : ((generation % Addresses) + Addresses) % Addresses;
        return new()
        {
            Slot = this,
            Generation = generation,
            Id = $"i-0{dice.Fork("instance").Hex(16)}",
            LaunchedAt = LaunchOf(generation),
            EndsAt = EndOf(generation),
            Type = pet?.Type ?? fleet.Types[dice.Fork("type").Below(fleet.Types.Length)],
            PrivateIp = subnet.Address(host + number),
            PublicIp = subnet.Kind == SubnetKind.Public ? PublicAddresses.Elastic(10 + (region.Cell * 7) + index) : null,
            Mac = MacOf(dice.Fork("mac")),
        };
    }

    /// <summary>A minute or more before the next one comes; null if it stays.</summary>
    public DateTimeOffset? EndOf(int generation) => fleet.Lifetime is null
        ? null
        : LaunchOf(generation + 1) - TimeSpan.FromSeconds(60 + DiceOf(generation).Fork("gap").Below(180));

    /// <summary>Of everything that belongs to one generation.</summary>
    public Dice DiceOf(int generation) => _dice.Fork(generation.ToString(CultureInfo.InvariantCulture));

    public DateTimeOffset LaunchOf(int generation)
    {
        if (fleet.Lifetime is not { } lifetime)
        {
            return first;
        }

        var jitter = DiceOf(generation).Fork("launch").Below((int)(lifetime.TotalSeconds * 0.3));
        return first + (lifetime * generation) + TimeSpan.FromSeconds(jitter);
    }

    private static string MacOf(Dice dice) => $"06:{string.Join(':', dice.Hex(10).Chunk(2).Select(pair => new string(pair)))}";
}
