using System.Collections.Immutable;
using System.Globalization;

namespace Raposa.DemoWorld.Estate.Identity;

internal static class UserBuilder
{
    /// <summary>Before the anchor: when the demo's thief makes itself a user (<c>CreateUser</c>).</summary>
    public static readonly TimeSpan AttackerBefore = TimeSpan.FromMinutes(333);

    public static ImmutableArray<IamUser> Of(AccountEstate account, DateTimeOffset anchor, Func<string, string, string> id)
    {
        AccessKey Key(string user, int number, int age, LastUse? use, string service = "s3", bool isActive = true) => new(
            $"AKIA{account.Company.Ids.Base32(16, "key", account.Id, user, number.ToString(CultureInfo.InvariantCulture))}", isActive, anchor.AddDays(-age), use, Service: service);
        LastUse Daily(int hour, int minute) => new(new(2020, 1, 1, hour, minute, 0, TimeSpan.Zero), true);
        LastUse DaysAgo(double days) => new(anchor.AddDays(-days), false);
        IamUser User(string name, int age) => new(name, id("AIDA", name), anchor.AddDays(-age));

        switch (account.Kind)
        {
            case AccountKind.Production:
                return
                [
                    User(IdentityBuilder.BreakGlass, 1100) with { Groups = ["Administrators"], HasPassword = true, HasMfa = true, PasswordUse = DaysAgo(143) },
                    User("ines.carvalho", 1050) with { Groups = ["Administrators"], HasPassword = true, HasMfa = true, PasswordUse = Daily(8, 12) },
                    User(IdentityBuilder.Contractor, 520) with
                    {
                        Groups = ["Developers"], HasPassword = true, PasswordUse = DaysAgo(241), Keys = [Key(IdentityBuilder.Contractor, 1, 518, DaysAgo(240), "ec2")],
                    },
                    User("rui.tavares", 1040) with { Groups = ["Administrators"], HasPassword = true, PasswordUse = DaysAgo(96) },
                    new(IdentityBuilder.Attacker, "AIDA6CORVINA7BACKSY2X", anchor - AttackerBefore)
                    {
                        Attached = [PolicyTexts.Administrator], HasPassword = true, PasswordUse = new(anchor - AttackerBefore + TimeSpan.FromMinutes(11), false),
                        Keys = [new($"AKIA{account.Company.Ids.Base32(16, "key", account.Id, IdentityBuilder.Attacker)}", true, anchor - AttackerBefore + TimeSpan.FromMinutes(1), null)],
                    },
                    User(RoleBuilder.ForgottenDeployer, 980) with { Attached = [Local(account, "corvina-ci-deploy")], Keys = [Key("svc-ci-legacy", 1, 980, DaysAgo(33), "ecr"), Key("svc-ci-legacy", 2, 1200, null, isActive: false)] },
                    User(IdentityBuilder.LegacyBackup, 1400) with
                    {
                        Attached = [PolicyTexts.Administrator], Keys = [Key(IdentityBuilder.LegacyBackup, 1, 1400, new(anchor - IdentityBuilder.LegacyBackupIdle, false), "ec2")],
                    },
                    User("svc-mail", 700) with { Groups = ["Services"], Inline = [("send-mail", PolicyTexts.Allow("*", "ses:SendEmail", "ses:SendRawEmail"))], Keys = [Key("svc-mail", 1, 80, Daily(6, 45), "ses")] },
                    new(Corvina.ReportUser.Name, Corvina.ReportUser.UserId, anchor.AddDays(-610))
                    {
                        Attached = [Local(account, "corvina-report-writer")], Keys = [new(Corvina.ReportUser.AccessKey, true, anchor.AddDays(-610), Daily(0, 30))],
                    },
                ];
            case AccountKind.Staging:
                return
                [
                    User("beatriz.lourenco", 600) with { Groups = ["Developers"], HasPassword = true, PasswordUse = DaysAgo(12) },
                    User("svc-loadtest", 420) with { Attached = [PolicyTexts.PowerUser], Keys = [Key("svc-loadtest", 1, 420, DaysAgo(150), "ec2")] },
                    User("svc-terraform", 900) with { Attached = [PolicyTexts.Administrator], Keys = [Key("svc-terraform", 1, 25, Daily(9, 20), "ec2")] },
                ];
            case AccountKind.Security:
                return [User("clara.rebelo", 800) with { Groups = ["Administrators"], HasPassword = true, HasMfa = true, PasswordUse = Daily(9, 5) }];
            default:
                return [User("sandbox-owner", 200) with { Groups = ["Developers"], HasPassword = true, HasMfa = true, PasswordUse = DaysAgo(20) }];
        }
    }

    private static string Local(AccountEstate account, string policy) => $"arn:aws:iam::{account.Id}:policy/{policy}";
}
