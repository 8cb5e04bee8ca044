using System.Collections.Immutable;
using System.Text.Json;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Iam;

/// <summary>A user or role with every policy that holds for it.</summary>
/// <param name="Gap">Null if all of its policies are known; else what is missing.</param>
/// <param name="Trust">Of a role, who may assume it.</param>
internal sealed record IamPrincipal(
    CollectedDocument Document,
    string Arn,
    ImmutableArray<HeldPolicy> Policies,
    ImmutableArray<string> GroupNames,
    HeldPolicy? Boundary,
    PolicyDocument? Trust,
    string? Gap)
{
    public bool IsRole => Document.Source == IamAccount.Roles;

    public string Name => Iam.Arn.NameOf(Arn);

    public string Path => IamAccount.Text(Document.Body, "Path") ?? "/";

    /// <summary>Roles that AWS's services made for themselves, whose policies only AWS can change.</summary>
    public bool IsServiceLinked => Path.StartsWith("/aws-service-role/", StringComparison.Ordinal);

    public PolicySet PolicySet { get; } = new() { Identity = [.. Policies.Select(policy => policy.Document)], Boundary = Boundary?.Document };

    /// <summary>Whether its own policies let it do that, as far as they are known.</summary>
    /// <param name="resource">The policy of the resource, and whether it must allow; null if that has no say.</param>
    public AccessDecision Decide(string action, string on, RequestContext context, PolicyDocument? resource = null)
    {
        var request = new AccessRequest(Caller.Of(Arn), action, on, WithIdentity(context));
        var decision = PolicyEvaluation.Decide(request, PolicySet with { Resource = resource, NeedsResource = resource is not null });

        // A policy that is not known can deny whatever the others allow, and allow what they do not.
        return Gap is null || decision.IsExplicit ? decision : new(Answer.Unknown(Gap), IsExplicit: false, Gap);
    }

    /// <summary>What a request of its own always says of it.</summary>
    private RequestContext WithIdentity(RequestContext context)
    {
        var known = context
            .With("aws:PrincipalArn", Arn)
            .With("aws:PrincipalAccount", Iam.Arn.AccountOf(Arn) ?? "")
            .With("aws:PrincipalType", IsRole ? "AssumedRole" : "User")
            .With("aws:PrincipalIsAWSService", "false");
        return IsRole ? known.Without("aws:username") : known.With("aws:username", Name);
    }

    /// <returns>Null of a document without an ARN.</returns>
    public static IamPrincipal? Of(
        CollectedDocument document, IReadOnlyDictionary<string, CollectedDocument> policies, IReadOnlyDictionary<string, CollectedDocument> groups)
    {
        if (IamAccount.Text(document.Body, "Arn") is not { } arn)
        {
            return null;
        }

        var reader = new HeldPolicyReader(policies);
        var isRole = document.Source == IamAccount.Roles;
        var held = reader.Of(document, isRole ? "RolePolicyList" : "UserPolicyList", isInlineOptional: !isRole).ToList();
        var names = ImmutableArray<string>.Empty;
        if (!isRole)
        {
            names = reader.Names(document, "GroupList");
            foreach (var name in names)
            {
                if (groups.TryGetValue(name, out var group))
                {
                    held.AddRange(reader.Of(group, "GroupPolicyList", isInlineOptional: false));
                }
                else
                {
                    reader.Miss($"the group {name} of {document.Key} is not among what was collected");
                }
            }
        }

        PolicyDocument? trust = null;
        if (isRole && document.Body.TryGetProperty("AssumeRolePolicyDocument", out var text))
        {
            trust = PolicyDocument.Parse(text);
        }

        return new(document, arn, [.. held], names, reader.Boundary(document), trust, reader.Gap);
    }
}

/// <summary>A policy that holds for somebody, and where it stands.</summary>
/// <param name="Arn">Null of one that is written into its user, role or group.</param>
/// <param name="Holder">The user, role or group that has it.</param>
internal sealed record HeldPolicy(string Name, string? Arn, PolicyDocument Document, CollectedDocument Source, string Path, CollectedDocument Holder)
{
    /// <summary>Whether the account may change it.</summary>
    public bool IsOwn => Arn is not null && !Arn.Contains(":iam::aws:", StringComparison.Ordinal);
}

