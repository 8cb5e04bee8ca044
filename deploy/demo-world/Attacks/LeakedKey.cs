using System.Text.Json.Nodes;
using Raposa.DemoWorld.Trail;

namespace Raposa.DemoWorld.Attacks;

/// <summary>
/// The key of a program stands in a public repository. Somebody tries it from an address the program never had: what may
/// it do, who else is there, a new administrator with a password and a key, and then the trail is switched off. The
/// organization's own trail in another account goes on, which is why the rest is seen at all.
/// </summary>
internal static class LeakedKey
{
    private const string Ip = "192.0.2.146";
    private const string Cli = "aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/linux#6.5.0-41-generic md/arch#x86_64 lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off";
    private const string NewUser = "svc-backup-sync";
    private const string NewUserId = "AIDA6CORVINA7BACKSY2X";

    public static void Happen(TrailWriter trail, DateTimeOffset end, Dice dice)
    {
        var user = Corvina.ReportUser;
        var thief = Principal.IamUser(Corvina.Production, user.Name, user.UserId, user.AccessKey, Ip, Cli);
        var at = end - TimeSpan.FromMinutes(340);
        foreach (var step in Steps(thief, dice))
        {
            at += dice.Seconds(6, 55);
            trail.Add(step(at) with { Story = DemoStory.LeakedKey });
        }

        Return(trail, at.AddMinutes(7), dice);
    }

    private static IEnumerable<Func<DateTimeOffset, Call>> Steps(Principal thief, Dice dice)
    {
        var account = Corvina.Production;
        var trail = $"arn:aws:cloudtrail:{Corvina.Region}:{account}:trail/{Corvina.TrailName}";

        yield return at => new(at, thief, "sts", "GetCallerIdentity") { Region = Corvina.GlobalRegion };
        yield return at => Iam.Call(at, thief, "ListUsers");
        yield return at => Iam.Call(at, thief, "ListAttachedUserPolicies", new() { ["userName"] = thief.Identity["userName"]!.GetValue<string>() });
        yield return at => Iam.Call(at, thief, "GetAccountAuthorizationDetails").Denied("iam:GetAccountAuthorizationDetails", "*");
        yield return at => Iam.Call(at, thief, "ListRoles").Denied("iam:ListRoles", $"arn:aws:iam::{account}:role/");
        yield return at => new Call(at, thief, "s3", "ListBuckets") { Region = Corvina.GlobalRegion }.Denied("s3:ListAllMyBuckets", "*");
        foreach (var region in (string[])[Corvina.GlobalRegion, Corvina.Region, "ap-southeast-1"])
        {
            yield return at => new(at, thief, "ec2", "DescribeInstances")
            {
                Region = region,
                Parameters = new() { ["instancesSet"] = new JsonObject(), ["filterSet"] = new JsonObject() },
                Error = ("Client.UnauthorizedOperation", $"You are not authorized to perform this operation. User: {thief.Arn} is not authorized to perform: ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action"),
            };
        }

        yield return at => new Call(at, thief, "secretsmanager", "ListSecrets").Denied("secretsmanager:ListSecrets", "*");
        yield return at => new Call(at, thief, "ssm", "DescribeParameters").Denied("ssm:DescribeParameters", "*");
        yield return at => Iam.CreateUser(at, thief, NewUser, NewUserId);
        yield return at => Iam.Call(at, thief, "AttachUserPolicy", new()
        {
            ["userName"] = NewUser, ["policyArn"] = "arn:aws:iam::aws:policy/AdministratorAccess",
        });
        yield return at => Iam.CreateAccessKey(at, thief, NewUser, $"AKIA{dice.Id(16)}");
        yield return at => Iam.CreateLoginProfile(at, thief, NewUser);
        yield return at => new(at, thief, "cloudtrail", "DescribeTrails") { Parameters = new() { ["includeShadowTrails"] = true } };
        yield return at => new(at, thief, "cloudtrail", "StopLogging") { IsReadOnly = false, Parameters = new() { ["name"] = trail } };
        yield return at => new(at, thief, "cloudtrail", "DeleteTrail") { IsReadOnly = false, Parameters = new() { ["name"] = trail } };
    }

    // Through the front door with the new password, and a look at what is worth taking.
    private static void Return(TrailWriter trail, DateTimeOffset at, Dice dice)
    {
        var admin = Principal.IamUser(Corvina.Production, NewUser, NewUserId, null, Ip, Corvina.Firefox) with { IsConsole = true };
        trail.Add(SignInPage.Enter(at, admin, isSuccess: true, usedMfa: false) with { Story = DemoStory.LeakedKey });
        foreach (var (service, name) in ((string, string)[])
            [("s3", "ListBuckets"), ("rds", "DescribeDBInstances"), ("secretsmanager", "ListSecrets"), ("ec2", "DescribeInstances")])
        {
            at += dice.Seconds(9, 40);
            trail.Add(new Call(at, admin, service, name) { Story = DemoStory.LeakedKey });
        }
    }
}
