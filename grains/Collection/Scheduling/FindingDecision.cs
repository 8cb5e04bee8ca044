using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Raposa.Findings;
using Raposa.Incidents;

namespace Raposa.Collection.Scheduling;

/// <summary>What a change of a schedule says to people: findings to raise, and fingerprints that are right again.</summary>
internal sealed record FindingDecision(ImmutableArray<FindingDraft> Raised, ImmutableArray<string> Resolved)
{
    public bool IsNothing => Raised.IsEmpty && Resolved.IsEmpty;

    public static FindingDecision Between(CollectorKey key, SourceSchedule before, SourceSchedule after, DateTimeOffset now)
    {
        var raised = ImmutableArray.CreateBuilder<FindingDraft>();
        var resolved = ImmutableArray.CreateBuilder<string>();
        if (after.SilentSince is not null && before.SilentSince is null)
        {
            raised.Add(Silent(key, after, now));
        }
        else if (after.SilentSince is null && before.SilentSince is not null)
        {
            resolved.Add(Fingerprint("collection.silent", key));
        }

        // Of one that never returned anything an empty answer is no news.
        if (after.EmptySince is not null && before is { EmptySince: null, HasReturned: true })
        {
            raised.Add(Empty(key, before, after, now));
        }
        else if (after.EmptySince is null && before is { EmptySince: not null, HasReturned: true })
        {
            resolved.Add(Fingerprint("collection.empty", key));
        }

        return new(raised.ToImmutable(), resolved.ToImmutable());
    }

    /// <summary>Every fingerprint that a source can have an open finding under: resolved when it is read no more.</summary>
    public static ImmutableArray<string> AllOf(CollectorKey key) =>
        [Fingerprint("collection.silent", key), Fingerprint("collection.empty", key)];

    private static FindingDraft Silent(CollectorKey key, SourceSchedule schedule, DateTimeOffset now)
    {
        var heard = schedule.HeardAt is { } at ? $"Nothing has come since {Say(at)}" : $"Nothing has come since it was planned at {Say(schedule.Since)}";
        var failure = schedule.LastRun?.Failure;
        var words = failure is null ? "No run has ended since." : $"The vendor says to {failure.Operation}: {failure.Code}: {failure.Message}";
        return new()
        {
            Fingerprint = Fingerprint("collection.silent", key),
            Kind = "collection.silent",
            Severity = Severity.High,
            Title = $"{SubjectOf(key)} of account {key.AccountId} is silent.",
            Detail = $"{heard}, which is longer than {SilenceDecision.Cadences} times its cadence of {Say(schedule.Period)}. {words} "
                + "What it would show is unknown meanwhile, not all clear. Repair the connection or its permissions, then run the source by hand.",
            AccountId = key.AccountId,
            Region = key.Region,
            Subject = SubjectOf(key),
            SeenAt = now,
            IsAlert = true,
            EvidenceJson = JsonSerializer.Serialize(
                new { heard_at = schedule.HeardAt, period_seconds = schedule.Period.TotalSeconds, run_id = schedule.LastRun?.Id, failure?.Code },
                JsonSerializerOptions.Web),
        };
    }

    private static FindingDraft Empty(CollectorKey key, SourceSchedule before, SourceSchedule after, DateTimeOffset now) => new()
    {
        Fingerprint = Fingerprint("collection.empty", key),
        Kind = "collection.empty",
        Severity = Severity.Medium,
        Title = $"{SubjectOf(key)} of account {key.AccountId} returns nothing any more.",
        Detail = string.Create(
            CultureInfo.InvariantCulture,
            $"A complete run brought no resource, and the run before it brought {before.LastRun?.Resources ?? 0}. Either everything was deleted, ")
            + "or what was there is no longer shown to us. Compare with the vendor's console, and look for a changed policy or filter.",
        AccountId = key.AccountId,
        Region = key.Region,
        Subject = SubjectOf(key),
        SeenAt = now,
        IsAlert = true,
        EvidenceJson = JsonSerializer.Serialize(
            new { run_id = after.LastRun?.Id, before_run_id = before.LastRun?.Id, before_resources = before.LastRun?.Resources }, JsonSerializerOptions.Web),
    };

    private static string Fingerprint(string kind, CollectorKey key) => $"{kind}:{key.AccountId}:{SubjectOf(key)}";

    private static string SubjectOf(CollectorKey key) => key.Region is null ? key.Source : $"{key.Source}/{key.Region}";

    private static string Say(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Say(TimeSpan period) => period.TotalMinutes < 120
        ? string.Create(CultureInfo.InvariantCulture, $"{period.TotalMinutes:0.#} minutes")
        : string.Create(CultureInfo.InvariantCulture, $"{period.TotalHours:0.#} hours");
}
