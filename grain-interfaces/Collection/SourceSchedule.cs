using Orleans;

namespace Raposa.Collection;

/// <summary>
/// When one source of one account (and region) is read, and how it has been going. It is computed from the runs alone, so
/// that a grain that died with the last one untold finds the same again.
/// </summary>
[GenerateSerializer, Immutable, Alias("raposa.source-schedule")]
public sealed record SourceSchedule
{
    [Id(0)] public required string Source { get; init; }

    /// <summary>Null for a source that is read once for the whole account.</summary>
    [Id(1)] public string? Region { get; init; }

    /// <summary>When it was first planned; until something came, silence is counted from here.</summary>
    [Id(2)] public required DateTimeOffset Since { get; init; }

    /// <summary>The cadence at this time: it adapts between the bounds of its source.</summary>
    [Id(3)] public required TimeSpan Period { get; init; }

    [Id(4)] public required DateTimeOffset NextDueAt { get; init; }

    /// <summary>The last full run that has ended.</summary>
    [Id(5)] public CollectionRun? LastRun { get; init; }

    /// <summary>When something last came, whole or in part.</summary>
    [Id(6)] public DateTimeOffset? HeardAt { get; init; }

    /// <summary>When a full run was last sealed.</summary>
    [Id(7)] public DateTimeOffset? SealedAt { get; init; }

    /// <summary>Runs that failed since the last that did not.</summary>
    [Id(8)] public int Failures { get; init; }

    /// <summary>Sealed runs in a row that saw no change, since the cadence last moved.</summary>
    [Id(9)] public int QuietRuns { get; init; }

    [Id(10)] public CircuitState Circuit { get; init; }

    /// <summary>Since when it is called silent; null while it is not.</summary>
    [Id(11)] public DateTimeOffset? SilentSince { get; init; }

    /// <summary>Since when sealed runs bring no resource; null while they bring some.</summary>
    [Id(12)] public DateTimeOffset? EmptySince { get; init; }

    /// <summary>Whether a resource ever came: an empty answer is a surprise only then.</summary>
    [Id(13)] public bool HasReturned { get; init; }

    /// <summary>The vendor says that there is nothing to read here: the region or the service is not switched on.</summary>
    [Id(14)] public bool IsNotEnabled { get; init; }

    /// <summary>Grows with each change, so that a late write never undoes a newer one.</summary>
    [Id(15)] public long Revision { get; init; }
}

/// <summary>Whether a source that failed repeatedly is left alone. Stored and sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.circuit-state")]
public enum CircuitState
{
    /// <summary>Read at its cadence.</summary>
    Closed = 0,

    /// <summary>Left alone until the next time it is due.</summary>
    Open = 1,

    /// <summary>One run tries whether it works again.</summary>
    HalfOpen = 2,
}
