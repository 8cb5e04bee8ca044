using System.Collections.Immutable;
using Orleans;

namespace Raposa.Ingestion;

/// <summary>Reads the certificates of how complete CloudTrail is. Keyed by organization; stateless.</summary>
[Alias("raposa.completeness-reader-grain")]
public interface ICompletenessReaderGrain : IGrainWithStringKey
{
    /// <summary>Newest hours first, keyset pages.</summary>
    /// <exception cref="ArgumentException">The cursor is not one that this platform gave.</exception>
    [Alias("get-hours")]
    Task<CompletenessPage> GetHours(CompletenessQuery query);

    /// <summary>One hour with its digests and log files, or null if it is not certified.</summary>
    [Alias("get-hour")]
    Task<CompletenessDetail?> GetHour(string accountId, string region, DateTimeOffset hour);
}

/// <summary>What to list. All conditions hold together; null means any.</summary>
[GenerateSerializer, Immutable, Alias("raposa.completeness-query")]
public sealed record CompletenessQuery
{
    [Id(0)] public string? AccountId { get; init; }
    [Id(1)] public string? Region { get; init; }

    /// <summary>Not before this hour.</summary>
    [Id(2)] public DateTimeOffset? From { get; init; }

    /// <summary>Before this hour.</summary>
    [Id(3)] public DateTimeOffset? To { get; init; }
    [Id(4)] public CompletenessState? State { get; init; }

    /// <summary>1 to 200.</summary>
    [Id(5)] public int Limit { get; init; } = 50;

    /// <summary>The <see cref="CompletenessPage.Next"/> of the page before.</summary>
    [Id(6)] public string? Cursor { get; init; }
}

[GenerateSerializer, Immutable, Alias("raposa.completeness-page")]
public sealed record CompletenessPage(
    [property: Id(0)] ImmutableArray<HourCertificate> Hours, [property: Id(1)] string? Next);

/// <summary>Stored and sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.completeness-state")]
public enum CompletenessState
{
    /// <summary>Digests of the hour are still to come, and may yet.</summary>
    Open = 1,

    /// <summary>Digests speak of the whole hour, every log file that they name is what was signed, and every event is accounted for.</summary>
    Complete = 2,

    /// <summary>Something is missing, was tampered with, or is of a time that no digest speaks of.</summary>
    Incomplete = 3,
}

/// <summary>
/// What is known of the log files that CloudTrail delivered in one hour, of one account and region.
/// <see cref="ExpectedEvents"/> is always <see cref="ReceivedEvents"/> + <see cref="DuplicateEvents"/> +
/// <see cref="RejectedEvents"/> + <see cref="MissingEvents"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("raposa.hour-certificate")]
public sealed record HourCertificate
{
    [Id(0)] public required string AccountId { get; init; }
    [Id(1)] public required string Region { get; init; }

    /// <summary>Its beginning, UTC.</summary>
    [Id(2)] public required DateTimeOffset Hour { get; init; }
    [Id(3)] public required CompletenessState State { get; init; }

    /// <summary>Log files that signed digests name.</summary>
    [Id(4)] public required int ExpectedFiles { get; init; }

    /// <summary>Of them, those that are there and are what was signed.</summary>
    [Id(5)] public required int ProvenFiles { get; init; }

    /// <summary>Records in the proven log files.</summary>
    [Id(6)] public required int ExpectedEvents { get; init; }

    /// <summary>Of them, events that are stored here, however they came first.</summary>
    [Id(7)] public required int ReceivedEvents { get; init; }

    /// <summary>Of them, records of an event that this or another log file had brought before.</summary>
    [Id(8)] public required int DuplicateEvents { get; init; }

    /// <summary>Of them, records that were not taken, such as those of another organization's account.</summary>
    [Id(9)] public required int RejectedEvents { get; init; }

    /// <summary>Of them, records that are not yet stored.</summary>
    [Id(10)] public required int MissingEvents { get; init; }

    /// <summary>Of the received, those that came here before with another content than CloudTrail signed.</summary>
    [Id(11)] public required int AlteredEvents { get; init; }

    /// <summary>Records in log files that were late or that a backfill digest named.</summary>
    [Id(12)] public required int LateEvents { get; init; }

    /// <summary>Digests and log files that somebody changed, removed, moved, signed or added.</summary>
    [Id(13)] public required int Tampered { get; init; }

    /// <summary>Seconds of the hour of which no signed digest speaks.</summary>
    [Id(14)] public required int GapSeconds { get; init; }

    /// <summary>When this was last found otherwise than before.</summary>
    [Id(15)] public required DateTimeOffset ChangedAt { get; init; }
}

/// <summary>An hour with everything that its certificate counts.</summary>
[GenerateSerializer, Immutable, Alias("raposa.completeness-detail")]
public sealed record CompletenessDetail(
    [property: Id(0)] HourCertificate Certificate,
    [property: Id(1)] ImmutableArray<DigestStanding> Digests,
    [property: Id(2)] ImmutableArray<LogFileStanding> LogFiles);

/// <summary>A digest of an hour.</summary>
[GenerateSerializer, Immutable, Alias("raposa.digest-standing")]
public sealed record DigestStanding
{
    [Id(0)] public required string Bucket { get; init; }
    [Id(1)] public required string Key { get; init; }
    [Id(2)] public required string Trail { get; init; }
    [Id(3)] public required DateTimeOffset From { get; init; }
    [Id(4)] public required DateTimeOffset To { get; init; }
    [Id(5)] public required TrailVerdict Verdict { get; init; }

    /// <summary>A sentence.</summary>
    [Id(6)] public required string Reason { get; init; }
    [Id(7)] public required DateTimeOffset CheckedAt { get; init; }
}

/// <summary>A log file of an hour, and what became of its records.</summary>
[GenerateSerializer, Immutable, Alias("raposa.log-file-standing")]
public sealed record LogFileStanding
{
    [Id(0)] public required string Bucket { get; init; }
    [Id(1)] public required string Key { get; init; }

    /// <summary>The digest that names it; null if none does.</summary>
    [Id(2)] public string? DigestKey { get; init; }
    [Id(3)] public required TrailVerdict Verdict { get; init; }

    /// <summary>A sentence.</summary>
    [Id(4)] public required string Reason { get; init; }

    /// <summary>SHA-256 as the digest says, lower-case hex; null if none names it.</summary>
    [Id(5)] public string? ExpectedSha256 { get; init; }

    /// <summary>SHA-256 of what is there; null if nothing readable is.</summary>
    [Id(6)] public string? Sha256 { get; init; }

    /// <summary>The batch as which its records were stored.</summary>
    [Id(7)] public Guid? BatchId { get; init; }
    [Id(8)] public int Records { get; init; }
    [Id(9)] public int Received { get; init; }
    [Id(10)] public int Duplicate { get; init; }
    [Id(11)] public int Rejected { get; init; }
    [Id(12)] public int Altered { get; init; }
    [Id(13)] public required DateTimeOffset DeliveredAt { get; init; }
    [Id(14)] public required DateTimeOffset CheckedAt { get; init; }
}
