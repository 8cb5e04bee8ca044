using System.Globalization;
using Raposa.DemoWorld.Trail;

namespace Raposa.DemoWorld.Life;

/// <summary>The product: functions and containers that read and write objects, fetch secrets and decrypt.</summary>
internal static class Workloads
{
    private const string Endpoint = "vpce-0c0a71d25e9b3f648";

    public static void Live(TrailWriter trail, WorkingDay day, Dice dice)
    {
        foreach (var function in Corvina.Functions)
        {
            RunFunction(trail, day, function, dice.Fork(function.Name));
        }

        foreach (var task in Corvina.Tasks)
        {
            RunTask(trail, day, task, dice.Fork(task.Name));
        }

        Report(trail, day, dice.Fork("report"));
    }

    private static void RunFunction(TrailWriter trail, WorkingDay day, Workload function, Dice dice)
    {
        var lambda = Principal.Service(Corvina.Production, "lambda.amazonaws.com");
        foreach (var at in day.CustomerMoments(dice, dice.Between(110, 160)))
        {
            if (dice.Percent(25))
            {
                trail.Add(Sts.AssumeRole(at.AddSeconds(-1), lambda, Corvina.Production, $"{function.Name}-role", function.RoleId, function.Name, dice));
            }

            var me = function.Running(function.Name, at, dice);
            foreach (var (bucket, name) in function.Objects)
            {
                trail.Add(S3.Object(at, me, name, bucket, Key(dice), dice.Between(2_000, 400_000), dice));
            }

            if (dice.Percent(30))
            {
                trail.Add(Decrypt(at, me, dice));
            }
        }
    }

    private static void RunTask(TrailWriter trail, WorkingDay day, Workload task, Dice dice)
    {
        var session = dice.Hex(32);
        foreach (var at in day.CustomerMoments(dice, dice.Between(420, 520)))
        {
            var me = task.Running(session, at.AddMinutes(-(at.Minute % 50) - 1), dice);
            foreach (var (bucket, name) in task.Objects)
            {
                trail.Add(S3.Object(at, me, name, bucket, Key(dice), dice.Between(10_000, 2_000_000), dice) with { VpcEndpoint = Endpoint });
            }
        }

        foreach (var at in day.Every(TimeSpan.FromHours(2), dice))
        {
            var me = task.Running(session, at.AddMinutes(-1), dice);
            trail.Add(new Call(at, me, "secretsmanager", "GetSecretValue") { Parameters = new() { ["secretId"] = $"prod/{task.Name}/database" } });
            trail.Add(Decrypt(at, me, dice));
        }
    }

    // The user whose key is leaked later: once an hour, from the company's own address.
    private static void Report(TrailWriter trail, WorkingDay day, Dice dice)
    {
        var user = Corvina.ReportUser;
        var me = Principal.IamUser(Corvina.Production, user.Name, user.UserId, user.AccessKey, Corvina.EgressIp, Corvina.Boto);
        foreach (var at in day.Every(TimeSpan.FromHours(1), dice))
        {
            trail.Add(S3.Object(
                at, me, "PutObject", Corvina.ExportBucket,
                string.Create(CultureInfo.InvariantCulture, $"hourly/{at:yyyy-MM-dd-HH}.csv.gz"), dice.Between(80_000, 160_000), dice));
        }
    }

    private static Call Decrypt(DateTimeOffset at, Principal by, Dice dice) => new(at, by, "kms", dice.Percent(70) ? "Decrypt" : "GenerateDataKey")
    {
        Parameters = new() { ["encryptionAlgorithm"] = "SYMMETRIC_DEFAULT" },
        Resources = [("AWS::KMS::Key", $"arn:aws:kms:{Corvina.Region}:{Corvina.Production}:key/5d1c0c0a-7b2e-4f9d-8a36-91e4c7b2d05f")],
        VpcEndpoint = Endpoint,
    };

    private static string Key(Dice dice) => $"{dice.Pick(Tenants)}/{dice.Hex(12)}";

    private static readonly string[] Tenants = ["alvorada", "borealis", "cardo", "delfim", "estrela", "figueira", "giesta", "horta"];
}
