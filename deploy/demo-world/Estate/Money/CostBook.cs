using System.Globalization;
using Raposa.DemoWorld.Estate.Fleets;

namespace Raposa.DemoWorld.Estate.Money;

/// <summary>What a line of the bill says: so much of a usage in a region on a day.</summary>
internal sealed record CostLine(string Service, string UsageType, string Region, string Environment, decimal Cost, double Quantity)
{
    /// <summary>In the tag <c>owner</c>, which few resources carry.</summary>
    public string Owner { get; init; } = "";
}

/// <summary>
/// What an account cost on each day. Machines are counted from the same places as EC2 shows them, so that the day on which
/// somebody started what nobody ordered stands out here too.
/// </summary>
internal static class CostBook
{
    public const string Gpu = "p4d.24xlarge";

    /// <summary>Whose tag is on them.</summary>
    public const string GpuOwner = "nuno.esteves";

    private const decimal GpuHour = 32.7726m;

    private static readonly (string Service, string Usage, decimal Daily, bool IsEverywhere)[] Fixed =
    [
        ("Amazon Simple Storage Service", "TimedStorage-ByteHrs", 61.4m, false), ("Amazon Relational Database Service", "InstanceUsage:db.r6g.xlarge", 24.1m, false),
        ("Amazon Elastic Load Balancing", "LoadBalancerUsage", 3.3m, true), ("EC2 - Other", "NatGateway-Bytes", 18.9m, true), ("EC2 - Other", "EBS:VolumeUsage.gp3", 14.2m, true),
        ("AWS CloudTrail", "PaidEventsRecorded", 4.7m, false), ("Amazon GuardDuty", "PaidEventsAnalyzed", 7.7m, true), ("AWS Key Management Service", "KMS-Requests", 1.9m, true),
        ("Amazon Elastic Container Service for Kubernetes", "AmazonEKS-Hours:perCluster", 2.4m, true), ("AWS Lambda", "Lambda-GB-Second", 5.6m, false), ("Amazon CloudFront", "DataTransfer-Out-Bytes", 9.8m, false),
    ];

    private static readonly Dictionary<string, decimal> Hourly = new(StringComparer.Ordinal)
    {
        ["m6i.xlarge"] = 0.214m, ["m6a.xlarge"] = 0.193m, ["c6i.large"] = 0.0912m, ["c6a.xlarge"] = 0.0702m,
        ["c5.xlarge"] = 0.0741m, ["m5.xlarge"] = 0.0815m, ["r6i.2xlarge"] = 0.564m,
        ["t3.small"] = 0.0228m, ["t3.medium"] = 0.0456m, ["t3.large"] = 0.0912m, ["m5.large"] = 0.107m, ["m5.2xlarge"] = 0.428m,
        ["c5.4xlarge"] = 0.768m,
    };

    /// <param name="day">Midnight, UTC.</param>
    /// <param name="until">Of a day that is not over, up to here.</param>
    public static IEnumerable<CostLine> Day(AccountEstate account, DateTimeOffset day, DateTimeOffset until)
    {
        var share = Math.Clamp((until - day) / TimeSpan.FromDays(1), 0, 1);
        foreach (var region in account.Regions)
        {
            var dice = region.Ids.Dice("cost", account.Id, region.Name, day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            // A weekend is quieter, and no day is like another.
            var mood = (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.82 : 1) * (0.96 + (dice.Below(80) / 1000.0)) * share;
            var size = region.Slots.Length / 100.0;
            foreach (var (service, usage, daily, _) in Fixed.Where(one => one.IsEverywhere || region.IsHome))
            {
                var cost = Math.Round(daily * (decimal)(mood * (0.2 + size)), 10);
                yield return new(service, $"{region.Cloud.UsagePrefix}-{usage}", region.Name, account.Environment, cost, Math.Round((double)cost * 11.7, 6));
            }

            foreach (var type in region.Slots.Where(slot => slot.Fleet.Kind != FleetKind.Gpu).SelectMany(slot => slot.Pet is { } pet ? [pet.Type] : slot.Fleet.Types.Take(1)).CountBy(type => type))
            {
                var hours = type.Value * 24 * (0.97 + (dice.Below(50) / 1000.0)) * share;
                yield return new("Amazon Elastic Compute Cloud - Compute", $"{region.Cloud.UsagePrefix}-BoxUsage:{type.Key}", region.Name, account.Environment, Math.Round(Hourly[type.Key] * (decimal)hours, 10), Math.Round(hours, 6));
            }

            var gpu = GpuHours(region, day, until);
            if (gpu > 0)
            {
                yield return new("Amazon Elastic Compute Cloud - Compute", $"{region.Cloud.UsagePrefix}-BoxUsage:{Gpu}", region.Name, "", Math.Round(GpuHour * (decimal)gpu, 10), Math.Round(gpu, 6)) { Owner = GpuOwner };
            }
        }
    }

    /// <summary>Machine hours of the fleet that a person started by hand.</summary>
    public static double GpuHours(RegionEstate region, DateTimeOffset day, DateTimeOffset until)
    {
        var end = until < day.AddDays(1) ? until : day.AddDays(1);
        return region.Slots.Where(slot => slot.Fleet.Kind == FleetKind.Gpu).Select(slot => slot.Machine(0).LaunchedAt)
            .Sum(launched => Math.Max(0, (end - (launched > day ? launched : day)).TotalHours));
    }

    public static decimal GpuCost(double hours) => GpuHour * (decimal)hours;
}
