using System.Collections.Immutable;

namespace Raposa.Collection;

/// <summary>Reads one page of a source from its vendor. Safe to repeat with the same cursor.</summary>
internal interface ISourceReader
{
    /// <param name="source">What to read.</param>
    /// <param name="key">From which account and region.</param>
    /// <param name="cursor">What the page before gave; null for the first.</param>
    /// <param name="only">Keys of the resources to read; empty for all.</param>
    /// <exception cref="SourceReadException">The page could not be read. Nothing else escapes but cancellation.</exception>
    Task<SourcePage> ReadAsync(
        SourceDefinition source, CollectorKey key, string? cursor, ImmutableArray<string> only, CancellationToken cancellationToken);
}

/// <summary>One page of a source.</summary>
/// <param name="Resources">As the vendor returned them.</param>
/// <param name="NextCursor">Where the next page begins; null after the last.</param>
internal sealed record SourcePage(ImmutableArray<CollectedResource> Resources, string? NextCursor)
{
    /// <summary>How many resources the vendor says there are in all, where it does.</summary>
    public int? Expected { get; init; }

    /// <summary>Parts that could not be seen.</summary>
    public ImmutableArray<CoverageGap> Gaps { get; init; } = [];

    public int Calls { get; init; } = 1;

    public int Throttled { get; init; }

    /// <summary>The <c>Date</c> of the vendor's answer: when it says that this was so.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>One object as its vendor returned it.</summary>
/// <param name="Key">What identifies it in its source, account and region.</param>
/// <param name="Document">JSON, UTF-8, every field that came.</param>
internal sealed record CollectedResource(string Key, ReadOnlyMemory<byte> Document);

/// <summary>A page that could not be read.</summary>
internal sealed class SourceReadException(RunFailure failure, TimeSpan? retryAfter, int calls = 1, int throttled = 0, Exception? cause = null)
    : Exception($"{failure.Operation}: {failure.Code}: {failure.Message}", cause)
{
    public RunFailure Failure { get; } = failure;

    /// <summary>How long the vendor asks to wait, where it says so.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    public int Calls { get; } = calls;

    public int Throttled { get; } = throttled;
}
