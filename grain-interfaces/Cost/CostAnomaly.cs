using System.Collections.Immutable;
using Orleans;

namespace Raposa.Cost;

/// <summary>Days on which a service of an account cost what the weeks before do not explain.</summary>
[GenerateSerializer, Immutable, Alias("raposa.cost-anomaly")]
public sealed record CostAnomaly
{
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required string AccountId { get; init; }

    /// <summary>As the bill names it: <c>Amazon Elastic Compute Cloud - Compute</c>.</summary>
    [Id(2)] public required string Service { get; init; }
    [Id(3)] public required string Currency { get; init; }

    /// <summary>Each day of it, in order.</summary>
    [Id(4)] public required ImmutableArray<CostDeviation> Days { get; init; }

    /// <summary>The kinds of usage that moved most, over all its days.</summary>
    [Id(5)] public ImmutableArray<CostDriver> Drivers { get; init; } = [];

    /// <summary>What was created or changed in that time and can have moved it, likeliest first.</summary>
    [Id(6)] public ImmutableArray<CostCause> Causes { get; init; } = [];

    /// <summary>What could not be looked at for causes, in sentences: no cause may mean that nothing was seen.</summary>
    [Id(7)] public ImmutableArray<string> Unknown { get; init; } = [];

    /// <summary>The snapshots that it was worked out from.</summary>
    [Id(8)] public required ImmutableArray<Guid> Snapshots { get; init; }

    /// <summary>The analysis that said so last, and as of when.</summary>
    [Id(9)] public required Guid AnalysisId { get; init; }
    [Id(10)] public required DateTimeOffset AsOf { get; init; }
    [Id(11)] public required DateTimeOffset FirstSeenAt { get; init; }

    public decimal Difference => Days.Sum(day => day.Actual - day.Expected);
}

/// <summary>A day that is not like the days before it.</summary>
/// <param name="Day">Midnight, UTC.</param>
/// <param name="Actual">What it cost.</param>
/// <param name="Expected">What the same weekdays before it cost, at the level of the last weeks.</param>
/// <param name="Spread">How far days usually are from what is expected of them.</param>
/// <param name="IsFinal">False: the bill of that day may still change.</param>
[GenerateSerializer, Immutable, Alias("raposa.cost-deviation")]
public sealed record CostDeviation(
    [property: Id(0)] DateTimeOffset Day, [property: Id(1)] decimal Actual, [property: Id(2)] decimal Expected,
    [property: Id(3)] decimal Spread, [property: Id(4)] bool IsFinal);

/// <summary>A kind of usage that moved.</summary>
/// <param name="UsageType">As the bill names it: <c>EUW1-BoxUsage:p4d.24xlarge</c>.</param>
/// <param name="Region">The region that its prefix names; null where it names none.</param>
[GenerateSerializer, Immutable, Alias("raposa.cost-driver")]
public sealed record CostDriver(
    [property: Id(0)] string UsageType, [property: Id(1)] string? Region, [property: Id(2)] decimal Actual, [property: Id(3)] decimal Expected);

/// <summary>A recorded call that can have moved the bill.</summary>
[GenerateSerializer, Immutable, Alias("raposa.cost-cause")]
public sealed record CostCause
{
    /// <summary>CloudTrail's id of it.</summary>
    [Id(0)] public required string EventId { get; init; }
    [Id(1)] public required DateTimeOffset At { get; init; }
    [Id(2)] public required string EventName { get; init; }
    [Id(3)] public string? Actor { get; init; }
    [Id(4)] public string? Region { get; init; }

    /// <summary>Ids that the call answered with, such as <c>i-0abc…</c>.</summary>
    [Id(5)] public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>The driver whose subject the call names, such as an instance type; null: it only fits by service, region and time.</summary>
    [Id(6)] public string? Names { get; init; }
}
