using System.Collections.Immutable;
using Orleans;

namespace Raposa.Collection;

/// <summary>Reads how an organization's collection goes from PostgreSQL. Keyed by organization; stateless.</summary>
[Alias("raposa.collection-reader-grain")]
public interface ICollectionReaderGrain : IGrainWithStringKey
{
    /// <summary>
    /// Every planned source of every connected account, in the order of account, source and region, as it is at this
    /// moment: its run in progress too.
    /// </summary>
    [Alias("get-sources")]
    Task<ImmutableArray<SourceStatus>> GetSources(SourceQuery query);

    /// <summary>Runs, newest first, keyset pages. Refreshes too.</summary>
    /// <exception cref="ArgumentException">The cursor is not one that a page ended with.</exception>
    [Alias("get-runs")]
    Task<RunPageAnswer> GetRuns(RunQuery query);

    /// <summary>One run, in progress or ended, or null. Ask again to watch it: pages and resources grow as they come.</summary>
    [Alias("get-run")]
    Task<RunRecord?> GetRun(Guid id);

    /// <summary>What the organization decided about cadences, by source.</summary>
    [Alias("get-cadences")]
    Task<ImmutableArray<CadenceSetting>> GetCadences();
}

/// <summary>Which sources; null is any.</summary>
[GenerateSerializer, Immutable, Alias("raposa.source-query")]
public sealed record SourceQuery
{
    [Id(0)] public string? AccountId { get; init; }
    [Id(1)] public string? Source { get; init; }
    [Id(2)] public string? Region { get; init; }

    /// <summary>Only those in this state.</summary>
    [Id(3)] public SourceState? State { get; init; }
}

/// <summary>A source of an account (and region), and how it is.</summary>
[GenerateSerializer, Immutable, Alias("raposa.source-status")]
public sealed record SourceStatus
{
    [Id(0)] public required string AccountId { get; init; }
    [Id(1)] public required Provider Provider { get; init; }
    [Id(2)] public required string Source { get; init; }
    [Id(3)] public string? Region { get; init; }

    /// <summary>One sentence: what one resource of it is.</summary>
    [Id(4)] public string Description { get; init; } = "";
    [Id(5)] public required SourceState State { get; init; }
    [Id(6)] public required SourceSchedule Schedule { get; init; }

    /// <summary>The run in progress, if there is one.</summary>
    [Id(7)] public CollectionRun? Current { get; init; }

    /// <summary>The bounds between which the cadence adapts, and what it is usually; the organization's own, where it set one.</summary>
    [Id(8)] public TimeSpan? Fastest { get; init; }
    [Id(9)] public TimeSpan? Usual { get; init; }
    [Id(10)] public TimeSpan? Slowest { get; init; }

    /// <summary>What the vendor said last, where it is not well; the same as the last run's failure.</summary>
    [Id(11)] public RunFailure? Failure { get; init; }
}

/// <summary>In the order in which it is asked: the first that holds is the source's state. Append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.source-state")]
public enum SourceState
{
    /// <summary>The vendor says that the region or the service is not switched on: nothing can be seen, and nothing is expected.</summary>
    NotEnabled = 1,

    /// <summary>It failed so often that it is left alone for a while.</summary>
    CircuitOpen = 2,

    /// <summary>Nothing came for three cadences.</summary>
    Silent = 3,

    /// <summary>The last full run failed, or came in part.</summary>
    Failing = 4,

    /// <summary>No full run has ended yet.</summary>
    NeverRun = 5,

    /// <summary>It should have been read by now, and is not.</summary>
    Late = 6,

    Healthy = 7,
}

/// <summary>Which runs; null is any.</summary>
[GenerateSerializer, Immutable, Alias("raposa.run-query")]
public sealed record RunQuery
{
    [Id(0)] public string? AccountId { get; init; }
    [Id(1)] public string? Source { get; init; }
    [Id(2)] public string? Region { get; init; }
    [Id(3)] public RunStatus? Status { get; init; }
    [Id(4)] public RunTrigger? Trigger { get; init; }

    /// <summary>1 to 200.</summary>
    [Id(5)] public int Limit { get; init; } = 50;
    [Id(6)] public string? Cursor { get; init; }
}

/// <summary>A run and whose it is.</summary>
[GenerateSerializer, Immutable, Alias("raposa.run-record")]
public sealed record RunRecord(
    [property: Id(0)] string AccountId, [property: Id(1)] string Source, [property: Id(2)] string? Region, [property: Id(3)] CollectionRun Run);

/// <param name="Next">Where the next page begins; null after the last.</param>
[GenerateSerializer, Immutable, Alias("raposa.run-page")]
public sealed record RunPageAnswer([property: Id(0)] ImmutableArray<RunRecord> Runs, [property: Id(1)] string? Next);

/// <summary>A cadence that an organization decided for a source, in place of the adaptive one.</summary>
[GenerateSerializer, Immutable, Alias("raposa.cadence-setting")]
public sealed record CadenceSetting([property: Id(0)] string Source, [property: Id(1)] TimeSpan Period);
