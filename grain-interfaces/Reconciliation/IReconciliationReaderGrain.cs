using System.Collections.Immutable;
using Orleans;

namespace Raposa.Reconciliation;

/// <summary>Reads verdicts and coverage from PostgreSQL. Keyed by organization; stateless.</summary>
[Alias("raposa.reconciliation-reader-grain")]
public interface IReconciliationReaderGrain : IGrainWithStringKey
{
    /// <summary>Instances in the order of account and id, as the newest run up to a time found them.</summary>
    /// <exception cref="ArgumentException">The cursor is none that a page gave.</exception>
    [Alias("get-instances")]
    Task<ReconciledPage> GetInstances(ReconciledQuery query);

    /// <summary>Coverage of the newest run up to a time, by account, role, cluster, snowflake or version.</summary>
    /// <returns>Null if no run had been made by then.</returns>
    /// <exception cref="ArgumentException">There is no such division.</exception>
    [Alias("get-coverage")]
    Task<CoverageReport?> GetCoverage(string by, DateTimeOffset? asOf);

    /// <summary>What each run came to, newest first, at the most 1,000; without the chains.</summary>
    [Alias("get-history")]
    Task<ImmutableArray<ReconciliationSummary>> GetHistory(DateTimeOffset? from, DateTimeOffset? to, int limit);

    /// <summary>Why an instance counts as what it does: worked out again from the documents of the run's snapshots.</summary>
    /// <returns>Null if the newest run up to then did not see the instance.</returns>
    [Alias("explain")]
    Task<InstanceExplanation?> Explain(InstanceName instance, DateTimeOffset? asOf);
}

/// <summary>Which verdicts to read. Null means any.</summary>
[GenerateSerializer, Immutable, Alias("raposa.reconciled-query")]
public sealed record ReconciledQuery
{
    [Id(0)] public string? AccountId { get; init; }
    [Id(1)] public string? Region { get; init; }

    /// <summary>matched, unprotected, unknown or out_of_scope.</summary>
    [Id(2)] public string? Class { get; init; }

    /// <summary>A code of <c>docs/reconciliation.md</c>, such as never_seen.</summary>
    [Id(3)] public string? Reason { get; init; }
    [Id(4)] public string? Role { get; init; }
    [Id(5)] public string? Cluster { get; init; }
    [Id(6)] public string? Snowflake { get; init; }
    [Id(7)] public string? Environment { get; init; }
    [Id(8)] public DateTimeOffset? AsOf { get; init; }

    /// <summary>1 to 200.</summary>
    [Id(9)] public int Limit { get; init; } = 50;
    [Id(10)] public string? Cursor { get; init; }
}

/// <summary>Some verdicts, with the run that they are of. The run is null where none had been made.</summary>
[GenerateSerializer, Immutable, Alias("raposa.reconciled-page")]
public sealed record ReconciledPage(
    [property: Id(0)] ReconciliationSummary? Run, [property: Id(1)] ImmutableArray<ReconciledInstance> Instances, [property: Id(2)] string? Next);

/// <summary>An instance and what it counts as.</summary>
[GenerateSerializer, Immutable, Alias("raposa.reconciled-instance")]
public sealed record ReconciledInstance
{
    [Id(0)] public required string AccountId { get; init; }
    [Id(1)] public required string InstanceId { get; init; }
    [Id(2)] public required string Region { get; init; }
    [Id(3)] public required string Class { get; init; }
    [Id(4)] public required string Reason { get; init; }

    /// <summary>The first run that found it so.</summary>
    [Id(5)] public required DateTimeOffset Since { get; init; }
    [Id(6)] public string? Name { get; init; }
    [Id(7)] public string? Role { get; init; }
    [Id(8)] public string? Cluster { get; init; }
    [Id(9)] public required string Snowflake { get; init; }
    [Id(10)] public string? Environment { get; init; }
    [Id(11)] public required DateTimeOffset LaunchedAt { get; init; }

