namespace Raposa.Collection;

/// <summary>
/// How AWS is called, from <c>Raposa:Aws</c>. There is no option for an access key, and the SDK's variables for one are not
/// read: a key lives until somebody deletes it, is copied with every environment, and does not say which account it was
/// meant for. Sessions of STS end by themselves.
/// </summary>
internal sealed record AwsOptions
{
    /// <summary>The role that the platform itself has by its web identity token; else <c>AWS_ROLE_ARN</c>.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The file with the token of the workload; else <c>AWS_WEB_IDENTITY_TOKEN_FILE</c>. Read again for every session.</summary>
    public string? WebIdentityTokenFile { get; init; }

    /// <summary>Where the platform asks for its own session; else <c>AWS_REGION</c>, else us-east-1.</summary>
    public string? Region { get; init; }

    /// <summary>How the collector is called in session tags and as source identity, for the CloudTrail of those who are read.</summary>
    public string Collector { get; init; } = "raposa";

    /// <summary>Tries of a call, the first included.</summary>
    public int Attempts { get; init; } = 8;

    /// <summary>After which a try is given up. Some services take a minute for a page.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The most that may be waited before the second try; it doubles with each.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What AWS asks to wait is waited up to this; if it is more, the caller is told.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Retries that a service may cost in one account and region while nothing of it succeeds.</summary>
    public int RetryBudget { get; init; } = 100;

    /// <summary>How long before its end a session is renewed.</summary>
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a session is asked for; roles that are assumed from a role cannot have more than an hour.</summary>
    public TimeSpan SessionDuration { get; init; } = TimeSpan.FromHours(1);
}
