using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.Ingestion;

/// <summary>Each way in which a trail can be wrong, and what is said of it: this object, that verdict, and of nothing else.</summary>
public sealed class DigestVerdictTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2024, 2, 28, 21, 1, 31, TimeSpan.Zero);
    private static readonly string[] OneRecord = [TestBatch.Record("1")];

    private readonly TrailFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_clean_chain_raises_no_alarm_whatever_its_hours_hold()
    {
        var trail = Trail(["1", "2"], [], ["3", "3"], [], ["4"]);

        var report = await _folder.VerifyAsync();

        Assert.True(report.IsAllValid);
        Assert.Equal((5, 5), (report.Digests.Length, report.LogFiles.Length));
        Assert.Equal(5, trail.Digests.Count);
    }

    [Fact]
    public async Task A_log_file_whose_content_was_changed_is_modified()
    {
        var file = Trail(["1"], ["2"], ["3"]).Digests[1].Files[0];
        _folder.Write(file, Encoding.UTF8.GetBytes("""{"Records":[]}"""));

        await AssertOnly((file, TrailVerdict.Modified));
    }

    [Fact]
    public async Task A_log_file_that_is_compressed_anew_is_still_valid()
    {
        var file = Trail(["1"], ["2"]).Digests[1].Files[0];
        _folder.Write(file, _folder.ReadText(file));

        await AssertOnly();
    }

    [Fact]
    public async Task A_log_file_that_is_cut_is_modified()
    {
        var file = Trail(["1"], ["2"]).Digests[1].Files[0];
        var bytes = await File.ReadAllBytesAsync(_folder.PathOf(file));
        await File.WriteAllBytesAsync(_folder.PathOf(file), bytes[..^3]);

        await AssertOnly((file, TrailVerdict.Modified));
    }

    [Fact]
    public async Task A_digest_whose_content_was_changed_is_modified_and_proves_none_of_its_files()
    {
        var (digest, files) = Trail(["1"], ["2"], ["3"]).Digests[1];
        Rewrite(digest, content => content["logFiles"]!.AsArray().Clear());

        await AssertOnly((digest, TrailVerdict.Modified), (files[0], TrailVerdict.Unproven));
    }

    [Fact]
    public async Task The_last_digest_is_held_to_its_signature_although_none_follows_it()
    {
        var (digest, files) = Trail(["1"], ["2"]).Digests[1];
        Rewrite(digest, content => content["newestEventTime"] = "2024-02-28T00:00:00Z");

        await AssertOnly((digest, TrailVerdict.Modified), (files[0], TrailVerdict.Unproven));
    }

    [Fact]
    public async Task A_digest_that_is_no_longer_gzip_is_modified()
    {
        var (digest, files) = Trail(["1"], ["2"], ["3"]).Digests[1];
        await File.WriteAllTextAsync(_folder.PathOf(digest), "{}");

        await AssertOnly((digest, TrailVerdict.Modified), (files[0], TrailVerdict.Unproven));
    }

    [Fact]
    public async Task A_log_file_that_is_named_and_not_there_is_deleted()
    {
        var file = Trail(["1"], ["2"], ["3"]).Digests[1].Files[0];
        _folder.Delete(file);

        await AssertOnly((file, TrailVerdict.Deleted));
    }

    [Fact]
    public async Task A_digest_that_its_successor_names_and_is_not_there_is_deleted()
    {
        var (digest, files) = Trail(["1"], ["2"], ["3"]).Digests[1];
        _folder.Delete(digest);

        await AssertOnly((digest, TrailVerdict.Deleted), (files[0], TrailVerdict.Unproven));
    }

    [Fact]
    public async Task Of_several_digests_deleted_in_a_row_the_last_is_named_and_the_others_are_a_gap()
    {
        var trail = Trail([], [], [], [], []);
        _folder.Delete(trail.Digests[1].Key);
        _folder.Delete(trail.Digests[2].Key);

        var report = await _folder.VerifyAsync();

        Assert.Equal([(trail.Digests[2].Key, TrailVerdict.Deleted)], Wrong(report));
        Assert.Equal((Start.AddHours(1), Start.AddHours(2)), Span(Assert.Single(report.Gaps)));
    }

    [Fact]
    public async Task Digests_deleted_from_the_end_are_missed_once_it_is_said_how_far_to_look()
    {
        var trail = Trail([], [], []);
        _folder.Delete(trail.Digests[2].Key);

        Assert.True((await _folder.VerifyAsync()).IsAllValid);
        var gap = Assert.Single((await _folder.VerifyAsync(to: "2024-02-29T00:01:31Z")).Gaps);
        Assert.Equal((Start.AddHours(2), Start.AddHours(3)), Span(gap));
    }

    [Fact]
    public async Task A_digest_under_another_digests_key_is_moved()
    {
        var (digest, _) = Trail(["1"], ["2"], ["3"]).Digests[1];
        var elsewhere = digest.Replace("us-east-2", "us-west-1", StringComparison.Ordinal);
        _folder.Move(digest, elsewhere);

        await AssertOnly((elsewhere, TrailVerdict.Moved));
    }

    [Fact]
    public async Task A_digest_under_a_key_that_is_no_digests_is_found_and_moved()
    {
        var (digest, _) = Trail(["1"], ["2"], ["3"]).Digests[1];
        _folder.Move(digest, "old/thing.json.gz");

        await AssertOnly(("old/thing.json.gz", TrailVerdict.Moved));
    }

    [Fact]
    public async Task A_digest_that_was_copied_is_moved_and_the_original_is_valid()
    {
        var (digest, _) = Trail(["1"], ["2"], ["3"]).Digests[1];
        var copy = digest.Replace("2024/02/28", "2024/02/27", StringComparison.Ordinal);
        _folder.Write(copy, _folder.ReadText(digest));
        File.Copy($"{_folder.PathOf(digest)}.metadata.json", $"{_folder.PathOf(copy)}.metadata.json");

        await AssertOnly((copy, TrailVerdict.Moved));
    }

    [Fact]
    public async Task Digests_that_changed_places_are_both_moved()
    {
        var trail = Trail(["1"], ["2"], ["3"], ["4"]);
        _folder.Move(trail.Digests[1].Key, "aside");
        _folder.Move(trail.Digests[2].Key, trail.Digests[1].Key);
        _folder.Move("aside", trail.Digests[2].Key);

        await AssertOnly((trail.Digests[1].Key, TrailVerdict.Moved), (trail.Digests[2].Key, TrailVerdict.Moved));
    }

    [Theory]
    [InlineData("us-east-2", "us-west-2")]
    [InlineData("AWSLogs/", "Other/")]
    public async Task A_log_file_under_another_key_is_moved_and_not_also_deleted_and_extra(string part, string other)
    {
        var file = Trail(["1"], ["2"], ["3"]).Digests[1].Files[0];
        _folder.Move(file, file.Replace(part, other, StringComparison.Ordinal));

        await AssertOnly((file, TrailVerdict.Moved));
    }

    [Fact]
    public async Task A_digest_that_another_key_signed_is_re_signed()
    {
        var (digest, files) = Trail(["1"], ["2"], ["3"]).Digests[1];
        Rewrite(digest, content => content["logFiles"]!.AsArray().Clear(), resign: true);

        await AssertOnly((digest, TrailVerdict.ReSigned), (files[0], TrailVerdict.Unproven));
    }

    [Fact]
    public async Task A_digest_that_names_an_unknown_key_is_re_signed()
    {
        var (digest, files) = Trail(["1"], ["2"], ["3"]).Digests[1];
        Rewrite(digest, content => content["digestPublicKeyFingerprint"] = "00112233445566778899aabbccddeeff", resign: true);

        await AssertOnly((digest, TrailVerdict.ReSigned), (files[0], TrailVerdict.Unproven));
    }

    [Fact]
    public async Task A_digest_with_another_signature_over_the_same_content_is_re_signed()
    {
        var (digest, files) = Trail(["1"], ["2"], ["3"]).Digests[1];
        Rewrite(digest, _ => { }, resign: true);

        await AssertOnly((digest, TrailVerdict.ReSigned), (files[0], TrailVerdict.Unproven));
    }

    [Theory]
    [InlineData("2024-01-01T00:00:00Z", "2024-02-28T21:00:00Z")]
    [InlineData("2024-02-29T02:30:00Z", "2024-12-31T00:00:00Z")]
    public async Task A_key_that_was_not_valid_then_proves_nothing(string from, string to)
    {
        Trail([], []);

        var report = await _folder.VerifyAsync(keys: TrailFolder.KeysJson(from, to));

        Assert.Equal([TrailVerdict.ReSigned, TrailVerdict.ReSigned], report.Digests.Select(one => one.Verdict));
    }

    [Fact]
    public async Task Signed_digests_of_which_one_follows_another_content_than_the_one_before_has_are_reordered()
    {
        var trail = Trail([], []);
        var digest = trail.Sign(trail.Now, trail.Now.AddHours(1), [], change: content => content["previousDigestHashValue"] = new string('0', 64));

        await AssertOnly((digest, TrailVerdict.Reordered));
    }

    [Fact]
    public async Task A_signed_digest_whose_period_crosses_the_one_before_is_reordered()
    {
        var trail = Trail([], [], []);
        var digest = trail.Sign(trail.Now.AddHours(-2), trail.Now.AddHours(1), []);

        await AssertOnly((digest, TrailVerdict.Reordered));
    }

    [Fact]
    public async Task A_digest_that_was_stored_hours_after_its_own_is_late()
    {
        var trail = Trail(["1"], ["2"], ["3"]);
        var digest = trail.Digests[1].Key;
        _folder.WriteMetadata(digest, _folder.ReadMetadata(digest)["Metadata"]!["signature"]!.GetValue<string>(), Start.AddHours(2 + 2.1));

        await AssertOnly((digest, TrailVerdict.Late));
    }

    [Fact]
    public async Task A_log_file_delivered_hours_after_its_newest_event_is_late()
    {
        var trail = Trail([], []);
        var late = trail.Deliver(trail.Now.AddMinutes(10), OneRecord, newest: trail.Now.AddHours(-4));
        trail.Sign(trail.Now, trail.Now.AddHours(1), [late]);

        await AssertOnly((late["s3Object"]!.GetValue<string>(), TrailVerdict.Late));
    }

    [Fact]
    public async Task A_chain_that_begins_anew_after_hours_of_which_no_digest_speaks_is_a_gap_and_no_error()
    {
        var trail = Trail(["1"], ["2"]);
        trail.Off(3, OneRecord);
        var digest = trail.Hour(["4"]);

        var report = await _folder.VerifyAsync();

        Assert.Equal((Start.AddHours(2), Start.AddHours(5)), Span(Assert.Single(report.Gaps)));
        Assert.Equal(TrailVerdict.Gap, report.Digests.Single(one => one.Key.Text == digest).Verdict);

        // What came meanwhile is proved by nothing, and accused of nothing.
        Assert.Equal(TrailVerdict.Unproven, Assert.Single(report.LogFiles, one => one.Verdict != TrailVerdict.Valid).Verdict);
        Assert.DoesNotContain(report.Digests, one => one.Verdict.IsTampered());
    }

    [Fact]
    public async Task Time_before_the_first_digest_is_a_gap_only_where_it_was_asked_for()
    {
        Trail([], []);

        var gap = Assert.Single((await _folder.VerifyAsync(from: "2024-02-28T20:00:00Z")).Gaps);
        Assert.Equal((Start.AddMinutes(-61).AddSeconds(-31), Start), Span(gap));
        Assert.True((await _folder.VerifyAsync(from: "2024-02-28T21:01:31Z")).IsAllValid);
    }

    [Fact]
    public async Task What_a_backfill_digest_names_is_backfill_and_that_is_no_alarm()
    {
        var trail = Trail(["1"], ["2"]);
        var late = trail.Deliver(Start.AddMinutes(20), OneRecord);
        var digest = trail.Backfill(Start, late);

        var report = await _folder.VerifyAsync();

        Assert.True(report.IsAllValid);
        Assert.Equal(TrailVerdict.Backfill, report.Digests.Single(one => one.Key.Text == digest).Verdict);
        Assert.Equal(TrailVerdict.Backfill, report.LogFiles.Single(one => one.Key.Text == late["s3Object"]!.GetValue<string>()).Verdict);
    }

    [Fact]
    public async Task A_backfill_digest_is_held_to_a_key_valid_when_it_was_made()
    {
        var trail = Trail([], []);
        var digest = trail.Backfill(Start);

        // It was made thirty hours after its period.
        var report = await _folder.VerifyAsync(keys: TrailFolder.KeysJson(to: "2024-02-29T03:00:00Z"));

        Assert.Equal([(digest, TrailVerdict.ReSigned)], Wrong(report));
    }

    [Fact]
    public async Task A_log_file_that_no_digest_of_its_time_names_is_extra()
    {
        var trail = Trail(["1"], ["2"], ["3"]);
        var file = trail.Deliver(Start.AddMinutes(70), OneRecord)["s3Object"]!.GetValue<string>();

        await AssertOnly((file, TrailVerdict.Extra));
    }

    [Fact]
    public async Task Without_metadata_each_digest_is_proved_by_the_signature_that_its_successor_repeats()
    {
        var trail = Trail(["1"], ["2"], ["3"]);
        foreach (var (digest, _) in trail.Digests)
        {
            File.Delete($"{_folder.PathOf(digest)}.metadata.json");
        }

        // Nothing repeats the last one's.
        await AssertOnly((trail.Digests[2].Key, TrailVerdict.Unproven), (trail.Digests[2].Files[0], TrailVerdict.Unproven));
    }

    [Fact]
    public async Task A_copy_that_begins_later_misses_the_digest_before_unless_it_is_said_from_when_to_look()
    {
        var trail = Trail(["1"], ["2"], ["3"]);
        var (first, files) = trail.Digests[0];
        _folder.Delete(first);
        _folder.Delete(files[0]);

        await AssertOnly((first, TrailVerdict.Deleted));
        Assert.True((await _folder.VerifyAsync(from: "2024-02-28T22:01:31Z")).IsAllValid);
    }

    [Fact]
    public async Task Two_trails_of_one_region_share_its_log_files_and_neither_is_alarmed_by_the_others()
    {
        Trail(["1"], ["2"]);
        var other = new TestTrail(_folder, "900100200301", "us-east-2", Start, name: "security_events.2");
        other.Hour(["1"]);
        other.Hour();

        var report = await _folder.VerifyAsync();

        Assert.True(report.IsAllValid);
        Assert.Equal(3, report.LogFiles.Length);
    }

    [Fact]
    public async Task A_folder_that_is_a_copy_of_a_part_of_the_bucket_is_verified_as_that_part()
    {
        using var bucket = new TrailFolder();
        new TestTrail(bucket, "900100200301", "us-east-2", Start, prefix: "logs/2024/").Hour(["1"]);
        Directory.Move(Path.Combine(bucket.Folder, "logs", "2024", "AWSLogs"), Path.Combine(_folder.Folder, "AWSLogs"));

        var report = await _folder.VerifyAsync();

        Assert.True(report.IsAllValid);
        Assert.StartsWith("logs/2024/AWSLogs/", report.Digests[0].Key.Text, StringComparison.Ordinal);
    }

    /// <summary>The example of CloudTrail's documentation, line by line.</summary>
    [Fact]
    public void What_is_signed_is_end_time_place_hash_and_the_signature_before()
    {
        var digest = Digest.TryParse(Encoding.UTF8.GetBytes(
            """
            {"awsAccountId":"111122223333","digestStartTime":"2015-08-17T14:01:31Z","digestEndTime":"2015-08-17T15:01:31Z",
            "digestS3Bucket":"amzn-s3-demo-bucket","digestS3Object":"AWSLogs/111122223333/x.json.gz",
            "digestPublicKeyFingerprint":"31e8b5433410dfb61a9dc45cc65b22ff","previousDigestSignature":null,"logFiles":[]}
            """))!;

        Assert.Equal(
            "2015-08-17T15:01:31Z\namzn-s3-demo-bucket/AWSLogs/111122223333/x.json.gz\nabc\nnull", SignatureCheck.SignedText(digest, "abc"));
        Assert.EndsWith("\nabc\n50887ccf", SignatureCheck.SignedText(digest with { PreviousSignature = "50887ccf" }, "abc"), StringComparison.Ordinal);
    }

    /// <summary>A trail of hours, each with one log file of those records, or none.</summary>
    private TestTrail Trail(params string[][] hours)
    {
        var trail = new TestTrail(_folder, "900100200301", "us-east-2", Start);
        foreach (var ids in hours)
        {
            trail.Hour([.. ids.Select(id => new[] { TestBatch.Record(id) })]);
        }

        return trail;
    }

    private async Task AssertOnly(params (string Key, TrailVerdict Verdict)[] expected)
    {
        var report = await _folder.VerifyAsync();

        Assert.Equal(expected.Order(), Wrong(report));
        Assert.Empty(report.Gaps);
    }

    private static IEnumerable<(string, TrailVerdict)> Wrong(TrailReport report) =>
        report.Digests.Select(one => (one.Key.Text, one.Verdict)).Concat(report.LogFiles.Select(one => (one.Key.Text, one.Verdict)))
            .Where(one => one.Verdict is not (TrailVerdict.Valid or TrailVerdict.Backfill))
            .Order();

    private static (DateTimeOffset, DateTimeOffset) Span(TrailGap gap) => (gap.From, gap.To);

    private void Rewrite(string digest, Action<JsonObject> change, bool resign = false)
    {
        var content = _folder.ReadDigest(digest);
        change(content);
        var text = Encoding.UTF8.GetBytes(content.ToJsonString());
        _folder.Write(digest, text);
        if (resign)
        {
            _folder.WriteMetadata(digest, TrailFolder.Sign(content, text, TrailFolder.OtherKey), Start.AddHours(2));
        }
    }
}
