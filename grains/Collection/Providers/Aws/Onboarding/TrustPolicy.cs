using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>Who may assume the role that reads an account.</summary>
internal static class TrustPolicy
{
    /// <summary>The platform's role, and only if it names the external id of this account.</summary>
    /// <param name="platformRoleArn">The role of the platform's workload.</param>
    /// <param name="externalId">Random, of this account alone: without it another customer could name this role as theirs.</param>
    public static string ForWorkload(string platformRoleArn, string externalId) => Document(new()
    {
        ["Sid"] = "RaposaMayRead",
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["AWS"] = platformRoleArn },
        ["Action"] = "sts:AssumeRole",
        ["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { ["sts:ExternalId"] = externalId } },
    },
    new()
    {
        // By itself, as in AWS's examples: what a call may say about itself is not what lets it in.
        ["Sid"] = "RaposaMaySayWhoReads",
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["AWS"] = platformRoleArn },
        ["Action"] = new JsonArray("sts:TagSession", "sts:SetSourceIdentity"),
    });

    /// <summary>Whoever brings a token of the organization's identity provider, for this audience and subject.</summary>
    /// <param name="accountId">The account of the role.</param>
    /// <param name="issuer">The provider's address, as in the token: <c>https://example.okta.com/oauth2/abc</c>.</param>
    /// <param name="audience">The token's <c>aud</c>.</param>
    /// <param name="subject">The token's <c>sub</c>.</param>
    public static string ForWebIdentity(string accountId, Uri issuer, string audience, string subject)
    {
        var provider = issuer.Host + issuer.AbsolutePath.TrimEnd('/');
        return Document(new JsonObject
        {
            ["Sid"] = "RaposaMayRead",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Federated"] = $"arn:aws:iam::{accountId}:oidc-provider/{provider}" },
            ["Action"] = "sts:AssumeRoleWithWebIdentity",
            ["Condition"] = new JsonObject
            {
                ["StringEquals"] = new JsonObject { [$"{provider}:aud"] = audience, [$"{provider}:sub"] = subject },
            },
        });
    }

    private static string Document(params ReadOnlySpan<JsonObject> statements) =>
        new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([.. statements]) }.ToJsonString(IamJson.Options);
}
