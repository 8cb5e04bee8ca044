using System.Globalization;
using Raposa.DemoWorld.Trail;

namespace Raposa.DemoWorld.Life;

/// <summary>Builds at GitHub that push an image and roll it out: first to staging, then to production.</summary>
internal static class Deployments
{
    private const string Role = "ci-deploy";
    private const string RoleId = "AROA6CORVINA3CIDEPL4X";
    private const string UserAgent = "aws-cli/2.19.1 md/awscrt#0.22.0 ua/2.0 os/linux#6.8.0-1017-azure md/arch#x86_64 lang/python#3.12.6 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off";

    private static readonly string[] Services = ["api", "query", "ingest", "compactor"];
    private static readonly string[] Functions = ["report-renderer", "upload-scanner", "thumbnailer", "invoice-mailer", "webhook-relay"];

    public static void Live(TrailWriter trail, WorkingDay day, Dice dice)
    {
        var run = dice.Between(41_200, 41_900);
        foreach (var start in day.OfficeMoments(dice, 14))
        {
            run++;
            var ip = $"192.0.2.{dice.Between(20, 60)}";
            Deploy(trail, Corvina.Staging, start, run, ip, dice);
            if (dice.Percent(60))
            {
                Deploy(trail, Corvina.Production, start.AddMinutes(dice.Between(9, 30)), run, ip, dice);
            }
        }
    }

    private static void Deploy(TrailWriter trail, string account, DateTimeOffset start, int run, string ip, Dice dice)
    {
        var session = string.Create(CultureInfo.InvariantCulture, $"github-{run}");
        var service = dice.Pick(Services);
        trail.Add(Sts.AssumeRoleWithWebIdentity(
            start, account, Role, RoleId, session, $"repo:corvina/{service}:ref:refs/heads/main", ip, dice));

        var ci = Principal.Session(account, "/", Role, RoleId, session, $"ASIA{dice.Id(16)}", start, ip, UserAgent);
        var at = start;
        Call Next(string on, string name, bool isReadOnly = false)
        {
            at += dice.Seconds(1, 25);
            return new(at, ci, on, name) { IsReadOnly = isReadOnly };
        }

        trail.Add(Next("sts", "GetCallerIdentity", isReadOnly: true));
        trail.Add(Next("ecr", "GetAuthorizationToken", isReadOnly: true) with { Parameters = new() });
        for (var layer = dice.Between(3, 6); layer > 0; layer--)
        {
            trail.Add(Next("ecr", "UploadLayerPart") with
            {
                Parameters = new() { ["repositoryName"] = $"corvina/{service}", ["uploadId"] = dice.Uuid(), ["partFirstByte"] = 0 },
            });
        }

        trail.Add(Next("ecr", "PutImage") with
        {
            Parameters = new() { ["repositoryName"] = $"corvina/{service}", ["imageTag"] = dice.Hex(7) },
        });
        trail.Add(Next("ecs", "DescribeTaskDefinition", isReadOnly: true) with { Parameters = new() { ["taskDefinition"] = service } });
        trail.Add(Next("ecs", "RegisterTaskDefinition") with { Parameters = new() { ["family"] = service, ["networkMode"] = "awsvpc" } });
        trail.Add(Next("ecs", "UpdateService") with
        {
            Parameters = new() { ["cluster"] = "corvina", ["service"] = service, ["taskDefinition"] = $"{service}:{run % 900}" },
        });
        for (var look = dice.Between(4, 9); look > 0; look--)
        {
            trail.Add(Next("ecs", "DescribeServices", isReadOnly: true) with { Parameters = new() { ["cluster"] = "corvina" } });
        }

        if (dice.Percent(40))
        {
            var function = dice.Pick(Functions);
            trail.Add(Next("cloudformation", "UpdateStack") with { Parameters = new() { ["stackName"] = $"corvina-{function}" } });
            trail.Add(Next("lambda", "UpdateFunctionCode20150331v2") with
            {
                By = ci.Through("cloudformation.amazonaws.com"),
                Parameters = new() { ["functionName"] = function, ["dryRun"] = false, ["publish"] = true },
                Response = new() { ["functionName"] = function, ["codeSha256"] = dice.Hex(43), ["state"] = "Active" },
            });
        }
    }
}
