using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using Raposa.Collection;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Ingestion;

/// <summary>An account whose trail is read as its hours pass: what is stored, what is proved, and what each hour's certificate says.</summary>
public sealed class TrailGrainTests(TrailFixture platform) : IClassFixture<TrailFixture>, IDisposable
{
    private const string Region = "us-east-2";
    private static int _accounts;

    private readonly string _account = $"{300_000_000_000 + Interlocked.Increment(ref _accounts)}";
    private readonly TrailFolder _folder = new();
    private TestOrganization _ours = null!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Hours_that_were_delivered_whole_are_complete_and_their_events_verified_by_digest()
    {
        var trail = await Trail(hoursAgo: 5);
        trail.Hour([Record("1"), Record("2")], [Record("3")]);
        trail.Hour();
        trail.Hour([Record("4")]);

        var step = await Look();

        Assert.Equal((3, 3, 4), (step.Digests, step.LogFiles, step.Records));
        Assert.Equal(trail.Now, Assert.Single(step.Places).VerifiedTo);
        var hours = await Hours();
        Assert.Equal(["open", "open", "open", "complete", "complete", "complete"], hours.Select(hour => Text(hour, "state")));
        Assert.Equal([(1, 1, 1, 1), (0, 0, 0, 0), (2, 2, 3, 3)], hours.Skip(3).Select(hour =>
            (Count(hour, "expectedFiles"), Count(hour, "provenFiles"), Count(hour, "expectedEvents"), Count(hour, "receivedEvents"))));
        await Assert.AllAsync((string[])["1", "2", "3", "4"], async id => Assert.Equal("digestVerified", await ProvenanceOf(id)));
        Assert.Empty(await Findings());
    }

    [Fact]
    public async Task Looking_again_changes_nothing()
    {
        var trail = await Trail(hoursAgo: 3);
        trail.Hour([Record("1")]);
        await Look();
        var first = await _ours.Client.GetStringAsync("/v1/completeness?state=complete");

        var step = await Look();

        Assert.Equal((0, 0, 0), (step.Digests, step.LogFiles, step.Records));
        Assert.Equal(first, await _ours.Client.GetStringAsync("/v1/completeness?state=complete"));
    }

    [Fact]
    public async Task What_was_pushed_before_is_received_and_raised_and_what_comes_again_is_a_duplicate()
    {
        var trail = await Trail(hoursAgo: 4);
        await (await TestSender.OfAsync(_ours)).DeliverAsync(Record("1"));
        Assert.Equal("signedBody", await ProvenanceOf("1"));
        trail.Hour([Record("1"), Record("2"), Record("2")]);
        trail.Hour([Record("1"), Record("3")]);

        await Look();

        Assert.Equal("digestVerified", await ProvenanceOf("1"));
        var hours = await Hours("complete");
        Assert.Equal([(2, 1, 1, 0), (3, 2, 1, 0)], hours.Select(Events));
    }

    [Fact]
    public async Task An_event_that_came_before_with_another_content_is_altered_and_not_verified()
    {
        var trail = await Trail(hoursAgo: 4);
        await (await TestSender.OfAsync(_ours)).DeliverAsync(Record("1").Replace("GetObject", "PutObject", StringComparison.Ordinal));
        trail.Hour([Record("1")]);

        await Look();

        Assert.Equal("signedBody", await ProvenanceOf("1"));
        Assert.Equal(1, Count(Assert.Single(await Hours("complete")), "alteredEvents"));
    }

    [Fact]
    public async Task A_record_that_is_not_taken_is_accounted_for_as_rejected()
    {
        var trail = await Trail(hoursAgo: 4);
        var theirs = await platform.CreateOrganizationAsync();
        var anothers = $"{400_000_000_000 + Interlocked.Increment(ref _accounts)}";
        await theirs.ClaimAccountAsync(anothers);
        trail.Hour([Record("1"), Record("2").Replace("{", $$"""{"recipientAccountId":"{{anothers}}",""", StringComparison.Ordinal)]);

        await Look();

        Assert.Equal((2, 1, 0, 1), Events(Assert.Single(await Hours("complete"))));
    }

