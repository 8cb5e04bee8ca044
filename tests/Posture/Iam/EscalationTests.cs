using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Posture.Reading;
using Raposa.Support;
using Xunit.Abstractions;

namespace Raposa.Posture.Iam;

/// <summary>
/// The paths of pathfinding.cloud (Datadog, Apache-2.0): who holds exactly the permissions that a path takes, in an account where what
/// it leads over is there, is found on it; who lacks one of them, or is denied one, is not.
/// </summary>
public class EscalationTests(ITestOutputHelper output)
{
    private const string Account = "111122223333";
    private const string Mallory = "arn:aws:iam::111122223333:user/mallory";

    [SharedDataFact]
    public void Who_holds_the_permissions_of_a_path_is_on_it_and_nobody_else()
    {
        var known = Known();
        var searched = known.Where(path => EscalationPaths.All.Any(ours => Actions(ours).SetEquals(path.Permissions))).ToList();
        output.WriteLine($"{searched.Count} of {known.Count} paths are searched for, {EscalationPaths.All.Length} in all.");
        foreach (var path in known.Except(searched))
        {
            output.WriteLine($"{path.Id} is not: {string.Join(" + ", path.Permissions)}");
        }

        Assert.All(searched, path =>
        {
            var found = Find(path.Permissions).FirstOrDefault(one => IsOf(one, path.Permissions));
            Assert.NotNull(found);
            Assert.Equal(IsSeen(found.Path), found.IsOpen.IsYes);
            Assert.False(found.IsOpen.IsNo);
            output.WriteLine($"{path.Id}: {found.Path.Name} over {found.Over}{(found.IsOpen.IsYes ? "" : "; " + found.IsOpen.Why)}");

            // Whom a role trusts by name needs no permission to assume it, so that one is not missed.
            Assert.All(path.Permissions.Where(permission => permission != "sts:AssumeRole"), missing =>
                Assert.DoesNotContain(Find([.. path.Permissions.Where(permission => permission != missing)]), one => IsOf(one, path.Permissions)));
            Assert.All(path.Permissions, denied => Assert.DoesNotContain(
                Find(path.Permissions, $$"""{"Effect":"Deny","Action":"{{denied}}","Resource":"*"}"""), one => IsOf(one, path.Permissions)));

            var perhaps = Find(path.Permissions, """{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}""");
            Assert.True(perhaps.Single(one => IsOf(one, path.Permissions)).IsOpen.IsUnknown);
        });
        Assert.True(searched.Count >= known.Count * 3 / 4);
    }

    [Fact]
    public void A_boundary_without_IAM_closes_the_paths_over_IAM() => Assert.Empty(Find(
        ["iam:AttachUserPolicy", "iam:PutUserPolicy", "iam:CreateAccessKey"], boundary: """{"Effect":"Allow","Action":["s3:*","ec2:*"],"Resource":"*"}"""));

    [Fact]
    public void A_role_that_may_be_passed_to_another_service_alone_is_on_no_path() => Assert.Empty(Find(
        ["ec2:RunInstances"],
        """{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"ecs.amazonaws.com"}}}"""));

    private static List<(string Id, string[] Permissions)> Known() =>
    [
        .. File.ReadLines(SharedData.Path("pathfinding", "paths.dev.jsonl")).Select(line => JsonNode.Parse(line)!).Select(path => (
            (string)path["id"]!, path["permissions"]!["required"]!.AsArray().Select(one => (string)one!["permission"]!).ToArray())),
    ];

    private static HashSet<string> Actions(EscalationPath path) => [.. path.Steps.Select(step => step.Action)];

    private static bool IsOf(EscalationFound found, string[] permissions) => Actions(found.Path).SetEquals(permissions);

    /// <summary>What a service runs with a role is collected of functions and instances; of others it is not known whether there is any.</summary>
    private static bool IsSeen(EscalationPath path) => path.Target != EscalationTarget.RunningHost || path.Steps[0].On == StepOn.Host;

    private static List<EscalationFound> Find(string[] permissions, string? more = null, string? boundary = null)
    {
        var allow = new JsonObject { ["Effect"] = "Allow", ["Action"] = new JsonArray([.. permissions.Select(one => (JsonNode)one)]), ["Resource"] = "*" }.ToJsonString();
        var look = new Look(Estate($"{allow}{(more is null ? "" : "," + more)}", boundary), CheckCatalog.Platform.Scopes, Account, null, null);
        return [.. EscalationSearch.Of(look).From(IamAccount.Of(look).Find(Mallory)!)];
    }

