using System.Globalization;
using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate.Fleets;

/// <summary>The machines that somebody knows by name. Those of production's home region carry most planted facts.</summary>
internal static class PetCatalog
{
    public const string VendorJump = "vendor-jump-01", ReportsLegacy = "reports-legacy-01", Jenkins = "jenkins-old-01", FileTransfer = "sftp-01";

    private static readonly Pet[] Known =
    [
        new("bastion-01", "t3.small", true, GroupBuilder.Bastion, SensorState.Live),
        new(VendorJump, "t3.medium", true, GroupBuilder.LegacyAdmin, SensorState.None) { HasOldMetadata = true },
        new(ReportsLegacy, "m5.large", true, GroupBuilder.Legacy, SensorState.Silent) { HasOldMetadata = true },
        new(Jenkins, "m5.2xlarge", false, GroupBuilder.Worker, SensorState.None) { HasOldMetadata = true },
        new("ad-connector-01", "t3.large", false, GroupBuilder.Worker, SensorState.Live) { IsWindows = true },
        new(FileTransfer, "t3.medium", false, GroupBuilder.Worker, SensorState.Live) { HasOldSensor = true },
        new("license-01", "t3.small", false, GroupBuilder.Worker, SensorState.Reduced),
        new("gis-render-01", "c5.4xlarge", false, GroupBuilder.Worker, SensorState.Live),
        new("metrics-old-01", "m5.xlarge", false, GroupBuilder.Worker, SensorState.Silent),
        new("wiki-01", "t3.medium", false, GroupBuilder.Worker, SensorState.Live) { IsStopped = true },
        new("mail-relay-01", "t3.small", false, GroupBuilder.Worker, SensorState.Live),
        new("nexus-01", "m5.large", false, GroupBuilder.Worker, SensorState.Live),
    ];

    public static List<Pet> Of(RegionEstate region, int count)
    {
        var pets = region is { Account.IsProduction: true, IsHome: true } ? Known.ToList() : [new("bastion-01", "t3.small", true, GroupBuilder.Bastion, SensorState.Live)];
        for (var number = 1; pets.Count < count; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"pet-{region.Cloud.UsagePrefix.ToLowerInvariant()}-{number:00}");
            var dice = region.Ids.Dice("pet", region.Account.Id, region.Name, name);
            var sensor = dice.Below(100) switch { < 4 => SensorState.None, < 7 => SensorState.Silent, < 9 => SensorState.Reduced, _ => SensorState.Live };
            pets.Add(new(name, dice.Pick(Types), false, GroupBuilder.Worker, sensor) { IsStopped = dice.Percent(5), IsWindows = dice.Percent(15), HasOldMetadata = dice.Percent(30) });
        }

        return pets;
    }

    private static readonly string[] Types = ["t3.medium", "t3.large", "m5.large", "c5.xlarge"];
}
