using System.Collections.Immutable;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Iam;

/// <summary>Somebody wants to do something with something.</summary>
/// <param name="Action">Service and action: <c>iam:PassRole</c>.</param>
/// <param name="Resource">An ARN, or <c>*</c> of an action that takes none.</param>
internal sealed record AccessRequest(Caller Caller, string Action, string Resource, RequestContext Context)
{
    /// <summary>Whether the resource belongs to another account than the caller.</summary>
    public bool IsCrossAccount { get; init; }
}

/// <summary>Every policy that has a say.</summary>
internal sealed record PolicySet
{
    /// <summary>Of the user or role and of its groups.</summary>
    public ImmutableArray<PolicyDocument> Identity { get; init; } = [];

    /// <summary>Null if there is none.</summary>
    public PolicyDocument? Boundary { get; init; }

    /// <summary>What a session was narrowed to when it began; null if it was not.</summary>
    public ImmutableArray<PolicyDocument>? Session { get; init; }

    /// <summary>For each level of the organization from its root to the account, the policies there; null if none hold.</summary>
    public ImmutableArray<ImmutableArray<PolicyDocument>>? ServiceControl { get; init; }

    public PolicyDocument? Resource { get; init; }

    /// <summary>Whether the resource's own policy must allow too, as those of roles and keys must.</summary>
    public bool NeedsResource { get; init; }

    /// <summary>Those of the caller's side.</summary>
    internal IEnumerable<PolicyDocument> All =>
    [
        .. Identity, .. Boundary is null ? [] : new[] { Boundary }, .. Session ?? [], .. (ServiceControl ?? []).SelectMany(level => level),
    ];
}

/// <summary>Whether a request is let through, and why.</summary>
/// <param name="IsExplicit">Whether a statement denies it, rather than none allowing it.</param>
internal sealed record AccessDecision(Answer Allowed, bool IsExplicit, string Reason);
