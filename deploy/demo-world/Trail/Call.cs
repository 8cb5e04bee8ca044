using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Trail;

/// <summary>One API call before it is a record: what differs between two of them.</summary>
internal sealed record Call(DateTimeOffset At, Principal By, string Service, string Name)
{
    /// <summary>Account it happens in.</summary>
    public string Account { get; init; } = By.Account;

    public string Region { get; init; } = Corvina.Region;

    public bool IsReadOnly { get; init; } = true;

    /// <summary>An S3 object or another data plane call.</summary>
    public bool IsData { get; init; }

    public JsonObject? Parameters { get; init; }

    public JsonObject? Response { get; init; }

    public JsonObject? Additional { get; init; }

    /// <summary>(type, ARN, account) of what it is about.</summary>
    public (string Type, string Arn)[]? Resources { get; init; }

    /// <summary>The code is missing where CloudTrail gives only a message (a failed sign-in).</summary>
    public (string? Code, string Message)? Error { get; init; }

    public string EventType { get; init; } = "AwsApiCall";

    /// <summary>Other than the principal's own.</summary>
    public string? Ip { get; init; }

    public string? UserAgent { get; init; }

    public string? VpcEndpoint { get; init; }

    public DemoStory Story { get; init; }

    /// <summary>The answer AWS gives where no policy allows the call.</summary>
    public Call Denied(string action, string resource) => this with
    {
        Response = null,
        Error = ("AccessDenied",
            $"User: {By.Arn} is not authorized to perform: {action} on resource: {resource} because no identity-based policy allows the {action} action"),
    };
}
