using System.Collections.Immutable;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Iam;

/// <summary>Looks for the paths that a principal of an account can go.</summary>
/// <param name="hosts">What runs with roles, as far as it is collected.</param>
internal sealed class EscalationSearch(IamAccount account, RoleHosts hosts)
{
    private readonly Dictionary<string, Answer> _administrators = [];

    public static EscalationSearch Of(Look look) => look.Estate.Derived<EscalationSearch>(
        look.Account, () => new(IamAccount.Of(look), RoleHosts.Of(look)));

    /// <summary>Whether it may write whatever policies it likes, which is all that there is to be had.</summary>
    public Answer IsAdministrator(IamPrincipal principal)
    {
        if (!_administrators.TryGetValue(principal.Arn, out var known))
        {
            var owner = account.Account;
            known = Answer.All(
            [
                principal.Decide("iam:PutUserPolicy", $"arn:aws:iam::{owner}:user/any-of-it", RequestContext.Empty).Allowed,
                principal.Decide("iam:AttachRolePolicy", $"arn:aws:iam::{owner}:role/any-of-it", RequestContext.Empty).Allowed,
                principal.Decide("iam:CreatePolicyVersion", $"arn:aws:iam::{owner}:policy/any-of-it", RequestContext.Empty).Allowed,
            ]);
            _administrators[principal.Arn] = known;
        }

        return known;
    }

    /// <summary>Each path that is open or may be, with what it leads over.</summary>
    public IEnumerable<EscalationFound> From(IamPrincipal principal)
    {
        // What no policy names can be left aside at once; nearly everything is.
        var named = principal.Policies.SelectMany(policy => policy.Document.Statements)
            .Where(statement => statement.Effect == PolicyEffect.Allow).ToImmutableArray();
        foreach (var path in EscalationPaths.All)
        {
            var needsOwn = path.Steps.Where(step => step.Action != "sts:AssumeRole");
            if (principal.Gap is null && !needsOwn.All(step => named.Any(statement => statement.HasAction(step.Action))))
            {
                continue;
            }

            EscalationFound? maybe = null;
            foreach (var candidate in Candidates(path, principal))
            {
                var open = candidate.Prerequisite & Answer.All(path.Steps.Select(step => Allows(principal, path, step, candidate, named)));
                if (open.IsYes)
                {
                    maybe = new(path, candidate.Description, open);
                    break;
                }

                if (open.IsUnknown)
                {
                    maybe ??= new(path, candidate.Description, open);
                }
            }

            if (maybe is not null)
            {
                yield return maybe;
            }
        }
    }

    private Answer Allows(
        IamPrincipal principal, EscalationPath path, EscalationStep step, EscalationCandidate candidate, ImmutableArray<PolicyStatement> named)
    {
        var context = step.Action == "iam:PassRole" ? RequestContext.Empty.With("iam:PassedToService", path.Service!) : RequestContext.Empty;
        if (step.On == StepOn.Anything)
        {
            // Some resource will do: one that each statement which allows the action names.
            var examples = named.Where(statement => statement.HasAction(step.Action)).SelectMany(ExamplesOf).Distinct();
            return Answer.Any(examples.Select(resource => principal.Decide(step.Action, resource, context).Allowed)
                .Append(principal.Gap is { } gap ? Answer.Unknown(gap) : Answer.No));
        }

        var on = candidate.On(step.On);
        if (step.Action != "sts:AssumeRole")
        {
            return principal.Decide(step.Action, on, context).Allowed;
        }

        // Who may change whom a role trusts can name itself there, and then needs nothing of its own; here the trust is as it is.
        return account.Find(on) is { Trust: { } trust }
            ? principal.Decide(step.Action, on, context, trust).Allowed
            : Answer.Unknown($"who may assume {on} is not known");
    }

