using System.Collections.Immutable;
using Orleans;

namespace Raposa.Collection;

/// <summary>
/// One pass of one collector over its source. Its id is also the id of the snapshot that it leaves. Immutable: each step
/// returns the next state, so that a run's whole life can be tested without a grain, a clock or a network.
/// </summary>
[GenerateSerializer, Immutable, Alias("raposa.collection-run")]
public sealed record CollectionRun
{
    /// <summary>A version 7 UUID: runs sort by when they began.</summary>
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required RunStatus Status { get; init; }
    [Id(2)] public required RunTrigger Trigger { get; init; }
    [Id(3)] public required DateTimeOffset StartedAt { get; init; }
    [Id(4)] public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Where the next page begins, in the source's own words; null before the first page and after the last.</summary>
    [Id(5)] public string? Cursor { get; init; }
    [Id(6)] public int Pages { get; init; }
    [Id(7)] public int Resources { get; init; }

    /// <summary>How many the vendor says there are, where it says so.</summary>
    [Id(8)] public int? Expected { get; init; }

    /// <summary>Requests on the wire, repeated ones included.</summary>
    [Id(9)] public int Calls { get; init; }

    /// <summary>Of them, those the vendor throttled.</summary>
    [Id(10)] public int Throttled { get; init; }

    /// <summary>Pages that were tried again since the last one that came.</summary>
    [Id(11)] public int Attempt { get; init; }

    /// <summary>When a page that failed is tried again.</summary>
    [Id(12)] public DateTimeOffset? RetryAt { get; init; }

    /// <summary>What ended it, or what the last page that is to be tried again failed of.</summary>
    [Id(13)] public RunFailure? Failure { get; init; }

    /// <summary>What could not be seen although the run went on: the coverage of its snapshot says so.</summary>
    [Id(14)] public ImmutableArray<CoverageGap> Gaps { get; init; } = [];

    /// <summary>Against the sealed snapshot before it; null until it is sealed.</summary>
    [Id(15)] public SnapshotChange? Change { get; init; }

    /// <summary>Of a refresh: the only resources that were asked for, by their keys. Empty in a full pass.</summary>
    [Id(16)] public ImmutableArray<string> Only { get; init; } = [];

    public bool IsInProgress => Status == RunStatus.InProgress;

    /// <summary>The last page came; what is left is to close the snapshot.</summary>
    public bool IsReadToEnd => IsInProgress && Pages > 0 && Cursor is null;

    /// <summary>False for a refresh, which says nothing of the resources that it did not ask for.</summary>
    public bool IsFull => Only.IsEmpty;

    public static CollectionRun Begin(Guid id, RunTrigger trigger, ImmutableArray<string> only, DateTimeOffset now) =>
        new() { Id = id, Status = RunStatus.InProgress, Trigger = trigger, StartedAt = now, Only = only };

    /// <summary>Records a page. One without a next cursor is the last.</summary>
    /// <exception cref="InvalidOperationException">The run has ended.</exception>
    public CollectionRun Advance(RunPage page)
    {
        RequireInProgress();
        return this with
        {
            Cursor = page.NextCursor,
            Pages = Pages + 1,
            Resources = Resources + page.Resources,
            Expected = page.Expected ?? Expected,
            Calls = Calls + page.Calls,
            Throttled = Throttled + page.Throttled,
            Gaps = Gaps.AddRange(page.Gaps),
            Attempt = 0,
            RetryAt = null,
            Failure = null,
        };
    }

    /// <summary>A page did not come and is tried again.</summary>
    /// <exception cref="InvalidOperationException">The run has ended.</exception>
    public CollectionRun Retry(RunFailure failure, int calls, int throttled, DateTimeOffset retryAt)
    {
        RequireInProgress();
        return this with
        {
            Attempt = Attempt + 1,
            RetryAt = retryAt,
            Failure = failure,
            Calls = Calls + calls,
            Throttled = Throttled + throttled,
        };
    }