    [Fact]
    public async Task A_log_file_is_taken_as_pulled_when_it_comes_and_verified_when_its_digest_does()
    {
        var trail = await Trail(hoursAgo: 2);
        trail.Hour();
        await Look();
        var file = trail.Deliver(trail.Now.AddMinutes(1), [Record("1")]);

        var step = await Look();
        Assert.Equal((0, 1), (step.Digests, step.LogFiles));
        Assert.Equal("pulled", await ProvenanceOf("1"));

        trail.Sign(trail.Now, trail.Now.AddHours(1), [file]);
        await Look();
        Assert.Equal("digestVerified", await ProvenanceOf("1"));
        Assert.Equal((1, 1, 0, 0), Events((await Hours("complete"))[0]));
    }

    [Fact]
    public async Task A_changed_log_file_makes_its_hour_incomplete_and_an_alert_until_it_is_restored()
    {
        var trail = await Trail(hoursAgo: 2);
        trail.Hour([Record("1")]);
        var file = trail.Digests[0].Files[0];
        var genuine = _folder.ReadText(file);
        _folder.Write(file, Encoding.UTF8.GetBytes($$"""{"Records":[{{Record("2")}}]}"""));

        await Look();

        var hour = Assert.Single(await Hours("incomplete"));
        Assert.Equal((1, 0, 1), (Count(hour, "expectedFiles"), Count(hour, "provenFiles"), Count(hour, "tampered")));
        var finding = Assert.Single(await Findings());
        Assert.Equal(("trail.tampered", "critical"), (Text(finding, "kind"), Text(finding, "severity")));
        Assert.Contains($"{file} is modified", Text(finding, "detail"), StringComparison.Ordinal);
        Assert.Equal("pulled", await ProvenanceOf("2"));

        _folder.Write(file, genuine);
        await Look();

        Assert.Empty(await Hours("incomplete"));
        Assert.Empty(await Findings());
        Assert.Equal("digestVerified", await ProvenanceOf("1"));
    }

    [Fact]
    public async Task A_digest_deleted_after_it_was_verified_is_missed()
    {
        var trail = await Trail(hoursAgo: 3);
        trail.Hour([Record("1")]);
        trail.Hour();
        await Look();
        _folder.Delete(trail.Digests[0].Key);

        await Look();

        Assert.Equal("trail.tampered", Text(Assert.Single(await Findings()), "kind"));
        using var detail = await Detail(Assert.Single(await Hours("incomplete")));
        Assert.Equal("deleted", Text(Assert.Single(detail.RootElement.GetProperty("digests").EnumerateArray()), "verdict"));
    }

    [Fact]
    public async Task A_log_file_that_no_digest_names_is_an_alert_once_a_backfill_digest_should_be_there()
    {
        var trail = await Trail(hoursAgo: 3);
        var extra = trail.Deliver(trail.Now.AddMinutes(10), [Record("1")]);
        trail.Hour();
        trail.Hour();
        await Look();
        Assert.Equal("trail.tampered", Text(Assert.Single(await Findings()), "kind"));

        trail.Backfill(trail.Now.AddHours(-2), extra);
        await Look();

        Assert.Empty(await Findings());
        var hour = (await Hours("complete"))[^1];
        Assert.Equal((1, 1, 1), (Count(hour, "expectedFiles"), Count(hour, "receivedEvents"), Count(hour, "lateEvents")));
    }

    [Fact]
    public async Task Digests_that_do_not_come_are_a_gap_and_an_alert_until_they_do()
    {
        var trail = await Trail(hoursAgo: 7);
        trail.Hour([Record("1")]);

        await Look();

        Assert.Equal(["incomplete", "incomplete", "incomplete"], (await Hours("incomplete")).Select(hour => Text(hour, "state")));
        Assert.All(await Hours("incomplete"), hour => Assert.Equal(3600, Count(hour, "gapSeconds")));
        var finding = Assert.Single(await Findings());
        Assert.Equal(("trail.gap", "high"), (Text(finding, "kind"), Text(finding, "severity")));

        for (var hour = 0; hour < 5; hour++)
        {
            trail.Hour();
        }

        await Look();
        Assert.Empty(await Hours("incomplete"));
        Assert.Empty(await Findings());
    }

    [Fact]
    public async Task More_than_a_step_reads_is_read_in_steps()
    {
        var trail = await Trail(hoursAgo: 6);
        for (var hour = 0; hour < 4; hour++)
        {
            trail.Hour([.. Enumerable.Range(0, 40).Select(n => new[] { Record($"{hour}-{n}") })]);
        }

        var first = await Grain().Advance();
        Assert.True(first.HasMore);
        Assert.Equal(2, first.Digests);

        var step = await Look();
        Assert.Equal((2, 80), (step.Digests, step.LogFiles));
        Assert.Equal([40, 40, 40, 40], (await Hours("complete")).Select(hour => Count(hour, "receivedEvents")));
    }