    private IEnumerable<EscalationCandidate> Candidates(EscalationPath path, IamPrincipal principal) => path.Target switch
    {
        EscalationTarget.Self => principal.IsRole == (path.Steps[0].On == StepOn.Role)
            ? [new(principal.IsRole ? "itself, a role" : "itself, a user") { User = principal.Arn, Role = principal.Arn }]
            : [],
        EscalationTarget.OwnGroup => principal.GroupNames.Select(name => new EscalationCandidate($"its group {name}") { Group = GroupArn(name) }),
        EscalationTarget.AdministratorGroup => principal.IsRole ? [] : account.GroupList
            .Where(group => group.Policies.Any(policy => IsFull(policy.Document)))
            .Select(group => new EscalationCandidate($"the group {group.Name}") { Group = group.Arn }),
        EscalationTarget.OwnPolicy => OwnPolicies(principal),
        EscalationTarget.OwnPolicyWithVersions => OwnPolicies(principal).Where(candidate => candidate.VersionCount > 1),
        EscalationTarget.AdministratorUser => Users(principal).Select(other =>
            new EscalationCandidate($"the user {other.Name}, an administrator") { User = other.Arn, Prerequisite = IsAdministrator(other) }),
        EscalationTarget.OtherUser => Users(principal).Select(other => new EscalationCandidate($"the user {other.Name}") { User = other.Arn }),
        EscalationTarget.AdministratorRole or EscalationTarget.TrustingAdministratorRole => Roles(principal).Select(other =>
            new EscalationCandidate($"the role {other.Name}, an administrator's") { Role = other.Arn, Prerequisite = IsAdministrator(other) }),
        EscalationTarget.TrustingRole or EscalationTarget.AnyRole => Roles(principal).Select(other =>
            new EscalationCandidate($"the role {other.Name}") { Role = other.Arn }),
        EscalationTarget.PolicyOfTrustingRole or EscalationTarget.PolicyOfAnyRole =>
            from other in Roles(principal)
            from policy in other.Policies
            where policy.IsOwn
            select new EscalationCandidate($"the policy {policy.Name} of the role {other.Name}") { Role = other.Arn, Policy = policy.Arn },
        EscalationTarget.PassableRole => Roles(principal).Select(other => new EscalationCandidate($"the role {other.Name}, an administrator's")
        {
            Role = other.Arn,
            Prerequisite = IsAdministrator(other) & Trusts(other, path.Service!),
        }),
        _ => path.Steps[0].On == StepOn.Host
            ? hosts.Of(path.Service!).Select(host => new EscalationCandidate($"{Arn.NameOf(host.Arn)}, which runs as {host.RoleName}")
            {
                Host = host.Arn,
                Prerequisite = account.Find(host.RoleArn) is { } role ? IsAdministrator(role) : Answer.Unknown($"the role {host.RoleArn} is not among what was collected"),
            }).Concat(hosts.IsComplete(path.Service!) is { IsYes: false } partly ? [new("what was not collected") { Host = "*", Prerequisite = partly }] : [])
            : [new($"something of {path.Service} that runs with a role")
            {
                Prerequisite = Answer.Unknown($"whether something of {path.Service} runs with the role of an administrator is not collected"),
            }],
    };

    private static IEnumerable<EscalationCandidate> OwnPolicies(IamPrincipal principal) => principal.Policies.Where(policy => policy.IsOwn)
        .Select(policy => new EscalationCandidate($"its policy {policy.Name}")
        {
            Policy = policy.Arn,
            VersionCount = policy.Source.Body.TryGetProperty("PolicyVersionList", out var versions) ? versions.GetArrayLength() : 0,
        });

    // Who is not collected may be who the path leads over.
    private IEnumerable<IamPrincipal> Users(IamPrincipal principal) => account.Principals.Where(other => !other.IsRole && other != principal);

    private IEnumerable<IamPrincipal> Roles(IamPrincipal principal) => account.Principals.Where(other => other.IsRole && !other.IsServiceLinked && other != principal);

    private static Answer Trusts(IamPrincipal role, string service) => role.Trust is { } trust
        ? PolicyEvaluation.DecideResource(new(Caller.OfService(service), "sts:AssumeRole", role.Arn, RequestContext.Empty), trust).Allowed
        : Answer.Unknown($"who may assume {role.Arn} is not known");

    private static bool IsFull(PolicyDocument policy) => policy.Statements.Any(statement => statement is { Effect: PolicyEffect.Allow, Conditions.IsEmpty: true }
        && statement.Actions?.Any(action => action is "*" or "*:*" or "iam:*") == true && statement.Resources?.Contains("*") == true);

    private static IEnumerable<string> ExamplesOf(PolicyStatement statement) => statement.Resources is { } resources
        ? resources.Select(Wildcard.Example)
        : ["arn:aws:any:any:any:any-of-it"];

    private string GroupArn(string name) =>
        account.GroupList.FirstOrDefault(group => group.Name == name)?.Arn ?? $"arn:aws:iam::{account.Account}:group/{name}";
}

/// <summary>A path that is open, or of which that is not known.</summary>
/// <param name="Over">What it leads over.</param>
internal sealed record EscalationFound(EscalationPath Path, string Over, Answer IsOpen);

/// <summary>Something that a path may lead over.</summary>
internal sealed record EscalationCandidate(string Description)
{
    public string? User { get; init; }

    public string? Group { get; init; }

    public string? Role { get; init; }

    public string? Policy { get; init; }

    public string? Host { get; init; }

    public int VersionCount { get; init; }

    /// <summary>Whether it is what the path needs.</summary>
    public Answer Prerequisite { get; init; } = Answer.Yes;

    public string On(StepOn part) => part switch
    {
        StepOn.User => User,
        StepOn.Group => Group,
        StepOn.Role => Role,
        StepOn.Policy => Policy,
        StepOn.Host => Host,
        _ => null,
    } ?? throw new InvalidOperationException($"A step is on a {part}, which its target does not have: {Description}.");
}
