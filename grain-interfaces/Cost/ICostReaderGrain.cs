using System.Collections.Immutable;
using Orleans;
using Raposa.Inventory;

namespace Raposa.Cost;

/// <summary>Reads what accounts cost and what is unusual in it. Keyed by organization; stateless.</summary>
[Alias("raposa.cost-reader-grain")]
public interface ICostReaderGrain : IGrainWithStringKey
{
    /// <summary>The cost of each day in groups, from the newest sealed snapshots, with how well each account is known.</summary>
    [Alias("get-daily")]
    Task<DailyCost> GetDaily(CostQuery query);

    /// <summary>The largest difference first.</summary>
    [Alias("get-anomalies")]
    Task<ImmutableArray<CostAnomaly>> GetAnomalies(string? accountId, int limit);

    /// <summary>Null if there is none.</summary>
    [Alias("get-anomaly")]
    Task<CostAnomaly?> GetAnomaly(Guid id);
}

/// <summary>What to sum the cost by.</summary>
[GenerateSerializer, Alias("raposa.cost-grouping")]
public enum CostGrouping
{
    Service = 1,
    Account = 2,
    UsageType = 3,

    /// <summary><c>key$value</c>; without a value it is untagged.</summary>
    Tag = 4,
}

/// <summary>Which costs. Null means any.</summary>
[GenerateSerializer, Immutable, Alias("raposa.cost-query")]
public sealed record CostQuery
{
    [Id(0)] public required CostGrouping By { get; init; }
    [Id(1)] public string? AccountId { get; init; }

    /// <summary>The first day, included.</summary>
    [Id(2)] public required DateTimeOffset From { get; init; }

    /// <summary>The day after the last.</summary>
    [Id(3)] public required DateTimeOffset To { get; init; }
    [Id(4)] public DateTimeOffset? AsOf { get; init; }
}

/// <summary>Costs with what they were summed from.</summary>
/// <param name="Days">In the order of days, then of cost.</param>
/// <param name="Coverage">How well the source of each account is known: one that is not there was never collected.</param>
[GenerateSerializer, Immutable, Alias("raposa.daily-cost")]
public sealed record DailyCost(
    [property: Id(0)] ImmutableArray<CostOfDay> Days, [property: Id(1)] ImmutableArray<ChainCoverage> Coverage);

/// <param name="Day">Midnight, UTC.</param>
/// <param name="Name">What it is the cost of: a service, an account, a kind of usage, a tag and its value.</param>
/// <param name="IsFinal">False: the bill of that day may still change.</param>
[GenerateSerializer, Immutable, Alias("raposa.cost-of-day")]
public sealed record CostOfDay(
    [property: Id(0)] DateTimeOffset Day, [property: Id(1)] string Name, [property: Id(2)] decimal Cost,
    [property: Id(3)] string Currency, [property: Id(4)] bool IsFinal);
