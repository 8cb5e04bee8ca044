using System.Globalization;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Estate.Identity;

/// <summary>IAM's reads.</summary>
internal static class IdentityDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["GetAccountAuthorizationDetails"] = Details,
        ["ListUsers"] = call => EstateAnswer.List("Users", Users(call), user => User(call, user)),
        ["ListRoles"] = call => EstateAnswer.List("Roles", Roles(call), role => Role(call, role)),
        ["ListAccessKeys"] = AccessKeys,
        ["GetAccessKeyLastUsed"] = KeyUse,
        ["ListMFADevices"] = MfaDevices,
        ["ListVirtualMFADevices"] = VirtualDevices,
        ["GetAccountSummary"] = Summary,
        ["GetAccountPasswordPolicy"] = Passwords,
        ["GetLoginProfile"] = LoginProfile,
        ["GenerateCredentialReport"] = call => EstateAnswer.Of(new() { ["State"] = "COMPLETE" }),
        ["GetCredentialReport"] = CredentialReport.Answer,
        ["ListAccountAliases"] = call => EstateAnswer.List("AccountAliases", (string[])[$"corvina-{call.Account.Environment}"], alias => alias),
        ["ListOpenIDConnectProviders"] = Providers,
        ["ListSAMLProviders"] = call => EstateAnswer.Of(new()
        {
            ["SAMLProviderList"] = new JsonArray(new JsonObject
            {
                ["Arn"] = $"arn:aws:iam::{call.Account.Id}:saml-provider/AWSSSO_3f1c9a70e2b8d465_DO_NOT_DELETE",
                ["ValidUntil"] = "2123-05-16T08:00:00+00:00", ["CreateDate"] = "2023-05-16T08:00:00+00:00",
            }),
        }),
        ["ListServerCertificates"] = call => EstateAnswer.List<string>("ServerCertificateMetadataList", [], name => name),
    };

    /// <summary>Those that are there at that time.</summary>
    public static List<IamUser> Users(EstateCall call) => [.. call.Account.Identity.Users.Where(user => user.CreatedAt <= call.Now)];

    private static List<IamRole> Roles(EstateCall call) =>
    [
        .. call.Account.Identity.Roles.Concat(call.Foreign.Select(role => new IamRole(
            role.Name, "/", $"AROA{call.Company.Ids.Base32(17, "foreign", call.Account.Id, role.Name)}", PolicyTexts.TrustPrincipal(role.TrustedPrincipal, role.ExternalId), []) { CreatedAt = role.DeployedAt, Use = new(role.DeployedAt, false) }))
            .OrderBy(role => role.Name, StringComparer.Ordinal),
    ];

    private static EstateAnswer Details(EstateCall call)
    {
        var filter = call.Texts("Filter");
        bool Wants(string kind) => filter.Count == 0 || filter.Contains(kind);
        var identity = call.Account.Identity;
        return EstateAnswer.Lists(
            ListPart.Of("UserDetailList", Wants("User") ? Users(call) : [], user => UserDetail(call, user)),
            ListPart.Of("GroupDetailList", Wants("Group") ? identity.Groups.ToList() : [], group => new JsonObject
            {
                ["Path"] = "/", ["GroupName"] = group.Name, ["GroupId"] = group.Id,
                ["Arn"] = $"arn:aws:iam::{call.Account.Id}:group/{group.Name}",
                ["CreateDate"] = "2023-05-16T08:31:00+00:00", ["GroupPolicyList"] = new JsonArray(),
                ["AttachedManagedPolicies"] = Attached(group.Attached),
            }),
            ListPart.Of("RoleDetailList", Wants("Role") ? Roles(call) : [], role => RoleDetail(call, role)),
            ListPart.Of("Policies", [.. identity.Policies.Where(policy => Wants(policy.IsAws ? "AWSManagedPolicy" : "LocalManagedPolicy"))], policy => Policy(identity, policy)));
    }

    private static JsonObject User(EstateCall call, IamUser user) => new JsonObject
    {
        ["Path"] = "/", ["UserName"] = user.Name, ["UserId"] = user.Id,
        ["Arn"] = $"arn:aws:iam::{call.Account.Id}:user/{user.Name}", ["CreateDate"] = Json.Time(user.CreatedAt),
    }.With("PasswordLastUsed", user.HasPassword && user.PasswordUse is { } use ? Json.Time(use.AsOf(call.Now)) : null);

    private static JsonObject UserDetail(EstateCall call, IamUser user) => new()
    {
        ["Path"] = "/", ["UserName"] = user.Name, ["UserId"] = user.Id,
        ["Arn"] = $"arn:aws:iam::{call.Account.Id}:user/{user.Name}", ["CreateDate"] = Json.Time(user.CreatedAt),
        ["UserPolicyList"] = Inline(user.Inline), ["GroupList"] = Json.Texts(user.Groups),
        ["AttachedManagedPolicies"] = Attached(user.Attached),
        ["Tags"] = user.Name.StartsWith("svc-", StringComparison.Ordinal) ? Json.Tags(("kind", "service")) : [],
    };

    private static JsonObject Role(EstateCall call, IamRole role) => new()
    {
        ["Path"] = role.Path, ["RoleName"] = role.Name, ["RoleId"] = role.Id,
        ["Arn"] = $"arn:aws:iam::{call.Account.Id}:role{role.Path}{role.Name}",
        ["CreateDate"] = Json.Time(role.CreatedAt), ["AssumeRolePolicyDocument"] = role.Trust.DeepClone(),
        ["MaxSessionDuration"] = role.MostSeconds,
    };

    private static JsonObject RoleDetail(EstateCall call, IamRole role) => new()
    {
        ["Path"] = role.Path, ["RoleName"] = role.Name, ["RoleId"] = role.Id,
        ["Arn"] = $"arn:aws:iam::{call.Account.Id}:role{role.Path}{role.Name}",
        ["CreateDate"] = Json.Time(role.CreatedAt), ["AssumeRolePolicyDocument"] = role.Trust.DeepClone(),
        ["InstanceProfileList"] = role.HasProfile
            ? new JsonArray(new JsonObject
            {
                ["Path"] = "/", ["InstanceProfileName"] = role.Name,
                ["InstanceProfileId"] = $"AIPA{call.Company.Ids.Base32(17, "profile", call.Account.Id, role.Name)}",
                ["Arn"] = $"arn:aws:iam::{call.Account.Id}:instance-profile/{role.Name}",
                ["CreateDate"] = Json.Time(role.CreatedAt), ["Roles"] = new JsonArray(Role(call, role)),
            })
            : [],
        ["RolePolicyList"] = Inline(role.Inline), ["AttachedManagedPolicies"] = Attached(role.Attached), ["Tags"] = new JsonArray(),
        ["RoleLastUsed"] = role.Use is { } use ? new JsonObject { ["LastUsedDate"] = Json.Time(use.AsOf(call.Now)), ["Region"] = Corvina.Region } : new JsonObject(),
    };

    private static JsonObject Policy(IdentityEstate identity, IamPolicy policy) => new()
    {
        ["PolicyName"] = policy.Name, ["PolicyId"] = policy.Id, ["Arn"] = policy.Arn, ["Path"] = "/", ["DefaultVersionId"] = "v1",
        ["AttachmentCount"] = identity.Users.Count(one => one.Attached.Contains(policy.Arn)) + identity.Roles.Count(one => one.Attached.Contains(policy.Arn)) + identity.Groups.Count(one => one.Attached.Contains(policy.Arn)),
        ["PermissionsBoundaryUsageCount"] = 0, ["IsAttachable"] = true, ["CreateDate"] = "2022-02-01T10:00:00+00:00",
        ["UpdateDate"] = "2022-02-01T10:00:00+00:00",
        ["PolicyVersionList"] = new JsonArray(new JsonObject
        {
            ["Document"] = policy.Document.DeepClone(), ["VersionId"] = "v1", ["IsDefaultVersion"] = true,
            ["CreateDate"] = "2022-02-01T10:00:00+00:00",
        }),
    };

    private static JsonArray Attached(IEnumerable<string> arns) =>
        Json.Array(arns.Select(arn => new JsonObject { ["PolicyName"] = arn[(arn.LastIndexOf('/') + 1)..], ["PolicyArn"] = arn }));

    private static JsonArray Inline(IEnumerable<(string Name, JsonObject Document)> policies) =>
        Json.Array(policies.Select(policy => new JsonObject { ["PolicyName"] = policy.Name, ["PolicyDocument"] = policy.Document.DeepClone() }));

    private static EstateAnswer AccessKeys(EstateCall call)
    {
        var user = Find(call);
        return EstateAnswer.List("AccessKeyMetadata", user.Keys, key => new JsonObject
        {
            ["UserName"] = user.Name, ["AccessKeyId"] = key.Id, ["Status"] = key.IsActive ? "Active" : "Inactive",
            ["CreateDate"] = Json.Time(key.CreatedAt),
        });
    }

    private static EstateAnswer KeyUse(EstateCall call)
    {
        var id = call.Needed("AccessKeyId");
        var user = Users(call).FirstOrDefault(one => one.Keys.Any(key => key.Id == id)) ?? throw new AwsErrorException(403, "AccessDenied", "Access Denied");
        var key = user.Keys.First(one => one.Id == id);
        return EstateAnswer.Of(new()
        {
            ["UserName"] = user.Name,
            ["AccessKeyLastUsed"] = key.Use is { } use
                ? new JsonObject { ["LastUsedDate"] = Json.Time(use.AsOf(call.Now)), ["ServiceName"] = key.Service, ["Region"] = key.Region }
                : new JsonObject { ["ServiceName"] = "N/A", ["Region"] = "N/A" },
        });
    }

    private static EstateAnswer MfaDevices(EstateCall call)
    {
        var user = Find(call);
        return EstateAnswer.List("MFADevices", user.HasMfa ? (IamUser[])[user] : [], one => new JsonObject
        {
            ["UserName"] = one.Name, ["SerialNumber"] = $"arn:aws:iam::{call.Account.Id}:mfa/{one.Name}",
            ["EnableDate"] = Json.Time(one.CreatedAt.AddHours(1)),
        });
    }

    private static EstateAnswer VirtualDevices(EstateCall call)
    {
        var root = call.Account.Identity.Root.HasMfa
            ? new JsonObject[]
            {
                new()
                {
                    ["SerialNumber"] = $"arn:aws:iam::{call.Account.Id}:mfa/root-account-mfa-device",
                    ["EnableDate"] = "2023-05-16T08:05:00+00:00",
                    ["User"] = new JsonObject { ["UserId"] = call.Account.Id, ["Arn"] = $"arn:aws:iam::{call.Account.Id}:root", ["CreateDate"] = Json.Time(call.Account.Identity.Root.CreatedAt), ["Path"] = "/", ["UserName"] = "root" },
                },
            }
            : [];
        return EstateAnswer.List(
            "VirtualMFADevices",
            [
                .. root,
                .. Users(call).Where(user => user.HasMfa).Select(user => new JsonObject
                {
                    ["SerialNumber"] = $"arn:aws:iam::{call.Account.Id}:mfa/{user.Name}",
                    ["EnableDate"] = Json.Time(user.CreatedAt.AddHours(1)), ["User"] = User(call, user),
                }),
            ],
            device => device);
    }

    private static EstateAnswer Summary(EstateCall call)
    {
        var identity = call.Account.Identity;
        return EstateAnswer.Of(new()
        {
            ["SummaryMap"] = new JsonObject
            {
                ["Users"] = Users(call).Count, ["Groups"] = identity.Groups.Length, ["Roles"] = Roles(call).Count,
                ["Policies"] = identity.Policies.Count(policy => !policy.IsAws),
                ["MFADevices"] = Users(call).Count(user => user.HasMfa) + (identity.Root.HasMfa ? 1 : 0),
                ["MFADevicesInUse"] = Users(call).Count(user => user.HasMfa) + (identity.Root.HasMfa ? 1 : 0),
                ["AccountMFAEnabled"] = identity.Root.HasMfa ? 1 : 0, ["AccountAccessKeysPresent"] = identity.Root.HasKey ? 1 : 0,
                ["AccountSigningCertificatesPresent"] = 0,
                ["UsersQuota"] = 5000, ["RolesQuota"] = 1000, ["AccessKeysPerUserQuota"] = 2,
            },
        });
    }

    private static EstateAnswer Passwords(EstateCall call) => call.Account.Identity.PasswordPolicy is { } policy
        ? EstateAnswer.Of(new()
        {
            ["PasswordPolicy"] = new JsonObject
            {
                ["MinimumPasswordLength"] = policy.Length, ["RequireSymbols"] = policy.NeedsSymbols, ["RequireNumbers"] = true,
                ["RequireUppercaseCharacters"] = true,
                ["RequireLowercaseCharacters"] = true, ["AllowUsersToChangePassword"] = true,
                ["ExpirePasswords"] = policy.Days is not null,
            }.With("MaxPasswordAge", policy.Days).With("PasswordReusePrevention", policy.Reuse),
        })
        : throw new AwsErrorException(404, "NoSuchEntity", $"The Password Policy with domain name {call.Account.Id} cannot be found.");

    private static EstateAnswer LoginProfile(EstateCall call) => Find(call) is { HasPassword: true } user
        ? EstateAnswer.Of(new() { ["LoginProfile"] = new JsonObject { ["UserName"] = user.Name, ["CreateDate"] = Json.Time(user.CreatedAt), ["PasswordResetRequired"] = false } })
        : throw new AwsErrorException(404, "NoSuchEntity", $"Login Profile for User {call.Text("UserName")} cannot be found.");

    private static EstateAnswer Providers(EstateCall call) => EstateAnswer.Of(new()
    {
        ["OpenIDConnectProviderList"] = new JsonArray(new JsonObject { ["Arn"] = $"arn:aws:iam::{call.Account.Id}:oidc-provider/token.actions.githubusercontent.com" }),
    });

    private static IamUser Find(EstateCall call)
    {
        var name = call.Needed("UserName");
        return Users(call).FirstOrDefault(user => user.Name == name)
            ?? throw new AwsErrorException(404, "NoSuchEntity", string.Create(CultureInfo.InvariantCulture, $"The user with name {name} cannot be found."));
    }
}
