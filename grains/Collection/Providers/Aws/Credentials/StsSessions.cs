using System.Text.Json.Nodes;
using Raposa.Accounts;

namespace Raposa.Collection;

/// <summary>Opens sessions at the regional STS.</summary>
internal sealed class StsSessions(AwsModels models, AwsCallerClient caller, AwsOptions options)
{
    /// <summary>Enters an account as the platform's workload.</summary>
    public Task<AwsCredentials> AssumeAsync(
        AccountKey account, AwsConnection connection, IAwsSession workload, CancellationToken cancellationToken) =>
        OpenAsync(
            "AssumeRole",
            new()
            {
                ["RoleArn"] = connection.RoleArn,
                ["RoleSessionName"] = SessionName(account),
                ["ExternalId"] = connection.ExternalId,
                ["DurationSeconds"] = (int)options.SessionDuration.TotalSeconds,
                ["Tags"] = new JsonArray(Tag("org", account.Organization.ToString()), Tag("collector", options.Collector)),
                ["SourceIdentity"] = options.Collector,
            },
            connection.HomeRegion,
            account.ToString(),
            workload,
            cancellationToken);

    /// <summary>Tries a role as the onboarding does: with an external id, or without one.</summary>
    public Task<AwsCredentials> TryAsync(
        AccountKey account, string roleArn, string? externalId, string region, IAwsSession workload, CancellationToken cancellationToken)
    {
        var parameters = new JsonObject
        {
            ["RoleArn"] = roleArn,
            ["RoleSessionName"] = SessionName(account),
            ["DurationSeconds"] = 900,
        };
        if (externalId is not null)
        {
            // The tags too: a trust policy that does not allow them would refuse every session later.
            parameters["ExternalId"] = externalId;
            parameters["Tags"] = new JsonArray(Tag("org", account.Organization.ToString()), Tag("collector", options.Collector));
            parameters["SourceIdentity"] = options.Collector;
        }

        return OpenAsync("AssumeRole", parameters, region, account.ToString(), workload, cancellationToken);
    }

    /// <summary>Exchanges a token for a session; the call is not signed.</summary>
    public Task<AwsCredentials> ExchangeAsync(
        string roleArn, string sessionName, string token, string region, string scope, CancellationToken cancellationToken) =>
        OpenAsync(
            "AssumeRoleWithWebIdentity",
            new()
            {
                ["RoleArn"] = roleArn,
                ["RoleSessionName"] = sessionName,
                ["WebIdentityToken"] = token,
                ["DurationSeconds"] = (int)options.SessionDuration.TotalSeconds,
            },
            region,
            scope,
            session: null,
            cancellationToken);

    // 2 to 64 letters of [\w+=,.@-]; the account's own CloudTrail shows it.
    public string SessionName(AccountKey account)
    {
        var name = $"{options.Collector}-{account.Organization}";
        return name.Length <= 64 ? name : name[..64];
    }

    private async Task<AwsCredentials> OpenAsync(
        string operation, JsonObject parameters, string region, string scope, IAwsSession? session, CancellationToken cancellationToken)
    {
        var answer = await caller.CallAsync(models.Find("sts", operation), parameters, region, scope, session, cancellationToken);
        var given = answer.Output["Credentials"] as JsonObject;
        return Text(given, "AccessKeyId") is { } id && Text(given, "SecretAccessKey") is { } secret && Text(given, "SessionToken") is { } token
            && Timestamps.Parse(Text(given, "Expiration") ?? "") is { } until
            ? new(id, secret, token, until)
            : throw new SourceReadException(
                new(FailureKind.Malformed, $"sts:{operation}", "NoCredentials", "STS answered without credentials."), retryAfter: null);
    }

    private static JsonObject Tag(string key, string value) => new() { ["Key"] = key, ["Value"] = value };

    private static string? Text(JsonObject? holder, string name) => holder?[name]?.ToString();
}
