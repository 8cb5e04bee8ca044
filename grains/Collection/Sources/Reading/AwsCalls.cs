using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Raposa.Accounts;

namespace Raposa.Collection.Sources;

/// <summary>The calls of one page: who is asked, where and as of when; and what they came to.</summary>
internal sealed class AwsCalls(IAwsClient client, IAwsOperations operations, AccountKey account, string region, AwsMoment moment)
{
    private int _count;
    private int _throttled;

    public AwsMoment Moment { get; } = moment;

    public string Region { get; } = region;

    public int Count => _count;

    public int Throttled => _throttled;

    /// <summary>The time of the first answer: what the later ones say is newer.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    public AwsPaging? PagingOf(string operation)
    {
        var (service, name) = Split(operation);
        return operations.PagingOf(service, name);
    }

    /// <exception cref="SourceReadException">With the requests of the whole page so far.</exception>
    public async Task<JsonObject> CallAsync(
        string operation, JsonObject parameters, CancellationToken cancellationToken, string? elsewhere = null)
    {
        var (service, name) = Split(operation);
        try
        {
            var answer = await client.CallAsync(new(account, service, name, parameters, elsewhere ?? Region), cancellationToken);
            Add(answer.Calls, answer.Throttled);
            AnsweredAt ??= answer.AnsweredAt;
            return answer.Output;
        }
        catch (SourceReadException failed)
        {
            Add(failed.Calls, failed.Throttled);
            throw Failed(failed);
        }
    }

    /// <summary>Every page of an operation as one answer, as the CLI prints it.</summary>
    public async Task<JsonObject> CallAllAsync(
        string operation, JsonObject parameters, CancellationToken cancellationToken, string? elsewhere = null)
    {
        var whole = await CallAsync(operation, (JsonObject)parameters.DeepClone(), cancellationToken, elsewhere);
        if (PagingOf(operation) is not { } paging)
        {
            return whole;
        }

        var next = NextOf(whole);
        while (next is not null)
        {
            var page = await CallAsync(operation, AwsPages.At(parameters, next), cancellationToken, elsewhere);
            next = NextOf(page);
            AwsPages.Append(paging, whole, page);
        }

        AwsPages.ForgetTokens(paging, whole);
        return whole;

        JsonObject? NextOf(JsonObject page) => AwsPages.IsCut(paging, page)
            ? throw Failed(new(AwsPages.Cut(operation), retryAfter: null))
            : AwsPages.NextOf(paging, page);
    }

    public SourcePage Page(ImmutableArray<CollectedResource> resources, string? nextCursor = null, ImmutableArray<CoverageGap>? gaps = null) =>
        new(resources, nextCursor) { Calls = Count, Throttled = Throttled, AnsweredAt = AnsweredAt, Gaps = gaps ?? [] };

    /// <summary>The same failure, with the requests of the whole page.</summary>
    public SourceReadException Failed(SourceReadException failure) =>
        new(failure.Failure, failure.RetryAfter, Count, Throttled, failure);

    // Details of several resources are asked for at once.
    private void Add(int calls, int throttled)
    {
        Interlocked.Add(ref _count, calls);
        Interlocked.Add(ref _throttled, throttled);
    }

    private static (string Service, string Operation) Split(string operation)
    {
        var colon = operation.IndexOf(':', StringComparison.Ordinal);
        return (operation[..colon], operation[(colon + 1)..]);
    }
}
