using System.Collections.Immutable;
using Orleans;
using Raposa.Incidents;

namespace Raposa.Findings;

/// <summary>Reads findings and who is told of them from PostgreSQL. Keyed by organization; stateless.</summary>
[Alias("raposa.finding-reader-grain")]
public interface IFindingReaderGrain : IGrainWithStringKey
{
    /// <summary>In the order that is asked for, keyset pages.</summary>
    /// <exception cref="ArgumentException">The cursor is none that a page in this order gave.</exception>
    [Alias("get-findings")]
    Task<FindingPage> GetFindings(FindingQuery query);

    /// <summary>The finding with its history, or null.</summary>
    [Alias("get-finding")]
    Task<Finding?> GetFinding(Guid id);

    /// <summary>Its life, oldest step first, each with what differs from the one before; null if there is no such finding.</summary>
    [Alias("get-history")]
    Task<ImmutableArray<FindingChange>?> GetHistory(Guid id);

    /// <summary>How many findings are open, and how many of them are suppressed: by severity, priority and kind.</summary>
    [Alias("get-summary")]
    Task<FindingSummary> GetSummary();

    /// <summary>In the order they were made.</summary>
    [Alias("get-receivers")]
    Task<ImmutableArray<AlertReceiver>> GetReceivers();

    /// <summary>The latest messages to one receiver, newest first, at most 100; null if there is no such receiver.</summary>
    [Alias("get-deliveries")]
    Task<ImmutableArray<AlertDelivery>?> GetDeliveries(Guid receiverId);
}

[GenerateSerializer, Immutable, Alias("raposa.finding-query")]
public sealed record FindingQuery
{
    [Id(0)] public FindingStatus? Status { get; init; }
    [Id(1)] public Severity? MinimumSeverity { get; init; }

    /// <summary>A kind, or the beginning of kinds up to a dot: <c>collection</c> finds <c>collection.silent</c>.</summary>
    [Id(2)] public string? Kind { get; init; }
    [Id(3)] public string? AccountId { get; init; }

    /// <summary>1 to 200.</summary>
    [Id(4)] public int Limit { get; init; } = 50;
    [Id(5)] public string? Cursor { get; init; }

    /// <summary>Those that are suppressed: without them, only them, or either where it is null.</summary>
    [Id(6)] public SuppressedFindings? Suppressed { get; init; }
    [Id(7)] public FindingOrder Order { get; init; } = FindingOrder.Changed;

    /// <summary>1 to 100.</summary>
    [Id(8)] public int? MinimumPriority { get; init; }

    /// <summary>What it is about, exactly.</summary>
    [Id(9)] public string? Subject { get; init; }
    [Id(10)] public Severity? MaximumSeverity { get; init; }

    /// <summary>1 to 100.</summary>
    [Id(11)] public int? MaximumPriority { get; init; }
}

/// <summary>Sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.suppressed-findings")]
public enum SuppressedFindings
{
    Exclude = 1,
    Include = 2,
    Only = 3,
}

/// <summary>Sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.finding-order")]
public enum FindingOrder
{
    /// <summary>Latest change first.</summary>
    Changed = 1,

    /// <summary>Highest priority first; of equals those of which more is known, then the latest change.</summary>
    Priority = 2,

    /// <summary>By id, which never changes: for whoever reads all of them while they change.</summary>
    Id = 3,
}

[GenerateSerializer, Immutable, Alias("raposa.finding-page")]
public sealed record FindingPage([property: Id(0)] ImmutableArray<Finding> Findings, [property: Id(1)] string? Next)
{
    [Id(2)] public FindingCounts Counts { get; init; } = new(0, 0);
}

/// <summary>How many findings the conditions fit, whichever page is looked at.</summary>
/// <param name="Matching">With those that are suppressed.</param>
/// <param name="Suppressed">Of them.</param>
[GenerateSerializer, Immutable, Alias("raposa.finding-counts")]
public sealed record FindingCounts([property: Id(0)] int Matching, [property: Id(1)] int Suppressed);
