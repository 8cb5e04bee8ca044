using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Data;
using Raposa.DemoWorld.Estate.Trails;

namespace Raposa.DemoWorld.Estate;

/// <summary>The organization around the accounts, and the account's own settings of services that have few.</summary>
internal static class OrganizationDocuments
{
    /// <remarks>Every account may list the others: each is registered as a delegated administrator of some service.</remarks>
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> Organizations = new(StringComparer.Ordinal)
    {
        ["DescribeOrganization"] = call => EstateAnswer.Of(new()
        {
            ["Organization"] = new JsonObject
            {
                ["Id"] = Id(call), ["Arn"] = $"arn:aws:organizations::{Owner(call)}:organization/{Id(call)}",
                ["FeatureSet"] = "ALL", ["MasterAccountArn"] = ArnOf(call, Owner(call)),
                ["MasterAccountId"] = Owner(call), ["MasterAccountEmail"] = call.Company.Account(Owner(call))!.Email,
                ["AvailablePolicyTypes"] = new JsonArray(new JsonObject { ["Type"] = "SERVICE_CONTROL_POLICY", ["Status"] = "ENABLED" }),
            },
        }),
        ["ListAccounts"] = call => EstateAnswer.List("Accounts", call.Company.AccountIds, id => new JsonObject
        {
            ["Id"] = id, ["Arn"] = ArnOf(call, id), ["Email"] = call.Company.Account(id)!.Email,
            ["Name"] = call.Company.Account(id)!.Name, ["Status"] = "ACTIVE", ["State"] = "ACTIVE",
            ["JoinedMethod"] = id == Owner(call) ? "INVITED" : "CREATED", ["JoinedTimestamp"] = "2023-05-15T12:00:00+00:00",
        }),
        ["ListRoots"] = call => EstateAnswer.List("Roots", (string[])[RootId(call)], root => new JsonObject
        {
            ["Id"] = root, ["Arn"] = $"arn:aws:organizations::{Owner(call)}:root/{Id(call)}/{root}", ["Name"] = "Root",
            ["PolicyTypes"] = new JsonArray(new JsonObject { ["Type"] = "SERVICE_CONTROL_POLICY", ["Status"] = "ENABLED" }),
        }),
        ["ListOrganizationalUnitsForParent"] = call => EstateAnswer.List<string>("OrganizationalUnits", [], one => one),
        ["ListParents"] = call => EstateAnswer.List("Parents", (string[])[RootId(call)], root => new JsonObject { ["Id"] = root, ["Type"] = "ROOT" }),
        ["ListPolicies"] = call => EstateAnswer.List("Policies", (string[])["p-FullAWSAccess"], policy => new JsonObject
        {
            ["Id"] = policy, ["Arn"] = $"arn:aws:organizations::aws:policy/service_control_policy/{policy}",
            ["Name"] = "FullAWSAccess", ["Type"] = "SERVICE_CONTROL_POLICY", ["AwsManaged"] = true,
        }),
        ["ListTagsForResource"] = call => EstateAnswer.List("Tags", (string[])[call.Account.Environment], value => new JsonObject { ["Key"] = "Environment", ["Value"] = value }),
    };

    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> Config = new(StringComparer.Ordinal)
    {
        ["DescribeConfigurationRecorders"] = call => EstateAnswer.Of(new()
        {
            ["ConfigurationRecorders"] = Json.Array(Recorders(call).Select(name => new JsonObject
            {
                ["name"] = name,
                ["roleARN"] = $"arn:aws:iam::{call.Account.Id}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
                ["recordingGroup"] = new JsonObject { ["allSupported"] = true, ["includeGlobalResourceTypes"] = call.Region.IsHome, ["resourceTypes"] = new JsonArray() },
            })),
        }),
        ["DescribeConfigurationRecorderStatus"] = call => EstateAnswer.Of(new()
        {
            ["ConfigurationRecordersStatus"] = Json.Array(Recorders(call).Select(name => new JsonObject
            {
                ["name"] = name, ["recording"] = true, ["lastStatus"] = "SUCCESS", ["lastStartTime"] = "2023-05-19T08:00:00+00:00",
                ["lastStatusChangeTime"] = Json.Time(DateTimeOffset.FromUnixTimeSeconds(call.Now.ToUnixTimeSeconds() / 3600 * 3600)),
            })),
        }),
    };

    /// <summary>What an account forbids all its buckets. Staging forgot it: planted.</summary>
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> StorageControl = new(StringComparer.Ordinal)
    {
        ["GetPublicAccessBlock"] = call => call.Needed("AccountId") != call.Account.Id
            ? throw new AwsErrorException(403, "AccessDenied", "Access Denied")
            : call.Account.Kind is AccountKind.Security or AccountKind.Sandbox
                ? EstateAnswer.Of(new() { ["PublicAccessBlockConfiguration"] = BucketDocuments.Blocked(true) })
                : throw new AwsErrorException(404, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"),
    };

    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> Firewalls = new(StringComparer.Ordinal)
    {
        ["ListWebACLs"] = call => EstateAnswer.Of(new() { ["WebACLs"] = new JsonArray() }),
    };

    // One region of staging was forgotten: planted.
    private static string[] Recorders(EstateCall call) => call.Account.Kind == AccountKind.Staging && call.Region.Index == 1 ? [] : ["default"];

    private static string Owner(EstateCall call) => call.Company.AccountIds[0];

    private static string Id(EstateCall call) => TrailArchive.Organization(call.Company);

    private static string RootId(EstateCall call) => $"r-{call.Company.Ids.Base32(4, "root").ToLowerInvariant()}";

    private static string ArnOf(EstateCall call, string account) => $"arn:aws:organizations::{Owner(call)}:account/{Id(call)}/{account}";
}
