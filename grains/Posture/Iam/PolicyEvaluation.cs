using System.Collections.Immutable;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Iam;

/// <summary>
/// Decides a request as AWS does: a deny of any policy wins; then service control policies, the permission boundary and the
/// session must each let it through; then a policy of the identity or of the resource must allow it, both across accounts.
/// </summary>
internal static class PolicyEvaluation
{
    public static AccessDecision Decide(AccessRequest request, PolicySet policies)
    {
        var denied = Answer.Any(policies.All.Select(policy => IsDenied(policy, request)))
            | Statements(policies.Resource, request, PolicyEffect.Deny, statement => Answer.Of(IsNamed(statement, request.Caller)));
        if (denied.IsYes)
        {
            return new(Answer.No, IsExplicit: true, "a policy denies it");
        }

        var identity = Allows(policies.Identity, request);
        var limits = policies.ServiceControl is { } scp
            ? Answer.All(scp.Select(level => Allows(level, request)))
            : Answer.Yes;
        var boundary = policies.Boundary is { } bound ? Allows([bound], request) : Answer.Yes;
        var session = policies.Session is { } narrowed ? Allows(narrowed, request) : Answer.Yes;
        var allowed = limits & (request.IsCrossAccount
            ? identity & boundary & session & Resource(PrincipalMatch.Account)
            : (identity & boundary & session & (policies.NeedsResource ? Resource(PrincipalMatch.Account) : Answer.Yes)) | Direct());
        allowed &= !denied;
        return new(allowed, IsExplicit: false, allowed.Value switch
        {
            true => "a policy allows it",
            false => "no policy allows it",
            null => allowed.Why!,
        });

        // What a policy of a resource gives by name in its own account takes no policy of the identity beside it. A boundary
        // then still bounds a role, but neither a user nor a session that is named itself.
        Answer Direct() => (Resource(PrincipalMatch.Everybody) & (request.Caller.IsRole ? boundary & session : Answer.Yes)) | Resource(PrincipalMatch.Session);

        Answer Resource(PrincipalMatch least) => Statements(
            policies.Resource, request, PolicyEffect.Allow, statement => Answer.Of(Match(statement, request.Caller) >= least));
    }

    /// <summary>Whether the policy of a resource lets a caller in on its own.</summary>
    public static AccessDecision DecideResource(AccessRequest request, PolicyDocument policy)
    {
        var denied = Statements(policy, request, PolicyEffect.Deny, statement => Answer.Of(IsNamed(statement, request.Caller)));
        var allowed = Statements(policy, request, PolicyEffect.Allow, statement => Answer.Of(Match(statement, request.Caller) > PrincipalMatch.None));
        var answer = allowed & !denied;
        return new(answer, denied.IsYes, answer.Why ?? (answer.IsYes ? "its policy allows it" : "its policy does not allow it"));
    }

    /// <summary>Whether the policy of a resource keeps a caller out.</summary>
    public static Answer IsDenied(AccessRequest request, PolicyDocument policy) =>
        Statements(policy, request, PolicyEffect.Deny, statement => Answer.Of(IsNamed(statement, request.Caller)));

    private static Answer IsDenied(PolicyDocument policy, AccessRequest request) =>
        Statements(policy, request, PolicyEffect.Deny, _ => Answer.Yes);

    private static Answer Allows(IEnumerable<PolicyDocument> policies, AccessRequest request) =>
        Answer.Any(policies.Select(policy => Statements(policy, request, PolicyEffect.Allow, _ => Answer.Yes)));

    private static Answer Statements(PolicyDocument? policy, AccessRequest request, PolicyEffect effect, Func<PolicyStatement, Answer> names) =>
        policy is null
            ? Answer.No
            : Answer.Any(policy.Statements.Where(statement => statement.Effect == effect)
                .Select(statement => names(statement) & Applies(statement, policy.HasVariables, request)));

    private static Answer Applies(PolicyStatement statement, bool hasVariables, AccessRequest request)
    {
        if (!statement.HasAction(request.Action))
        {
            return Answer.No;
        }

        var resource = statement.Resources is { } resources ? HasResource(resources, hasVariables, request)
            : statement.NotResources is { } except ? !HasResource(except, hasVariables, request)

            // A trust policy has none: it is about the role that it stands in.
            : Answer.Of(statement.Principals is not null || statement.NotPrincipals is not null);
        return resource & Answer.All(statement.Conditions.Select(condition => condition.Holds(request.Context, hasVariables)));
    }

    private static Answer HasResource(ImmutableArray<string> patterns, bool hasVariables, AccessRequest request) => Answer.Any(patterns.Select(pattern =>
    {
        var expanded = hasVariables ? PolicyVariables.Expand(pattern, request.Context) : ExpandedValue.Literal(pattern);
        return expanded.Why is { } why ? Answer.Unknown(why)
            : Answer.Of(expanded.Text is { } text && PolicyVariables.Matches(text, request.Resource));
    }));

    private static PrincipalMatch Match(PolicyStatement statement, Caller caller) => statement.Principals is { } principals
        ? principals.Match(caller)
        : statement.NotPrincipals is { } except && except.Match(caller) == PrincipalMatch.None ? PrincipalMatch.Everybody : PrincipalMatch.None;

    private static bool IsNamed(PolicyStatement statement, Caller caller) => Match(statement, caller) > PrincipalMatch.None;
}
