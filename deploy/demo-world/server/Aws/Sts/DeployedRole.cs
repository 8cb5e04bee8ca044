using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Aws.Sts;

/// <summary>A role for the platform, as the customer's CloudFormation stack would make it.</summary>
internal sealed record DeployedRole
{
    public required string Account { get; init; }

    public required string Name { get; init; }

    /// <summary>Whose sessions may assume it: a role's ARN or an account's root.</summary>
    public string? TrustedPrincipal { get; init; }

    /// <summary>The condition <c>sts:ExternalId</c>; null for a role that forgot it.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The condition on <c>aud</c> of a token; null if no identity provider is trusted.</summary>
    public string? TokenAudience { get; init; }

    /// <summary>The condition on <c>sub</c>.</summary>
    public string? TokenSubject { get; init; }

    /// <summary>The identity-based policy; null allows every read that the world serves.</summary>
    public JsonObject? Policy { get; init; }

    public DateTimeOffset DeployedAt { get; init; }

    public string Arn => $"arn:aws:iam::{Account}:role/{Name}";

    public bool Allows(string action) => Policy is null || PolicyDocument.Allows(Policy, action);
}
