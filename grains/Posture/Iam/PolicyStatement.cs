using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Posture.Iam;

/// <summary>A statement: who may or may not do what with what, and when.</summary>
internal sealed record PolicyStatement
{
    public string? Sid { get; private init; }

    public PolicyEffect Effect { get; private init; }

    public ImmutableArray<string>? Actions { get; private init; }

    public ImmutableArray<string>? NotActions { get; private init; }

    public ImmutableArray<string>? Resources { get; private init; }

    public ImmutableArray<string>? NotResources { get; private init; }

    /// <summary>Null in a policy of an identity.</summary>
    public PolicyPrincipals? Principals { get; private init; }

    public PolicyPrincipals? NotPrincipals { get; private init; }

    public ImmutableArray<PolicyCondition> Conditions { get; private init; } = [];

    public static PolicyStatement Of(JsonElement statement) => new()
    {
        Sid = PolicyDocument.Member(statement, "Sid") is { ValueKind: JsonValueKind.String } sid ? sid.GetString() : null,
        Effect = PolicyDocument.Member(statement, "Effect") is { ValueKind: JsonValueKind.String } effect ? EffectOf(effect.GetString()) : PolicyEffect.None,
        Actions = PolicyDocument.Texts(statement, "Action"),
        NotActions = PolicyDocument.Texts(statement, "NotAction"),
        Resources = PolicyDocument.Texts(statement, "Resource"),
        NotResources = PolicyDocument.Texts(statement, "NotResource"),
        Principals = PolicyDocument.Member(statement, "Principal") is { } principal ? PolicyPrincipals.Of(principal) : null,
        NotPrincipals = PolicyDocument.Member(statement, "NotPrincipal") is { } not ? PolicyPrincipals.Of(not) : null,
        Conditions = PolicyDocument.Member(statement, "Condition") is { ValueKind: JsonValueKind.Object } conditions
            ? PolicyCondition.AllOf(conditions)
            : [],
    };

    /// <summary>Whether it is about that action. A statement without any is about none.</summary>
    public bool HasAction(string action) => Actions is { } actions
        ? actions.Any(pattern => Wildcard.Matches(pattern, action, ignoreCase: true))
        : NotActions is { } except && !except.Any(pattern => Wildcard.Matches(pattern, action, ignoreCase: true));

    // IAM refuses a policy with any other effect; one that is stored all the same does nothing.
    private static PolicyEffect EffectOf(string? text) => text switch
    {
        "Allow" => PolicyEffect.Allow,
        "Deny" => PolicyEffect.Deny,
        _ => PolicyEffect.None,
    };
}

internal enum PolicyEffect
{
    None,
    Allow,
    Deny,
}
