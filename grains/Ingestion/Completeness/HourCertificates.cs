using System.Collections.Immutable;

namespace Raposa.Ingestion;

/// <summary>Makes the certificate of an hour from everything that is known of it.</summary>
internal static class HourCertificates
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <param name="hour">Its beginning.</param>
    /// <param name="digests">Those that speak of some of the hour, of every trail.</param>
    /// <param name="files">Those delivered in the hour.</param>
    /// <param name="began">When the first digest ever seen of this account and region begins: before it nothing was promised.</param>
    /// <param name="changedAt">What the certificate says of when it was made.</param>
    public static HourCertificate Of(
        TrailKey key,
        DateTimeOffset hour,
        ImmutableArray<CheckedDigest> digests,
        ImmutableArray<TrailFile> files,
        DateTimeOffset began,
        DateTimeOffset now,
        Lateness lateness,
        DateTimeOffset changedAt)
    {
        var named = files.Where(one => one.File.DigestKey is not null).ToList();
        var proven = named.Where(one => one.File.Verdict.IsGenuine()).ToList();
        var gap = Coverage.Of(digests).Missing(began > hour ? began : hour, hour + Hour);
        var tampered = files.Count(one => one.File.Verdict.IsTampered())
            + digests.Count(one => one.Verdict.IsTampered() && Lateness.HourOf(one.EndTime - TrailScope.Period) == hour);
        var certificate = new HourCertificate
        {
            AccountId = key.AccountId,
            Region = key.Region,
            Hour = hour,
            State = CompletenessState.Complete,
            ExpectedFiles = named.Count,
            ProvenFiles = proven.Count,
            ExpectedEvents = proven.Sum(one => one.Taken?.Records ?? 0),
            ReceivedEvents = proven.Sum(one => one.Taken?.Received ?? 0),
            DuplicateEvents = proven.Sum(one => one.Taken?.Duplicate ?? 0),
            RejectedEvents = proven.Sum(one => one.Taken?.Rejected ?? 0),
            MissingEvents = proven.Sum(one => one.Taken is { } taken ? taken.Records - taken.Received - taken.Duplicate - taken.Rejected : 0),
            AlteredEvents = proven.Sum(one => one.Taken?.Altered ?? 0),
            LateEvents = proven.Where(one => one.File.Verdict is TrailVerdict.Late or TrailVerdict.Backfill).Sum(one => one.Taken?.Records ?? 0),
            Tampered = tampered,
            GapSeconds = (int)Math.Ceiling(gap.TotalSeconds),
            ChangedAt = changedAt,
        };
        return certificate with { State = StateOf(certificate, now, lateness) };
    }

    private static CompletenessState StateOf(HourCertificate one, DateTimeOffset now, Lateness lateness) =>
        one.Tampered > 0 || one.ProvenFiles < one.ExpectedFiles || one.MissingEvents > 0 ? CompletenessState.Incomplete
        : one.GapSeconds == 0 ? CompletenessState.Complete
        // A digest ends up to an hour after the hour it begins in.
        : now <= one.Hour + Hour + TrailScope.Period + lateness.Allowed ? CompletenessState.Open
        : CompletenessState.Incomplete;
}
