using System.Collections.Immutable;

namespace Raposa.Posture.Iam;

/// <summary>
/// A way from permissions that look harmless to those of an administrator: actions that have to be allowed together, on what
/// they are about, and what must be there for it.
/// </summary>
/// <param name="Target">What has to be there.</param>
/// <param name="Service">The service that a role is passed to, or that runs what already has one; null if none has a part.</param>
internal sealed record EscalationPath(EscalationTarget Target, string? Service, ImmutableArray<EscalationStep> Steps)
{
    /// <summary>Its actions in order, joined by plus signs: how the literature names paths.</summary>
    public string Name => string.Join(" + ", Steps.Select(step => step.Action));
}

/// <param name="On">What of the target the action is on.</param>
internal sealed record EscalationStep(string Action, StepOn On);

/// <summary>What an action of a path is on.</summary>
internal enum StepOn
{
    /// <summary>Any resource at all; there need not be one yet.</summary>
    Anything,
    User,
    Group,
    Role,
    Policy,

    /// <summary>What runs with the role: an instance, a function, a project.</summary>
    Host,
}

/// <summary>What a path leads over.</summary>
internal enum EscalationTarget
{
    /// <summary>The principal itself.</summary>
    Self,

    /// <summary>A group that the user is in.</summary>
    OwnGroup,

    /// <summary>A group whose policies make an administrator, which the user may join.</summary>
    AdministratorGroup,

    /// <summary>A policy of the account's own that holds for the principal.</summary>
    OwnPolicy,

    /// <summary>The same with another version beside the one that counts.</summary>
    OwnPolicyWithVersions,

    /// <summary>Another user, who is an administrator.</summary>
    AdministratorUser,

    /// <summary>Any other user.</summary>
    OtherUser,

    /// <summary>A role of an administrator, whoever may assume it.</summary>
    AdministratorRole,

    /// <summary>A role of an administrator that trusts the principal.</summary>
    TrustingAdministratorRole,

    /// <summary>Any role that trusts the principal.</summary>
    TrustingRole,

    /// <summary>Any role that is not a service's own.</summary>
    AnyRole,

    /// <summary>A policy of the account's own, of a role that trusts the principal.</summary>
    PolicyOfTrustingRole,

    /// <summary>A policy of the account's own, of any role.</summary>
    PolicyOfAnyRole,

    /// <summary>A role of an administrator that trusts the service, so that it can be passed to it.</summary>
    PassableRole,

    /// <summary>Something that runs already with the role of an administrator.</summary>
    RunningHost,
}
