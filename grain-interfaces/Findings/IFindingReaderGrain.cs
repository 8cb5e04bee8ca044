using System.Collections.Immutable;
using Orleans;
using Raposa.Incidents;

namespace Raposa.Findings;

/// <summary>Reads findings and who is told of them from PostgreSQL. Keyed by organization; stateless.</summary>
[Alias("raposa.finding-reader-grain")]
public interface IFindingReaderGrain : IGrainWithStringKey
{
    /// <summary>Latest change first, keyset pages.</summary>
    /// <exception cref="ArgumentException">The cursor is none that a page gave.</exception>
    [Alias("get-findings")]
    Task<FindingPage> GetFindings(FindingQuery query);

    /// <summary>The finding with its history, or null.</summary>
    [Alias("get-finding")]
    Task<Finding?> GetFinding(Guid id);

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
}

[GenerateSerializer, Immutable, Alias("raposa.finding-page")]
public sealed record FindingPage([property: Id(0)] ImmutableArray<Finding> Findings, [property: Id(1)] string? Next);
