using System.Collections.Immutable;

namespace Raposa.DemoWorld.Estate.Identity;

/// <summary>Users, groups, roles and policies of an account. People come through single sign-on; the users that are left are why that is not enough.</summary>
internal static class IdentityBuilder
{
    public const string LegacyBackup = "svc-legacy-backup", Contractor = "paulo.rego", BreakGlass = "break-glass-1", Attacker = "svc-backup-sync";

    /// <summary>So long ago was the dormant administrator's key last used, before the anchor.</summary>
    public static readonly TimeSpan LegacyBackupIdle = TimeSpan.FromDays(187);

    public static IdentityEstate Of(AccountEstate account)
    {
        var anchor = account.Company.Options.Anchor;
        string Id(string prefix, string name) => $"{prefix}{account.Company.Ids.Base32(17, prefix, account.Id, name)}";
        var own = OwnPolicies(account, Id);
        return new(
            UserBuilder.Of(account, anchor, Id),
            [
                new("Administrators", Id("AGPA", "Administrators"), [PolicyTexts.Administrator]),
                new("Developers", Id("AGPA", "Developers"), [PolicyTexts.PowerUser]),
                new("Services", Id("AGPA", "Services"), []),
            ],
            RoleBuilder.Of(account, Id),
            [
                .. own,
                .. PolicyTexts.Aws.Select(arn => new IamPolicy(arn, arn[(arn.LastIndexOf('/') + 1)..], $"ANPA{account.Company.Ids.Base32(17, "policy", arn)}", PolicyTexts.Of(arn))),
            ],
            // The staging account's root has no second factor: planted.
            new(new(2016, 9, 1, 8, 0, 0, TimeSpan.Zero), anchor.AddDays(-412), account.Kind != AccountKind.Staging, account.Kind == AccountKind.Staging))
        {
            PasswordPolicy = account.Kind switch
            {
                AccountKind.Production => new(14, true, 90, 24), AccountKind.Security => new(16, true, null, 24), _ => null,
            },
        };
    }

    private static ImmutableArray<IamPolicy> OwnPolicies(AccountEstate account, Func<string, string, string> id)
    {
        IamPolicy Make(string name, System.Text.Json.Nodes.JsonObject document) => new($"arn:aws:iam::{account.Id}:policy/{name}", name, id("ANPA", name), document);
        return
        [
            Make("corvina-report-writer", PolicyTexts.Allow($"arn:aws:s3:::{Corvina.ExportBucket}/*", "s3:PutObject", "iam:ListUsers", "iam:CreateUser", "iam:AttachUserPolicy", "iam:CreateAccessKey", "iam:CreateLoginProfile")),
            Make("corvina-ci-deploy", PolicyTexts.Allow("*", "ecs:*", "ecr:*", "iam:PassRole", "cloudformation:*", "lambda:*")),
            Make("corvina-app-data", PolicyTexts.Allow("arn:aws:s3:::corvina-*", "s3:GetObject", "s3:PutObject", "kms:Decrypt")),
        ];
    }
}
