namespace Raposa.Posture.Iam;

/// <summary>Who makes a request: a user or role of an account, a service of AWS, somebody of an identity provider, or nobody known.</summary>
internal sealed record Caller
{
    /// <summary>Somebody on the internet without credentials.</summary>
    public static Caller Anonymous { get; } = new();

    public string? Account { get; private init; }

    /// <summary>Of the user or role.</summary>
    public string? Arn { get; private init; }

    /// <summary>Of the session of a role.</summary>
    public string? SessionArn { get; private init; }

    public bool IsRole => Arn?.Contains(":role/", StringComparison.Ordinal) == true;

    /// <summary>The service, such as <c>ec2.amazonaws.com</c>.</summary>
    public string? Service { get; private init; }

    /// <summary>The ARN or name of the identity provider.</summary>
    public string? Provider { get; private init; }

    public static Caller Of(string arn, string? sessionName = null) => new()
    {
        Account = Iam.Arn.AccountOf(arn),
        Arn = arn,
        SessionArn = sessionName is null ? null : Iam.Arn.SessionOf(arn, sessionName),
    };

    public static Caller OfService(string service) => new() { Service = service };

    public static Caller OfProvider(string provider) => new() { Provider = provider };
}