/// <summary>Reads the policies of users, roles and groups, and keeps in mind the first that is missing.</summary>
internal sealed class HeldPolicyReader(IReadOnlyDictionary<string, CollectedDocument> policies)
{
    public string? Gap { get; private set; }

    public void Miss(string what) => Gap ??= what;

    /// <summary>Inline and attached ones.</summary>
    /// <param name="isInlineOptional">Whether IAM leaves the list out where it is empty, as it does of users.</param>
    public IEnumerable<HeldPolicy> Of(CollectedDocument holder, string inline, bool isInlineOptional)
    {
        if (holder.Body.TryGetProperty(inline, out var written) && written.ValueKind == JsonValueKind.Array)
        {
            foreach (var (policy, index) in written.EnumerateArray().Select((policy, index) => (policy, index)))
            {
                if (policy.TryGetProperty("PolicyDocument", out var text) && PolicyDocument.Parse(text) is { } document)
                {
                    yield return new(IamAccount.Text(policy, "PolicyName") ?? $"#{index}", null, document, holder, $"{inline}[{index}].PolicyDocument", holder);
                }
                else
                {
                    Miss($"{inline}[{index}] of {holder.Key} cannot be read");
                }
            }
        }
        else if (!isInlineOptional)
        {
            Miss($"{inline} is not in {holder.Source} {holder.Key}");
        }

        if (!holder.Body.TryGetProperty("AttachedManagedPolicies", out var attached) || attached.ValueKind != JsonValueKind.Array)
        {
            Miss($"AttachedManagedPolicies is not in {holder.Source} {holder.Key}");
            yield break;
        }

        foreach (var one in attached.EnumerateArray())
        {
            if (Managed(IamAccount.Text(one, "PolicyArn"), holder) is { } policy)
            {
                yield return policy;
            }
        }
    }

    public ImmutableArray<string> Names(CollectedDocument holder, string list)
    {
        if (holder.Body.TryGetProperty(list, out var names) && names.ValueKind == JsonValueKind.Array)
        {
            return [.. names.EnumerateArray().Select(name => name.GetString()).OfType<string>()];
        }

        Miss($"{list} is not in {holder.Source} {holder.Key}");
        return [];
    }

    /// <summary>Null of who has none.</summary>
    public HeldPolicy? Boundary(CollectedDocument holder) =>
        holder.Body.TryGetProperty("PermissionsBoundary", out var boundary) && boundary.ValueKind == JsonValueKind.Object
            ? Managed(IamAccount.Text(boundary, "PermissionsBoundaryArn"), holder)
            : null;

    /// <summary>The version of a managed policy that counts.</summary>
    public static (PolicyDocument Document, string Path)? DefaultVersion(CollectedDocument policy)
    {
        if (policy.Body.TryGetProperty("PolicyVersionList", out var versions) && versions.ValueKind == JsonValueKind.Array)
        {
            foreach (var (version, index) in versions.EnumerateArray().Select((version, index) => (version, index)))
            {
                if (version.TryGetProperty("IsDefaultVersion", out var isDefault) && isDefault.ValueKind == JsonValueKind.True
                    && version.TryGetProperty("Document", out var text) && PolicyDocument.Parse(text) is { } document)
                {
                    return (document, $"PolicyVersionList[{index}].Document");
                }
            }
        }

        return null;
    }

    private HeldPolicy? Managed(string? arn, CollectedDocument holder)
    {
        if (arn is not null && policies.TryGetValue(arn, out var policy) && DefaultVersion(policy) is { } version)
        {
            return new(Arn.NameOf(arn), arn, version.Document, policy, version.Path, holder);
        }

        Miss($"the policy {arn ?? "without an ARN"} of {holder.Key} is not among what was collected");
        return null;
    }
}
