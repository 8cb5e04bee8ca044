using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>
/// Who the platform itself is: the token that its cluster puts into a file (IRSA) exchanged for its role, or what the
/// agent of its container gives (EKS Pod Identity, ECS). Both change while it runs, and are read again for every session.
/// </summary>
internal sealed class WorkloadIdentityClient(AwsHttpClient http, StsSessions sts, AwsOptions options, Func<string, string?> configured)
{
    // Where the agents of EKS and ECS answer; besides them only this machine itself, or an encrypted connection.
    private static readonly string[] Agents = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"];

    public async Task<AwsCredentials> OpenAsync(CancellationToken cancellationToken)
    {
        var role = options.RoleArn ?? configured("AWS_ROLE_ARN");
        var file = options.WebIdentityTokenFile ?? configured("AWS_WEB_IDENTITY_TOKEN_FILE");
        if (role is { Length: > 0 } && file is { Length: > 0 })
        {
            return await sts.ExchangeAsync(
                role, options.Collector, await ReadAsync(file, cancellationToken), Region, "workload", cancellationToken);
        }

        return AgentAddress() is { } agent
            ? await AskAsync(agent, cancellationToken)
            : throw Failure(
                "NoWorkloadIdentity",
                "The platform has no identity of its own in AWS: it needs AWS_ROLE_ARN with AWS_WEB_IDENTITY_TOKEN_FILE, or a pod's or task's role. Access keys are not read.");
    }

    private string Region => options.Region ?? configured("AWS_REGION") ?? "us-east-1";

    private Uri? AgentAddress()
    {
        var address = configured("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is { Length: > 0 } path
            ? $"http://{Agents[0]}{path}"
            : configured("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        if (string.IsNullOrEmpty(address))
        {
            return null;
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var agent)
            && (agent.Scheme == Uri.UriSchemeHttps || agent.IsLoopback || Agents.Contains(agent.Host))
            ? agent
            : throw Failure("NoWorkloadIdentity", $"'{address}' is not the address of a container's agent.");
    }

    private async Task<AwsCredentials> AskAsync(Uri agent, CancellationToken cancellationToken)
    {
        var token = configured("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") is { Length: > 0 } file
            ? await ReadAsync(file, cancellationToken)
            : configured("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        List<KeyValuePair<string, string>> headers = [new("Accept", "application/json")];
        if (token is { Length: > 0 })
        {
            headers.Add(new("Authorization", token));
        }

        try
        {
            var response = await http.SendAsync("GET", agent, headers, default, cancellationToken);
            return response.Status == 200
                ? Read(JsonBody.Parse(response.Body))
                : throw Failure(AwsError.Read(response).Code, AwsError.Read(response).Message);
        }
        catch (Exception broken) when (broken is System.Net.Http.HttpRequestException or IOException or MalformedAnswerException)
        {
            throw Failure("ConnectionError", $"{agent.Authority}: {broken.Message}", FailureKind.Transient, broken);
        }
    }

    private static AwsCredentials Read(JsonObject given) =>
        given["AccessKeyId"]?.ToString() is { } id && given["SecretAccessKey"]?.ToString() is { } secret
        && given["Token"]?.ToString() is { } token && Timestamps.Parse(given["Expiration"]?.ToString() ?? "") is { } until
            ? new(id, secret, token, until)
            : throw Failure("NoCredentials", "The container's agent answered without credentials.", FailureKind.Malformed);

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Failure("NoWorkloadIdentity", $"The token file cannot be read: {unreadable.Message}", cause: unreadable);
        }
    }

    private static SourceReadException Failure(
        string code, string message, FailureKind kind = FailureKind.Unauthenticated, Exception? cause = null) =>
        new(new(kind, "workload identity", code, message), retryAfter: null, calls: 0, cause: cause);
}