    /// <summary>The Falcon tenant and the device id of the sensor that it holds, working or not.</summary>
    [Id(12)] public string? Tenant { get; init; }
    [Id(13)] public string? DeviceId { get; init; }

    /// <summary>By what the sensor's record names the instance: instance_id, private_ip, mac or private_dns.</summary>
    [Id(14)] public string? MatchedBy { get; init; }
    [Id(15)] public string? SensorVersion { get; init; }

    /// <summary>The value matched on, records superseded and records that could not be told apart: a JSON object.</summary>
    [Id(16)] public required string EvidenceJson { get; init; }
}

/// <summary>How a run's live instances divide.</summary>
[GenerateSerializer, Immutable, Alias("raposa.coverage-report")]
public sealed record CoverageReport(
    [property: Id(0)] ReconciliationSummary Run, [property: Id(1)] string By, [property: Id(2)] ImmutableArray<CoverageShare> Shares);

/// <summary>A verdict with all that it was made from.</summary>
[GenerateSerializer, Immutable, Alias("raposa.instance-explanation")]
public sealed record InstanceExplanation
{
    /// <summary>As it was written.</summary>
    [Id(0)] public required ReconciledInstance Verdict { get; init; }
    [Id(1)] public required ReconciliationSummary Run { get; init; }

    /// <summary>As it comes out now, from the documents below alone.</summary>
    [Id(2)] public required RecomputedVerdict Recomputed { get; init; }

    /// <summary>What was compared at each rung, the strongest first.</summary>
    [Id(3)] public required ImmutableArray<RungExplanation> Rungs { get; init; }

    /// <summary>The sensors' records that name the instance, the one it claims first at the head.</summary>
    [Id(4)] public required ImmutableArray<SensorExplanation> Sensors { get; init; }
    [Id(5)] public required ImmutableArray<ReadDocument> Documents { get; init; }
}

/// <summary>What an instance counts as when it is worked out again.</summary>
[GenerateSerializer, Immutable, Alias("raposa.recomputed-verdict")]
public sealed record RecomputedVerdict(
    [property: Id(0)] string Class,
    [property: Id(1)] string Reason,
    [property: Id(2)] string? DeviceId,
    [property: Id(3)] string? MatchedBy,
    [property: Id(4)] bool IsSame);

/// <summary>What an instance has that a record can name it by.</summary>
/// <param name="Rung">instance_id, private_ip, mac or private_dns.</param>
/// <param name="Values">Of the instance.</param>
/// <param name="Sensors">Device ids of the records that name it by this.</param>
[GenerateSerializer, Immutable, Alias("raposa.rung-explanation")]
public sealed record RungExplanation(
    [property: Id(0)] string Rung, [property: Id(1)] ImmutableArray<string> Values, [property: Id(2)] ImmutableArray<string> Sensors);

/// <summary>A record that names the instance, alone or among others.</summary>
[GenerateSerializer, Immutable, Alias("raposa.sensor-explanation")]
public sealed record SensorExplanation(
    [property: Id(0)] string Tenant,
    [property: Id(1)] string DeviceId,
    [property: Id(2)] string Class,
    [property: Id(3)] string Reason,
    [property: Id(4)] DateTimeOffset FirstSeenAt,
    [property: Id(5)] DateTimeOffset LastSeenAt,
    [property: Id(6)] bool IsReduced,
    [property: Id(7)] bool IsRemembered);

/// <summary>A document that a verdict was made from.</summary>
[GenerateSerializer, Immutable, Alias("raposa.read-document")]
public sealed record ReadDocument(
    [property: Id(0)] string AccountId,
    [property: Id(1)] string Source,
    [property: Id(2)] string? Region,
    [property: Id(3)] string Key,
    [property: Id(4)] Guid SnapshotId,
    [property: Id(5)] string Sha256);