    [Fact]
    public async Task Where_the_bucket_cannot_be_read_events_are_looked_up_and_prove_nothing()
    {
        await Trail(hoursAgo: 3);
        platform.Source.Denied[_account] = true;
        platform.Source.Lookups[_account] = [[Record("1"), Record("2")], [Record("3"), Record("2")]];

        var step = await Look();

        var place = Assert.Single(step.Places);
        Assert.True(place.IsLookedUp);
        Assert.Equal("AccessDenied", place.Failure?.Code);
        Assert.Equal(4, step.Records);
        await Assert.AllAsync((string[])["1", "2", "3"], async id => Assert.Equal("pulled", await ProvenanceOf(id)));
        Assert.Empty(await Hours());
    }

    [Fact]
    public async Task Anothers_hours_are_not_there()
    {
        var trail = await Trail(hoursAgo: 3);
        trail.Hour();
        await Look();
        var hour = Text((await Hours("complete"))[0], "hour");
        var theirs = await platform.CreateOrganizationAsync();

        using var anothers = await theirs.Client.GetAsync($"/v1/completeness/{_account}/{Region}/{hour}");

        Assert.Equal(HttpStatusCode.NotFound, anothers.StatusCode);
        Assert.Equal("""{"hours":[],"next":null}""", await theirs.Client.GetStringAsync("/v1/completeness"));
    }

    [Fact]
    public async Task Pages_of_hours_follow_each_other_by_their_cursor_and_conditions_hold_together()
    {
        _ours = await platform.CreateOrganizationAsync();
        foreach (var (account, hour) in new[] { ("111111111111", 0), ("222222222222", 0), ("111111111111", 1), ("111111111111", 2) })
        {
            await _ours.CertifyAsync(account, Region, TestBatch.Now.AddHours(hour));
        }

        Assert.Equal(["111111111111 14", "111111111111 13", "111111111111 12", "222222222222 12"], await Page(""));
        Assert.Equal(["111111111111 13"], await Page("accountId=111111111111&from=2026-03-01T13:00:00Z&to=2026-03-01T14:00:00Z"));
        Assert.Equal(["222222222222 12"], await Page("accountId=222222222222&region=us-east-2&state=complete"));
        Assert.Empty(await Page("state=incomplete"));

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            using var page = JsonDocument.Parse(await _ours.Client.GetStringAsync($"/v1/completeness?limit=1{cursor}"));
            seen.Add(Name(Assert.Single(page.RootElement.GetProperty("hours").EnumerateArray())));
            cursor = Text(page.RootElement, "next") is { } next ? $"&cursor={next}" : null;
        }
        while (cursor is not null);

        Assert.Equal(["111111111111 14", "111111111111 13", "111111111111 12", "222222222222 12"], seen);

        async Task<IEnumerable<string>> Page(string query)
        {
            using var page = JsonDocument.Parse(await _ours.Client.GetStringAsync($"/v1/completeness?{query}"));
            return [.. page.RootElement.GetProperty("hours").EnumerateArray().Select(Name)];
        }

