using System.Net.Http;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>
/// Calls an operation until it is answered or may not be tried again: places it, signs it, keeps to the declared rates,
/// retries with full jitter within a budget, and goes once more where AWS says what was wrong with the first try
/// (an expired session, another region, a clock that is off).
/// </summary>
internal sealed class AwsCallerClient(AwsHttpClient http, AwsEndpoints endpoints, AwsOptions options, AwsSurroundings surroundings)
{
    private readonly CallRates _rates = new();
    private readonly RetryBudget _budget = new(options.RetryBudget);
    private readonly BucketRegions _buckets = new();
    private long _skewTicks;

    /// <param name="operation">One of the embedded models.</param>
    /// <param name="parameters">As the CLI's <c>--cli-input-json</c>.</param>
    /// <param name="region">Where to.</param>
    /// <param name="scope">Whose rates and budget it counts against.</param>
    /// <param name="session">Who signs; null for the operations that are not signed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SourceReadException">It was refused, or did not succeed within its tries.</exception>
    public async Task<AwsAnswer> CallAsync(
        AwsOperation operation, JsonObject parameters, string region, string scope, IAwsSession? session, CancellationToken cancellationToken)
    {
        var request = AwsProtocols.Of(operation.Service).Write(operation, Customizations.Before(operation, parameters));
        var bucket = operation.Service.Name == "s3" ? parameters["Bucket"]?.GetValue<string>() : null;
        var call = new CallProgress(operation, $"{scope}/{operation.Service.Name}", _buckets.RegionOf(bucket) ?? region);
        while (true)
        {
            var credentials = session is null || operation.IsUnsigned ? null : await session.GetAsync(cancellationToken);
            await WaitForTurnAsync(scope, call, cancellationToken);
            var attempt = await TryAsync(operation, request, bucket, call.Region, credentials, cancellationToken);
            call.Count(attempt);
            if (attempt.Response is { } response && attempt.Failure is null)
            {
                _budget.GiveBack(call.BudgetScope, call.Retries);
                var output = Customizations.After(operation, parameters, response, attempt.Output!);
                return new(output.Json, call.Calls, call.Throttled, DateOf(response)) { Payload = output.Payload };
            }

            if (!IsAnotherTryOwed(call, attempt, bucket, session, credentials))
            {
                await WaitOrGiveUpAsync(call, attempt, cancellationToken);
            }
        }
    }

    private async Task WaitForTurnAsync(string scope, CallProgress call, CancellationToken cancellationToken)
    {
        var turn = _rates.Take(scope, call.Region, call.Operation, surroundings.Now);
        if (turn > TimeSpan.Zero)
        {
            await surroundings.WaitAsync(turn, cancellationToken);
        }
    }

    private async Task<CallAttempt> TryAsync(
        AwsOperation operation,
        AwsHttpRequest request,
        string? bucket,
        string region,
        AwsCredentials? credentials,
        CancellationToken cancellationToken)
    {
        var endpoint = endpoints.Of(operation.Service, region);
        var (origin, placed) = endpoint.Place(request, bucket);
        var target = placed.Target(origin.AbsolutePath);
        var address = new Uri(
            origin.GetLeftPart(UriPartial.Authority) + target,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var headers = credentials is null
            ? [.. placed.Headers, new("Host", address.Authority)]
            : SigV4SignerClient.Sign(placed, target.Split('?')[0], address.Authority, endpoint.Scope, credentials, SignedAt());

        using var limit = new CancellationTokenSource(options.AttemptTimeout, surroundings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var response = await http.SendAsync(placed.Method, address, headers, placed.Body, either.Token);
            return CallAttempt.Of(operation, response, region, surroundings.Now);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return CallAttempt.Lost(operation, "Timeout", $"No answer within {options.AttemptTimeout.TotalSeconds:0} s from {address.Authority}.");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return CallAttempt.Lost(operation, "ConnectionError", $"{address.Authority}: {broken.Message}", broken);
        }
    }

    private DateTimeOffset SignedAt() => surroundings.Now.AddTicks(Interlocked.Read(ref _skewTicks));

    // Each of these is AWS saying what to do otherwise: once per call, and it costs no retry.
    private bool IsAnotherTryOwed(CallProgress call, CallAttempt attempt, string? bucket, IAwsSession? session, AwsCredentials? used)
    {
        if (attempt.Error is not { } error)
        {
            return false;
        }

        if (bucket is not null && error.BucketRegion is { Length: > 0 } region && region != call.Region && call.MayMove())
        {
            _buckets.Remember(bucket, region);
            call.Region = region;
            return true;
        }

        if (AwsFailures.IsSkewed(error) && DateOf(attempt.Response!) is { } theirs && call.MaySetClock())
        {
            Interlocked.Exchange(ref _skewTicks, (theirs - surroundings.Now).Ticks);
            return true;
        }

        if (AwsFailures.IsExpired(error) && session is not null && used is not null && call.MayRenew())
        {
            session.Expire(used);
            return true;
        }

        return false;
    }

    private async Task WaitOrGiveUpAsync(CallProgress call, CallAttempt attempt, CancellationToken cancellationToken)
    {
        var helps = attempt.Failure is { Kind: FailureKind.Throttled or FailureKind.Transient } || attempt.IsCut;
        if (!helps || call.Retries + 1 >= options.Attempts || attempt.RetryAfter > options.LongestRetryAfter
            || !_budget.TrySpend(call.BudgetScope))
        {
            throw new SourceReadException(attempt.Failure!, attempt.RetryAfter, call.Calls, call.Throttled, attempt.Cause);
        }

        call.Retries++;
        await surroundings.WaitAsync(
            RetryDelays.Before(call.Retries, surroundings.Random(), attempt.RetryAfter, options), cancellationToken);
    }

    private static DateTimeOffset? DateOf(AwsHttpResponse response) =>
        response.Header("Date") is { } text ? Timestamps.Parse(text) : null;
}
