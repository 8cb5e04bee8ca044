using System.Collections.Immutable;

namespace Raposa.Ingestion;

/// <summary>A digest, and what is known of it.</summary>
internal sealed record CheckedDigest
{
    /// <summary>Where it stands.</summary>
    public required DigestKey Key { get; init; }
    public required TrailVerdict Verdict { get; init; }

    /// <summary>A sentence: why, and for a verdict that is not good what to do.</summary>
    public required string Reason { get; init; }

    /// <summary>Of its uncompressed text, lower-case hex; null if it could not be had.</summary>
    public string? Sha256 { get; init; }
    public string? Signature { get; init; }

    /// <summary>What it says; null if it is not there or cannot be read.</summary>
    public Digest? Content { get; init; }
    public DateTimeOffset? StoredAt { get; init; }

    /// <summary>CloudTrail's key signed what it says: its list of log files can be relied on, wherever it stands and whatever it follows.</summary>
    public bool IsSigned => Content is not null
        && (Verdict.IsGenuine() || Verdict is TrailVerdict.Moved or TrailVerdict.Reordered);

    /// <summary>The key under which its successor knows it: the one it was signed with, wherever it stands.</summary>
    public DigestKey OwnKey => IsSigned ? DigestKey.TryParse(Content!.Key) ?? Key : Key;

    /// <summary>The period it speaks of; what an unsigned one says of its beginning is not believed.</summary>
    public DateTimeOffset StartTime => IsSigned ? Content!.StartTime : Key.EndTime - TrailScope.Period;
    public DateTimeOffset EndTime => IsSigned ? Content!.EndTime : Key.EndTime;
}

/// <summary>Time of which no digest speaks, in one account, region and trail.</summary>
internal sealed record TrailGap(ChainName Chain, DateTimeOffset From, DateTimeOffset To, string Reason);

/// <summary>A log file, and what is known of it.</summary>
internal sealed record CheckedLogFile
{
    /// <summary>Where it stands, or should.</summary>
    public required LogFileKey Key { get; init; }
    public required TrailVerdict Verdict { get; init; }

    /// <summary>A sentence: why, and for a verdict that is not good what to do.</summary>
    public required string Reason { get; init; }

    /// <summary>The digest that names it; null if none does.</summary>
    public string? DigestKey { get; init; }

    /// <summary>As the digest says; null if none names it.</summary>
    public string? ExpectedSha256 { get; init; }

    /// <summary>Of its uncompressed text; null if it is not there or not gzip.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Where it is found, if it was moved.</summary>
    public string? FoundAt { get; init; }
}

/// <summary>The time that is looked at. Both ends may be open.</summary>
/// <param name="MissesBeginning">Whether time at its beginning of which no digest speaks is a gap.</param>
internal sealed record TrailScope(DateTimeOffset? From, DateTimeOffset? To, bool MissesBeginning = true)
{
    /// <summary>How long a digest's period is.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>Whether a digest that ends then has any of its time in the scope.</summary>
    public bool HoldsDigestOf(DateTimeOffset end) => (From is null || end > From) && (To is null || end - Period < To);

    public bool HoldsLogFileOf(DateTimeOffset delivered) => (From is null || delivered >= From) && (To is null || delivered < To);
}

/// <summary>What counts as late.</summary>
/// <param name="Allowed">After the end of a digest's period, or of the hour of a log file's newest event.</param>
internal sealed record Lateness(TimeSpan Allowed)
{
    /// <summary>CloudTrail delivers within minutes; two hours are beyond anything but trouble.</summary>
    public static readonly Lateness Usual = new(TimeSpan.FromHours(2));

    public bool IsLate(DateTimeOffset? delivered, DateTimeOffset due) => delivered > due + Allowed;

    /// <summary>The end of the hour that a time is in.</summary>
    public static DateTimeOffset EndOfHour(DateTimeOffset time) => HourOf(time) + TimeSpan.FromHours(1);

    public static DateTimeOffset HourOf(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}

/// <summary>Everything that was found out about the trails of a place.</summary>
internal sealed record TrailReport(
    ImmutableArray<CheckedDigest> Digests, ImmutableArray<CheckedLogFile> LogFiles, ImmutableArray<TrailGap> Gaps)
{
    public bool IsAllValid => Gaps.IsEmpty
        && Digests.All(one => one.Verdict is TrailVerdict.Valid or TrailVerdict.Backfill)
        && LogFiles.All(one => one.Verdict is TrailVerdict.Valid or TrailVerdict.Backfill);
}
