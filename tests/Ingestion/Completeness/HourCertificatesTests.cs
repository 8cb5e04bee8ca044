using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Ingestion;

public class HourCertificatesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TrailKey Key = new(OrganizationId.Parse("0191f3a0-0000-7000-8000-000000000001"), "111111111111", "us-east-2");

    [Fact]
    public void Two_digests_that_meet_within_the_hour_speak_of_all_of_it()
    {
        var hour = Of([Digest(-0.5, 0.5), Digest(0.5, 1.5)], []);

        Assert.Equal((CompletenessState.Complete, 0), (hour.State, hour.GapSeconds));
    }

    [Theory]
    [InlineData(0.25, 1.25, 900)]
    [InlineData(-0.75, 0.25, 2700)]
    [InlineData(0.25, 0.75, 1800)]
    [InlineData(1, 2, 3600)]
    public void Time_of_the_hour_of_which_no_digest_speaks_is_counted_in_seconds(double from, double to, int seconds) =>
        Assert.Equal((CompletenessState.Incomplete, seconds), (Of([Digest(from, to)], []).State, Of([Digest(from, to)], []).GapSeconds));

    [Fact]
    public void Before_the_first_digest_nothing_was_promised() => Assert.Equal(
        CompletenessState.Complete, Of([Digest(0.25, 1.25)], [], began: Noon.AddMinutes(15)).State);

    [Fact]
    public void An_hour_is_open_as_long_as_its_digests_may_still_come()
    {
        // The last digest of an hour ends within the next, and may come two hours late.
        Assert.Equal(CompletenessState.Open, Of([], [], now: Noon.AddHours(4)).State);
        Assert.Equal(CompletenessState.Incomplete, Of([], [], now: Noon.AddHours(4).AddSeconds(1)).State);
    }

    [Fact]
    public void A_digest_that_is_not_signed_speaks_of_nothing_and_is_counted_in_the_hour_it_began_in()
    {
        var changed = Digest(0, 1) with { Verdict = TrailVerdict.Modified };

        var hour = Of([changed], []);

        Assert.Equal((1, 3600, CompletenessState.Incomplete), (hour.Tampered, hour.GapSeconds, hour.State));
        Assert.Equal(0, HourCertificates.Of(Key, Noon.AddHours(-1), [changed], [], Noon, Noon.AddDays(1), Lateness.Usual, Noon).Tampered);
    }

    [Fact]
    public void Every_event_of_the_proven_files_is_accounted_for()
    {
        var hour = Of(
            [Digest(0, 1)],
            [
                File(TrailVerdict.Valid, records: 10, received: 6, duplicate: 2, rejected: 1),
                File(TrailVerdict.Late, records: 4, received: 4),
                File(TrailVerdict.Backfill, records: 3, received: 3),
                File(TrailVerdict.Unproven, records: 100, isNamed: false),
            ]);

        Assert.Equal((17, 13, 2, 1, 1), (hour.ExpectedEvents, hour.ReceivedEvents, hour.DuplicateEvents, hour.RejectedEvents, hour.MissingEvents));
        Assert.Equal((3, 3, 7, 0), (hour.ExpectedFiles, hour.ProvenFiles, hour.LateEvents, hour.Tampered));
        Assert.Equal(CompletenessState.Incomplete, hour.State);
    }

    [Fact]
    public void A_log_file_that_is_missing_and_one_that_is_too_many_are_both_tampering()
    {
        var hour = Of([Digest(0, 1)], [File(TrailVerdict.Deleted), File(TrailVerdict.Extra, isNamed: false)]);

        Assert.Equal((1, 0, 2), (hour.ExpectedFiles, hour.ProvenFiles, hour.Tampered));
    }

    private static HourCertificate Of(
        ImmutableArray<CheckedDigest> digests, ImmutableArray<TrailFile> files, DateTimeOffset? now = null, DateTimeOffset? began = null) =>
        HourCertificates.Of(Key, Noon, digests, files, began ?? Noon.AddDays(-1), now ?? Noon.AddDays(1), Lateness.Usual, Noon);

    private static CheckedDigest Digest(double from, double to)
    {
        var end = Noon.AddHours(to);
        var key = $"AWSLogs/111111111111/CloudTrail-Digest/us-east-2/2026/03/01/111111111111_CloudTrail-Digest_us-east-2_t_us-east-1_{end:yyyyMMdd'T'HHmmss'Z'}.json.gz";
        return new()
        {
            Key = DigestKey.TryParse(key)!,
            Verdict = TrailVerdict.Valid,
            Reason = "",
            Content = new()
            {
                StartTime = Noon.AddHours(from),
                EndTime = end,
                EndTimeText = "",
                Bucket = "b",
                Key = key,
                Fingerprint = "",
                PreviousSignature = null,
                Previous = null,
                LogFiles = [],
            },
        };
    }

    private static TrailFile File(
        TrailVerdict verdict, int records = 0, int received = 0, int duplicate = 0, int rejected = 0, bool isNamed = true) => new(
        "b",
        new()
        {
            Key = new("key", "", "111111111111", "us-east-2", Noon.AddMinutes(5)),
            Verdict = verdict,
            Reason = "",
            DigestKey = isNamed ? "digest" : null,
        },
        records == 0 ? null : new(Guid.Empty, records, received, duplicate, rejected, 0));
}
