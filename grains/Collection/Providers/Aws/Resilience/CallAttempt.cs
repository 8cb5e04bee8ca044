namespace Raposa.Collection;

/// <summary>What came of one request: an output, or a failure.</summary>
internal sealed record CallAttempt
{
    public AwsHttpResponse? Response { get; private init; }

    public AwsOutput? Output { get; private init; }

    public AwsError? Error { get; private init; }

    /// <summary>Null of a success.</summary>
    public RunFailure? Failure { get; private init; }

    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>It said that all was well, and then was not whole.</summary>
    public bool IsCut { get; private init; }

    public Exception? Cause { get; private init; }

    public static CallAttempt Of(AwsOperation operation, AwsHttpResponse response, string region, DateTimeOffset now)
    {
        if (response.Status is < 200 or >= 300)
        {
            var error = AwsError.Read(response);
            return new()
            {
                Response = response,
                Error = error,
                Failure = new(AwsFailures.KindOf(error, region), operation.ToString(), error.Code, error.Message),
                RetryAfter = RetryDelays.AskedBy(response, now),
            };
        }

        try
        {
            return new() { Response = response, Output = AwsProtocols.Of(operation.Service).Read(operation, response) };
        }
        catch (MalformedAnswerException broken)
        {
            return new()
            {
                Response = response,
                Failure = new(FailureKind.Malformed, operation.ToString(), "MalformedAnswer", broken.Message),
                IsCut = true,
                Cause = broken,
            };
        }
    }

    public static CallAttempt Lost(AwsOperation operation, string code, string message, Exception? cause = null) =>
        new() { Failure = new(FailureKind.Transient, operation.ToString(), code, message), Cause = cause };
}