    /// <summary>
    /// Ends it. Without a failure and with nothing missing it is sealed; else partial where something came, failed where
    /// nothing did.
    /// </summary>
    /// <param name="failure">What ended it, or what is missing; null if everything came.</param>
    /// <exception cref="InvalidOperationException">The run has ended, or pages are missing and nothing says why.</exception>
    public CollectionRun End(RunFailure? failure, DateTimeOffset now)
    {
        RequireInProgress();
        if (failure is null && !IsReadToEnd)
        {
            throw new InvalidOperationException($"Run {Id} cannot end well: it is not read to the end.");
        }

        return this with
        {
            Status = failure is null ? RunStatus.Sealed : Resources > 0 ? RunStatus.Partial : RunStatus.Failed,
            FinishedAt = now,
            Cursor = null,
            RetryAt = null,
            Failure = failure,
        };
    }

    private void RequireInProgress()
    {
        if (!IsInProgress)
        {
            throw new InvalidOperationException($"Run {Id} has ended ({Status}).");
        }
    }
}

/// <summary>What a page adds to a run.</summary>
/// <param name="Resources">How many it brought.</param>
/// <param name="NextCursor">Where the next one begins; null after the last.</param>
/// <param name="Expected">How many the vendor says there are in all, where it does.</param>
/// <param name="Gaps">Parts that could not be seen.</param>
/// <param name="Calls">Requests it took, repeated ones included.</param>
/// <param name="Throttled">Of them, those that were throttled.</param>
public sealed record RunPage(
    int Resources, string? NextCursor, int? Expected, ImmutableArray<CoverageGap> Gaps, int Calls, int Throttled);

/// <summary>Stored and sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.run-status")]
public enum RunStatus
{
    InProgress = 1,

    /// <summary>Everything came: the snapshot is sealed and proves absence.</summary>
    Sealed = 2,

    /// <summary>Something came: the snapshot holds it and proves no absence.</summary>
    Partial = 3,

    /// <summary>Nothing came.</summary>
    Failed = 4,
}

[GenerateSerializer, Alias("raposa.run-trigger")]
public enum RunTrigger
{
    Cadence = 1,
    Manual = 2,

    /// <summary>An event named what changed.</summary>
    Event = 3,

    /// <summary>It was overdue when the grain came back.</summary>
    CatchUp = 4,
}

/// <summary>Why something was not read, in the vendor's own words.</summary>
/// <param name="Kind">What can be done about it.</param>
/// <param name="Operation">The call, such as <c>ec2:DescribeInstances</c>.</param>
/// <param name="Code">The vendor's code, such as <c>UnauthorizedOperation</c> or <c>429</c>.</param>
/// <param name="Message">The vendor's text, whole.</param>
[GenerateSerializer, Immutable, Alias("raposa.run-failure")]
public sealed record RunFailure(
    [property: Id(0)] FailureKind Kind,
    [property: Id(1)] string Operation,
    [property: Id(2)] string Code,
    [property: Id(3)] string Message);

[GenerateSerializer, Alias("raposa.failure-kind")]
public enum FailureKind
{
    /// <summary>Asked too often: waiting helps.</summary>
    Throttled = 1,

    /// <summary>5xx, a cut body, a time-out, a broken connection: trying again helps.</summary>
    Transient = 2,

    /// <summary>The credentials may not: a person must change a policy.</summary>
    Denied = 3,

    /// <summary>The region is not opted in, or the service is not switched on there.</summary>
    NotEnabled = 4,

    /// <summary>The credentials are refused or expired: the connection must be renewed.</summary>
    Unauthenticated = 5,

    /// <summary>The answer is not what the vendor documents, or the request was not.</summary>
    Malformed = 6,
}

/// <summary>A part of a source that could not be seen.</summary>
/// <param name="Scope">What it is about: a resource key, or empty for the whole source.</param>
[GenerateSerializer, Immutable, Alias("raposa.coverage-gap")]
public sealed record CoverageGap([property: Id(0)] string Scope, [property: Id(1)] RunFailure Failure);

/// <summary>What a sealed snapshot changed against the one before it, in resources.</summary>
[GenerateSerializer, Immutable, Alias("raposa.snapshot-change")]
public sealed record SnapshotChange(
    [property: Id(0)] int Added, [property: Id(1)] int Changed, [property: Id(2)] int Removed)
{
    public static readonly SnapshotChange None = new(0, 0, 0);

    public bool IsNone => this == None;
}
