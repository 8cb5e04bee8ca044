using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Raposa.Accounts;

namespace Raposa.Collection.Sources;

/// <summary>The calls of one page: who is asked, where and as of when; and what they came to.</summary>
internal sealed class AwsCalls(IAwsClient client, AwsModels models, AccountKey account, string region, AwsMoment moment)
{
    private int _count;
    private int _throttled;

    public AwsMoment Moment { get; } = moment;

    public string Region { get; } = region;

    public int Count => _count;

    public int Throttled => _throttled;

    /// <summary>The time of the first answer: what the later ones say is newer.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>How its answers come in pages; null if they do not.</summary>
    public AwsPages? PagesOf(string operation) => models.Find(operation).Pages;

    /// <exception cref="SourceReadException">With the requests of the whole page so far.</exception>
    public async Task<JsonObject> CallAsync(
        string operation, JsonObject parameters, CancellationToken cancellationToken)
    {
        var colon = operation.IndexOf(':', StringComparison.Ordinal);
        var call = new AwsCall(account, operation[..colon], operation[(colon + 1)..], parameters, Region);
        try
        {
            var answer = await client.CallAsync(call, cancellationToken);
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
        string operation, JsonObject parameters, CancellationToken cancellationToken)
    {
        var whole = await CallAsync(operation, (JsonObject)parameters.DeepClone(), cancellationToken);
        if (PagesOf(operation) is not { } pages)
        {
            return whole;
        }

        var next = NextOf(whole);
        while (next is not null)
        {
            var page = await CallAsync(operation, AwsPages.Continue(parameters, next), cancellationToken);
            next = NextOf(page);
            AwsPaging.Append(pages, whole, page);
        }

        AwsPaging.ForgetTokens(pages, whole);
        return whole;

        string? NextOf(JsonObject page) => AwsPaging.IsCut(pages, page)
            ? throw Failed(new(AwsPaging.Cut(operation), retryAfter: null))
            : pages.CursorAfter(page);
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
}
