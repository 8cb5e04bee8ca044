using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Raposa.Findings;
using Raposa.Incidents;

namespace Raposa.Ingestion;

/// <summary>What is said where a trail has gaps or was tampered with.</summary>
internal static class TrailFindings
{
    private const int ObjectsNamed = 10;

    /// <summary>The same for all tampering of one hour.</summary>
    public static string TamperedFingerprint(TrailKey key, DateTimeOffset hour) =>
        $"trail.tampered:{key.AccountId}:{key.Region}/{Show(hour)}";

    /// <summary>The same while a gap grows: it is known by where it begins.</summary>
    public static string GapFingerprint(string accountId, string region, string trail, DateTimeOffset from) =>
        $"trail.gap:{accountId}:{region}/{trail}/{Show(from)}";

    /// <summary>One finding for the hour, or null if nothing of it was tampered with.</summary>
    /// <param name="certificate">Of the hour.</param>
    /// <param name="objects">What was tampered with: verdict, key, reason.</param>
    public static FindingDraft? Tampered(
        TrailKey key, HourCertificate certificate, ImmutableArray<(TrailVerdict Verdict, string Key, string Reason)> objects, DateTimeOffset now) =>
        certificate.Tampered == 0 ? null : new()
        {
            Fingerprint = TamperedFingerprint(key, certificate.Hour),
            Kind = "trail.tampered",
            Severity = Severity.Critical,
            Title = $"CloudTrail of {key.AccountId} in {key.Region} was tampered with in the hour of {Show(certificate.Hour)}",
            Detail = $"{certificate.Tampered} of its digests and log files are not as CloudTrail signed them: "
                + string.Join("; ", objects.Take(ObjectsNamed).Select(one => $"{one.Key} is {one.Verdict.ToWord()}: {one.Reason}"))
                + " Whoever did this can write to the trail's bucket. Look at who may, and restore the objects from another version or copy.",
            AccountId = key.AccountId,
            Region = key.Region,
            Subject = $"{key.Region}/{Show(certificate.Hour)}",
            SeenAt = now,
            EvidenceJson = JsonSerializer.Serialize(new
            {
                hour = Show(certificate.Hour),
                objects = objects.Take(ObjectsNamed).Select(one => new { verdict = one.Verdict.ToWord(), key = one.Key }),
            }),
            IsAlert = true,
        };

    // One that still grows says the same each time, so that it is one finding with one opening.
    public static FindingDraft Gap(TrailGap gap, DateTimeOffset now) => new()
    {
        Fingerprint = GapFingerprint(gap.Chain.AccountId, gap.Chain.Region, gap.Chain.Trail, gap.From),
        Kind = "trail.gap",
        Severity = Severity.High,
        Title = $"CloudTrail of {gap.Chain.AccountId} in {gap.Chain.Region} is not proven from {Show(gap.From)} {(gap.To >= now ? "on" : $"to {Show(gap.To)}")}",
        Detail = $"{gap.Reason} What happened then may be missing here, and what is here of that time is not proven. "
            + $"Look whether the trail {gap.Chain.Trail} is logging and its log file validation is on.",
        AccountId = gap.Chain.AccountId,
        Region = gap.Chain.Region,
        Subject = $"{gap.Chain.Trail}/{Show(gap.From)}",
        SeenAt = now,
        EvidenceJson = JsonSerializer.Serialize(new { trail = gap.Chain.Trail, from = Show(gap.From), to = gap.To >= now ? null : Show(gap.To) }),
        IsAlert = true,
    };

    private static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
