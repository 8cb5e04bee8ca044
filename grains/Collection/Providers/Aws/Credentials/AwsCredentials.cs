namespace Raposa.Collection;

/// <summary>
/// A session that STS opened, or that the platform's own workload identity has. It lives in memory and ends by itself:
/// nothing here is ever read from configuration.
/// </summary>
/// <param name="SessionToken">Null only where the tests sign published vectors: nothing in the platform makes one without.</param>
internal sealed record AwsCredentials(string AccessKeyId, string SecretAccessKey, string? SessionToken, DateTimeOffset ExpiresAt)
{
    // Keys do not belong in a log.
    public override string ToString() => $"{AccessKeyId} until {ExpiresAt:O}";
}
