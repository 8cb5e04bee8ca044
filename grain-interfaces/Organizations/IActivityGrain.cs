using Orleans;
using Orleans.Concurrency;

namespace Raposa.Organizations;

/// <summary>
/// What happens now in one organization, keyed by <see cref="OrganizationId"/>: the last few hundred entries, kept in
/// memory only. It is a window, not a record: what must be known later is in PostgreSQL.
/// </summary>
[Alias("raposa.activity-grain")]
public interface IActivityGrain : IGrainWithStringKey
{
    [OneWay, AlwaysInterleave, Alias("publish")]
    Task Publish(ActivityEntry entry);

    /// <summary>Entries after <paramref name="after"/> (0: all that are kept), then each new one until the caller stops.</summary>
    [Alias("watch")]
    IAsyncEnumerable<ActivityEntry> Watch(long after);
}

/// <summary>One thing that happened. <see cref="Sequence"/> is set by the grain.</summary>
[GenerateSerializer, Immutable, Alias("raposa.activity-entry")]
public sealed record ActivityEntry
{
    [Id(0)] public long Sequence { get; init; }
    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>Dotted: <c>batch.accepted</c>, <c>incident.opened</c>, <c>incident.updated</c>, <c>rule.added</c>, <c>credential.issued</c>, …</summary>
    [Id(2)] public required string Kind { get; init; }

    /// <summary>One sentence for a person.</summary>
    [Id(3)] public required string Summary { get; init; }

    /// <summary>Id of what it is about (batch, incident, rule, credential), if any.</summary>
    [Id(4)] public string? Subject { get; init; }

    /// <summary>How many (events of a batch), if it is countable.</summary>
    [Id(5)] public long? Count { get; init; }

    /// <summary>Severity of an incident, if it is one: informational, low, medium, high, critical.</summary>
    [Id(6)] public string? Severity { get; init; }
}