        static string Name(JsonElement hour) => $"{Text(hour, "accountId")} {hour.GetProperty("hour").GetDateTimeOffset().Hour}";
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("state=closed")]
    [InlineData("state=1")]
    [InlineData("cursor=nonsense")]
    [InlineData("cursor=MQ")]
    [InlineData("from=yesterday")]
    [InlineData("region=%00")]
    public async Task A_condition_that_cannot_be_is_a_bad_request(string query)
    {
        _ours = await platform.CreateOrganizationAsync();

        using var answer = await _ours.Client.GetAsync($"/v1/completeness?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-03-01T12:30:00Z")]
    public async Task An_hour_that_is_none_is_not_there(string hour)
    {
        _ours = await platform.CreateOrganizationAsync();
        await _ours.CertifyAsync("111111111111", Region, TestBatch.Now);

        using var answer = await _ours.Client.GetAsync($"/v1/completeness/111111111111/{Region}/{hour}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_source_reads_it_step_by_step_and_leaves_each_place_as_a_resource()
    {
        var trail = await Trail(hoursAgo: 3);
        trail.Hour([.. Enumerable.Range(0, 70).Select(n => new[] { Record($"{n}") })]);
        trail.Hour([Record("last")]);
        Caller.ActFor(_ours.Id);
        var reader = new TrailSourceReader(new NoReader(), new TrailSteps(platform.Grains));
        var key = new CollectorKey(_ours.Id, _account, TrailLogSource.Source.Name, Region);

        var first = await reader.ReadAsync(TrailLogSource.Source, key, cursor: null, [], default);
        var second = await reader.ReadAsync(TrailLogSource.Source, key, first.NextCursor, [], default);

        Assert.NotNull(first.NextCursor);
        Assert.Null(second.NextCursor);
        var place = Assert.Single(second.Resources);
        Assert.Equal($"{_folder.Bucket}/AWSLogs/", place.Key);
        using var document = JsonDocument.Parse(place.Document);
        Assert.Equal(trail.Now, document.RootElement.GetProperty("VerifiedTo").GetDateTimeOffset());
        Assert.Equal("digestVerified", await ProvenanceOf("last"));
    }

    [Fact]
    public async Task An_hour_shows_its_digests_and_log_files_each_with_its_verdict()
    {
        var trail = await Trail(hoursAgo: 3);
        trail.Hour([Record("1"), Record("2")]);
        await Look();

        using var detail = await Detail((await Hours("complete"))[0]);

        Assert.Equal(trail.Digests[0].Key, Text(Assert.Single(detail.RootElement.GetProperty("digests").EnumerateArray()), "key"));
        var file = Assert.Single(detail.RootElement.GetProperty("logFiles").EnumerateArray());
        Assert.Equal((trail.Digests[0].Files[0], "valid", 2, 2), (Text(file, "key"), Text(file, "verdict"), Count(file, "records"), Count(file, "received")));
        Assert.Equal(Text(file, "expectedSha256"), Text(file, "sha256"));
    }

    private sealed class NoReader : ISourceReader
    {
        public Task<SourcePage> ReadAsync(
            SourceDefinition source, CollectorKey key, string? cursor, ImmutableArray<string> only, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"{source.Name} is not read by this.");
    }

    private async Task<TestTrail> Trail(int hoursAgo)
    {
        _ours = await platform.CreateOrganizationAsync();
        await _ours.ClaimAccountAsync(_account);
        platform.Source.Folders[_account] = _folder;
        return new(_folder, _account, Region, Lateness.HourOf(platform.Clock.GetUtcNow()).AddHours(-hoursAgo));
    }

    private ITrailGrain Grain()
    {
        Caller.ActFor(_ours.Id);
        return platform.Grains.GetGrain<ITrailGrain>(new TrailKey(_ours.Id, _account, Region).ToString());
    }

    /// <summary>All steps until there is no more; the sums of what they did.</summary>
    private async Task<TrailStep> Look()
    {
        var sum = new TrailStep { HasMore = true };
        while (sum.HasMore)
        {
            var step = await Grain().Advance();
            Assert.Null(step.Failure);
            sum = step with { Digests = sum.Digests + step.Digests, LogFiles = sum.LogFiles + step.LogFiles, Records = sum.Records + step.Records };
        }

        return sum;
    }

    private async Task<List<JsonElement>> Hours(string? state = null)
    {
        using var page = JsonDocument.Parse(await _ours.Client.GetStringAsync($"/v1/completeness{(state is null ? "" : $"?state={state}")}"));
        return [.. page.RootElement.GetProperty("hours").EnumerateArray().Select(hour => hour.Clone())];
    }

    private async Task<List<JsonElement>> Findings()
    {
        using var open = JsonDocument.Parse(await _ours.Client.GetStringAsync("/v1/findings?status=open"));
        return [.. open.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.Clone())];
    }

    private async Task<JsonDocument> Detail(JsonElement hour) =>
        JsonDocument.Parse(await _ours.Client.GetStringAsync($"/v1/completeness/{_account}/{Region}/{Text(hour, "hour")}"));

    private async Task<string?> ProvenanceOf(string id)
    {
        using var found = JsonDocument.Parse(await _ours.Client.GetStringAsync($"/v1/events/{_account}-{id}"));
        return Text(found.RootElement, "provenance");
    }

    private string Record(string id) => TestBatch.Record($"{_account}-{id}");

    private static (int Expected, int Received, int Duplicate, int Rejected) Events(JsonElement hour) =>
        (Count(hour, "expectedEvents"), Count(hour, "receivedEvents"), Count(hour, "duplicateEvents"), Count(hour, "rejectedEvents"));

    private static string? Text(JsonElement parent, string name) => parent.GetProperty(name).GetString();

    private static int Count(JsonElement parent, string name) => parent.GetProperty(name).GetInt32();
}
