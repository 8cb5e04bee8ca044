using System.Collections.Immutable;

namespace Raposa.DemoWorld.Estate.Identity;

internal static class RoleBuilder
{
    /// <summary>It lets a vendor in without an external id: planted.</summary>
    public const string Monitoring = "monitoring-vendor";

    /// <summary>Any function may act as it, and it may do everything: who may pass it to a function has the account. Planted.</summary>
    public const string AccountSetup = "corvina-account-setup";

    /// <summary>Who may: the role of deployments and its forgotten user.</summary>
    public const string Deployer = "ci-deploy", ForgottenDeployer = "svc-ci-legacy";

    public const string Scanner = "posture-scanner";

    public static ImmutableArray<IamRole> Of(AccountEstate account, Func<string, string, string> id)
    {
        LastUse Daily(int hour) => new(new(2020, 1, 1, hour, 21, 0, TimeSpan.Zero), true);
        IamRole Machine(string name, params string[] attached) =>
            new(name, "/", id("AROA", name), PolicyTexts.TrustService("ec2.amazonaws.com"), [.. attached]) { HasProfile = true, Use = Daily(7) };

        List<IamRole> roles =
        [
            new("AWSServiceRoleForAmazonGuardDuty", "/aws-service-role/guardduty.amazonaws.com/", id("AROA", "guardduty"), PolicyTexts.TrustService("guardduty.amazonaws.com"), []),
            new("AWSServiceRoleForAutoScaling", "/aws-service-role/autoscaling.amazonaws.com/", id("AROA", "autoscaling"), PolicyTexts.TrustService("autoscaling.amazonaws.com"), []) { Use = Daily(3) },
            new(Deployer, "/", "AROA6CORVINA3CIDEPL4X", PolicyTexts.TrustGitHub(account.Id, "corvina/*"), [$"arn:aws:iam::{account.Id}:policy/corvina-ci-deploy"]) { Use = Daily(10) },
            Machine("corvina-batch", PolicyTexts.Ssm, $"arn:aws:iam::{account.Id}:policy/corvina-app-data"),
            Machine("corvina-eks-node", PolicyTexts.EksNode, PolicyTexts.EcrRead, PolicyTexts.Ssm),
            Machine("corvina-web", PolicyTexts.Ssm, $"arn:aws:iam::{account.Id}:policy/corvina-app-data"),
            Machine("corvina-worker", PolicyTexts.Ssm, $"arn:aws:iam::{account.Id}:policy/corvina-app-data"),
            new(Scanner, "/", id("AROA", "scanner"), PolicyTexts.TrustPrincipal($"arn:aws:iam::{Corvina.ScannerVendor}:root", account.Company.Ids.Uuid("scanner", account.Id)), [PolicyTexts.SecurityAudit]) { Use = Daily(4) },
        ];
        roles.AddRange(Corvina.Staff.Select(person => (person.PermissionSet, person.Duty)).DistinctBy(one => one.PermissionSet.Role).Select(one => new IamRole(
            one.PermissionSet.Role, $"/aws-reserved/sso.amazonaws.com/{Corvina.Region}/", one.PermissionSet.Id, PolicyTexts.TrustSaml(account.Id),
            [
                one.Duty switch
                {
                    Duty.Platform => PolicyTexts.Administrator, Duty.Developer => PolicyTexts.PowerUser, Duty.Security => PolicyTexts.SecurityAudit,
                    Duty.Finance => PolicyTexts.Billing, _ => PolicyTexts.ReadOnly,
                },
            ]) { Use = Daily(9), MostSeconds = 43_200 }));
        if (account.IsProduction)
        {
            roles.Add(new(Monitoring, "/", id("AROA", Monitoring), PolicyTexts.TrustPrincipal($"arn:aws:iam::{Corvina.MonitoringVendor}:root", null), [PolicyTexts.ReadOnly]) { Use = Daily(0) });
            roles.Add(new(AccountSetup, "/", id("AROA", AccountSetup), PolicyTexts.TrustService("lambda.amazonaws.com"), [PolicyTexts.Administrator]) { Use = Daily(5) });
            roles.Add(new("AWSBackupDefaultServiceRole", "/service-role/", "AROA6CORVINA6BACKUP7X", PolicyTexts.TrustService("backup.amazonaws.com"), [PolicyTexts.Backup]) { Use = Daily(2) });
            roles.Add(new("corvina-replication", "/", id("AROA", "replication"), PolicyTexts.TrustService("s3.amazonaws.com"), []));
            roles.AddRange(Corvina.Functions.Concat(Corvina.Tasks).Select(one => new IamRole(
                $"{one.Name}-role", "/", one.RoleId,
                PolicyTexts.TrustService(Corvina.Functions.Contains(one) ? "lambda.amazonaws.com" : "ecs-tasks.amazonaws.com"),
                [$"arn:aws:iam::{account.Id}:policy/corvina-app-data"]) { Use = Daily(11) }));
        }

        return [.. roles.OrderBy(role => role.Name, StringComparer.Ordinal)];
    }
}