    /// <summary>An account where every path leads somewhere.</summary>
    private static CollectedEstate Estate(string statements, string? boundary)
    {
        const string admin = "arn:aws:iam::aws:policy/AdministratorAccess";
        const string own = $"arn:aws:iam::{Account}:policy/own";
        const string limit = $"arn:aws:iam::{Account}:policy/limit";
        var services = EscalationPaths.All.Select(path => path.Service).OfType<string>().Distinct();
        var mallory = User("mallory", [own], ["crew"]);
        mallory["UserPolicyList"] = JsonNode.Parse($$$"""[{"PolicyName":"x","PolicyDocument":{"Version":"2012-10-17","Statement":[{{{statements}}}]}}]""");
        if (boundary is not null)
        {
            mallory["PermissionsBoundary"] = new JsonObject { ["PermissionsBoundaryArn"] = limit, ["PermissionsBoundaryType"] = "Policy" };
        }

        var documents = new List<(string Source, string? Region, string Key, JsonNode Body)>
        {
            ("aws_iam_user", null, Mallory, mallory),
            ("aws_iam_user", null, $"arn:aws:iam::{Account}:user/boss", User("boss", [admin], [])),
            ("aws_iam_group", null, $"arn:aws:iam::{Account}:group/crew", Group("crew", [])),
            ("aws_iam_group", null, $"arn:aws:iam::{Account}:group/admins", Group("admins", [admin])),
            ("aws_iam_policy", null, admin, Policy(admin, """{"Effect":"Allow","Action":"*","Resource":"*"}""")),
            ("aws_iam_policy", null, own, Policy(own, """{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}""")),
            ("aws_iam_policy", null, limit, Policy(limit, boundary ?? """{"Effect":"Allow","Action":"*","Resource":"*"}""")),
            ("aws_iam_role", null, $"arn:aws:iam::{Account}:role/worker", Role("worker", [own], $$"""{"AWS":"{{Mallory}}"}""")),
            ("aws_iam_role", null, $"arn:aws:iam::{Account}:role/breakglass", Role("breakglass", [admin], $$"""{"AWS":"arn:aws:iam::{{Account}}:root"}""")),
            ("aws_iam_role", null, $"arn:aws:iam::{Account}:role/machine", Role("machine", [admin], $$"""{"Service":{{JsonSerializer.Serialize(services)}}}""")),
            ("aws_lambda_function", "eu-central-1", $"arn:aws:lambda:eu-central-1:{Account}:function:f", JsonNode.Parse($$"""{"Role":"arn:aws:iam::{{Account}}:role/machine"}""")!),
            ("aws_ec2_instance", "eu-central-1", "i-1", JsonNode.Parse($$$"""{"IamInstanceProfile":{"Arn":"arn:aws:iam::{{{Account}}}:instance-profile/machine"}}""")!),
        };
        return new(
            DateTimeOffset.UnixEpoch,
            documents.Select(one => (one.Source, one.Region)).Distinct().Select(one => new EstateChain(one.Source, Account, one.Region, null)),
            documents.Select(one => new CollectedDocument(one.Source, Account, one.Region, one.Key, Guid.Empty, "", JsonSerializer.SerializeToElement(one.Body))));
    }

    private static JsonObject User(string name, string[] attached, string[] groups) => new()
    {
        ["UserName"] = name, ["Arn"] = $"arn:aws:iam::{Account}:user/{name}", ["Path"] = "/",
        ["GroupList"] = new JsonArray([.. groups.Select(group => (JsonNode)group)]), ["AttachedManagedPolicies"] = Attached(attached),
    };

    private static JsonObject Group(string name, string[] attached) => new()
    {
        ["GroupName"] = name, ["Arn"] = $"arn:aws:iam::{Account}:group/{name}", ["GroupPolicyList"] = new JsonArray(), ["AttachedManagedPolicies"] = Attached(attached),
    };

    private static JsonObject Role(string name, string[] attached, string principal) => new()
    {
        ["RoleName"] = name, ["Arn"] = $"arn:aws:iam::{Account}:role/{name}", ["Path"] = "/", ["RolePolicyList"] = new JsonArray(),
        ["AttachedManagedPolicies"] = Attached(attached),
        ["InstanceProfileList"] = new JsonArray(new JsonObject { ["Arn"] = $"arn:aws:iam::{Account}:instance-profile/{name}" }),
        ["AssumeRolePolicyDocument"] = JsonNode.Parse($$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole"}]}"""),
    };

    private static JsonObject Policy(string arn, string statements) => JsonNode.Parse(
        $$$"""{"Arn":"{{{arn}}}","PolicyVersionList":[{"VersionId":"v1","IsDefaultVersion":true,"Document":{"Version":"2012-10-17","Statement":[{{{statements}}}]}}]}""")!.AsObject();

    private static JsonArray Attached(string[] arns) => [.. arns.Select(arn => new JsonObject { ["PolicyArn"] = arn, ["PolicyName"] = Arn.NameOf(arn) })];
}
