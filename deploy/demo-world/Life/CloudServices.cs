using Raposa.DemoWorld.Estate;
using Raposa.DemoWorld.Estate.Trails;
using Raposa.DemoWorld.Trail;

namespace Raposa.DemoWorld.Life;

/// <summary>What AWS does by itself on the company's behalf, and what CloudFront fetches for the public pages.</summary>
internal static class CloudServices
{
    public static void Live(TrailWriter trail, WorkingDay day, CompanyEstate company, Dice dice)
    {
        var cloudFront = Principal.Service(Corvina.Production, "cloudfront.amazonaws.com");
        foreach (var at in day.CustomerMoments(dice.Fork("cdn"), 420))
        {
            trail.Add(S3.Object(at, cloudFront, "GetObject", "corvina-assets", $"static/{dice.Hex(8)}.js", dice.Between(4_000, 90_000), dice));
        }

        foreach (var (service, role, period) in Helpers)
        {
            var by = Principal.Service(Corvina.Production, service);
            foreach (var at in day.Every(period, dice.Fork(service)))
            {
                trail.Add(Sts.AssumeRole(
                    at, by, Corvina.Production, $"aws-service-role/{service}/{role}", $"AROA6CORVINA2{dice.Fork(role).Id(8)}", role, dice));
            }
        }

        Backup(trail, day, dice.Fork("backup"));
        Scale(trail, day, company);
    }

    private static void Backup(TrailWriter trail, WorkingDay day, Dice dice)
    {
        var night = day.At(2, 10);
        var by = Principal.Session(
            Corvina.Production, "/service-role/", "AWSBackupDefaultServiceRole", "AROA6CORVINA6BACKUP7X", "AWSBackup-Nightly",
            $"ASIA{dice.Id(16)}", night, "backup.amazonaws.com", "backup.amazonaws.com");
        foreach (var volume in Enumerable.Range(1, 12))
        {
            trail.Add(new Call(night.AddSeconds(volume * 20), by, "ec2", "CreateSnapshot")
            {
                IsReadOnly = false,
                Parameters = new() { ["volumeId"] = $"vol-{dice.Hex(17)}", ["description"] = "This snapshot is created by the AWS Backup service." },
                Response = new() { ["snapshotId"] = $"snap-{dice.Hex(17)}", ["status"] = "pending" },
            });
        }
    }

    // The machines are those that the estate has at the time.
    private static void Scale(TrailWriter trail, WorkingDay day, CompanyEstate company)
    {
        foreach (var slot in company.Accounts.First().Regions.First().Slots.Where(slot => !slot.IsPermanent))
        {
            for (var generation = slot.GenerationAt(day.Start) - 1; generation <= slot.GenerationAt(day.End); generation++)
            {
                var machine = slot.Machine(generation);
                trail.Add(MachineCalls.Launch(machine));
                trail.Add(MachineCalls.Terminate(machine, machine.EndsAt!.Value));
            }
        }
    }

    private static readonly (string Service, string Role, TimeSpan Period)[] Helpers =
    [
        ("config.amazonaws.com", "AWSServiceRoleForConfig", TimeSpan.FromMinutes(20)),
        ("ecs.amazonaws.com", "AWSServiceRoleForECS", TimeSpan.FromMinutes(6)),
        ("elasticloadbalancing.amazonaws.com", "AWSServiceRoleForElasticLoadBalancing", TimeSpan.FromMinutes(30)),
        ("guardduty.amazonaws.com", "AWSServiceRoleForAmazonGuardDuty", TimeSpan.FromMinutes(45)),
        ("rds.amazonaws.com", "AWSServiceRoleForRDS", TimeSpan.FromHours(1)),
    ];
}
