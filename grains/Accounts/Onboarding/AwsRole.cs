using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Raposa.Collection;

namespace Raposa.Accounts.Onboarding;

/// <inheritdoc cref="IAwsRole"/>
/// <param name="sources">What is read: the permissions come from their declarations.</param>
/// <param name="platformRole">ARN of the role that the platform itself has; null where it is not configured.</param>
internal sealed class AwsRole(ISourceList sources, string? platformRole) : IAwsRole
{
    private readonly Lazy<ImmutableArray<string>> _actions = new(() =>
        [.. sources.Of(Provider.Aws).SelectMany(source => source.Read.Permissions).Append("ec2:DescribeRegions")]);

    public AwsOnboarding Describe(string roleArn, string externalId, TokenClaims? token, ImmutableArray<string> trailBuckets)
    {
        var principal = token is null
            ? platformRole ?? throw new InvalidOperationException(
                "As whom the platform enters accounts is not configured: set Raposa:Aws:RoleArn (or AWS_ROLE_ARN) to the ARN of its role.")
            : null;
        var policies = LeastPrivilegePolicy.For(_actions.Value, trailBuckets);
        var name = RoleRequest.NameOf(roleArn);
        var trust = principal is null
            ? TrustPolicy.ForWebIdentity(RoleRequest.AccountOf(roleArn), new(token!.Issuer), token.Audience, token.Subject)
            : TrustPolicy.ForWorkload(principal, externalId);
        return new()
        {
            RoleName = name,
            RoleArn = roleArn,
            ExternalId = externalId,
            TrustedPrincipal = principal,
            Policy = Whole(policies),
            Policies = policies,
            TrustPolicy = trust,
            CloudFormation = OnboardingTemplates.CloudFormation(name, trust, policies),
            Terraform = OnboardingTemplates.Terraform(name, trust, policies),
        };
    }

    // Every statement in one document, for a person to read.
    private static string Whole(ImmutableArray<string> policies) => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray([.. policies.SelectMany(policy => JsonNode.Parse(policy)!["Statement"]!.AsArray()).Select(statement => statement?.DeepClone())]),
    }.ToJsonString(IamJson.Indented);
}
