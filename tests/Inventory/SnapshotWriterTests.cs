using Npgsql;
using Raposa.Collection;
using Raposa.Support;

namespace Raposa.Inventory;

public class SnapshotWriterTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly TestInventory _inventory = new(postgres);

    [Fact]
    public async Task Every_call_may_come_twice()
    {
        var run = TestInventory.RunAt(0);
        var page = TestInventory.Page(("m-1", """{"Id":"m-1"}"""), ("m-2", """{"Id":"m-2"}"""));
        for (var twice = 0; twice < 2; twice++)
        {
            await _inventory.Writer.OpenAsync(_inventory.Key, run, default);
        }

        for (var twice = 0; twice < 2; twice++)
        {
            await _inventory.Writer.AddAsync(_inventory.Key, run.Id, page, default);
        }

        for (var twice = 0; twice < 2; twice++)
        {
            Assert.Equal(new SnapshotChange(2, 0, 0), await _inventory.CloseAsync(run, RunStatus.Sealed));
        }

        // A page that is late for a closed snapshot changes nothing.
        await _inventory.Writer.AddAsync(_inventory.Key, run.Id, TestInventory.Page(("m-3", "{}")), default);
        await _inventory.Writer.OpenAsync(_inventory.Key, run, default);

        Assert.Equal(["m-1", "m-2"], (await _inventory.StateAsync(1)).Keys);
        Assert.Equal(0, await _inventory.CountAsync("sighting"));
        Assert.Equal(1, await _inventory.CountAsync("snapshot"));
    }

    [Fact]
    public async Task Of_a_resource_that_comes_twice_in_a_run_the_later_page_wins()
    {
        var run = TestInventory.RunAt(0);
        await _inventory.Writer.OpenAsync(_inventory.Key, run, default);
        await _inventory.Writer.AddAsync(_inventory.Key, run.Id, TestInventory.Page(("m-1", """{"v":1}"""), ("m-1", """{"v":2}""")), default);
        await _inventory.Writer.AddAsync(_inventory.Key, run.Id, TestInventory.Page(("m-1", """{"v":3}""")), default);

        Assert.Equal(new SnapshotChange(1, 0, 0), await _inventory.CloseAsync(run, RunStatus.Sealed));
        Assert.Equal("""{"v": 3}""", (await _inventory.StateAsync(1))["m-1"]);
    }

    [Fact]
    public async Task A_snapshot_in_which_nothing_changed_adds_one_row()
    {
        (string, string)[] estate = [.. Enumerable.Range(0, 50).Select(at => ($"m-{at}", $$"""{"Id":"m-{{at}}"}"""))];
        await _inventory.RunAsync(0, RunStatus.Sealed, estate);
        string[] tables = ["observation", "document", "shape", "snapshot_profile", "sighting"];
        var before = await Counts();

        var unchanged = await _inventory.RunAsync(1, RunStatus.Sealed, estate);

        Assert.Equal(SnapshotChange.None, unchanged.Change);
        Assert.Equal(before, await Counts());
        Assert.Equal(2, await _inventory.CountAsync("snapshot"));

        async Task<List<long>> Counts()
        {
            var counts = new List<long>();
            foreach (var table in tables)
            {
                counts.Add(await _inventory.CountAsync(table));
            }

            return counts;
        }
    }

    [Fact]
    public async Task Documents_that_say_the_same_are_kept_once_however_they_are_spelled()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", """{"a":1,"b":"é"}"""), ("m-2", """{ "b":"\u00e9", "a":1 }""")]);

        Assert.Equal(1, await _inventory.CountAsync("document"));
    }

    [Theory]
    [InlineData("""{"v":"half \ud800"}""")]
    [InlineData("""{"v":"nul \u0000"}""")]
    [InlineData("""{"v":1,"v":2}""")]
    [InlineData("""{"v":1e400}""")]
    [InlineData("""{"v":1.50e2}""")]
    public async Task What_jsonb_cannot_hold_is_kept_as_it_came(string json)
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", json)]);

        Assert.Equal(json, (await _inventory.StateAsync(1))["m-1"]);
    }

    [Fact]
    public async Task A_partial_snapshot_keeps_what_it_saw_and_proves_no_absence()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", "{}"), ("m-2", "{}")]);
        var partial = await _inventory.RunAsync(1, RunStatus.Partial, [("m-3", """{"new":1}""")]);

        Assert.Null(partial.Change);
        Assert.Equal(["m-1", "m-2"], (await _inventory.StateAsync(2)).Keys);
        var snapshot = await _inventory.Snapshots.FindAsync(_inventory.Organization, partial.Id, default);
        Assert.Equal((SnapshotStatus.Partial, 1), (snapshot!.Status, snapshot.Resources));
        Assert.Equal(1, await _inventory.CountAsync("sighting"));
    }

    [Fact]
    public async Task A_refresh_with_nothing_before_it_stays_partial()
    {
        var refreshed = await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", "{}")], only: ["m-1"]);

        Assert.Null(refreshed.Change);
        Assert.Equal(SnapshotStatus.Partial, (await _inventory.Snapshots.FindAsync(_inventory.Organization, refreshed.Id, default))!.Status);
    }

    [Fact]
    public async Task Pages_need_a_snapshot() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => _inventory.Writer.AddAsync(_inventory.Key, Guid.NewGuid(), TestInventory.Page(), default));

    [Fact]
    public async Task A_run_of_a_source_that_nobody_declared_is_refused() => await Assert.ThrowsAsync<ArgumentException>(
        () => _inventory.Writer.AddAsync(_inventory.Key with { Source = "aws_unknown" }, Guid.NewGuid(), TestInventory.Page(("a", "{}")), default));

    [Fact]
    public async Task Ten_thousand_resources_are_sealed_at_once()
    {
        var run = TestInventory.RunAt(0);
        await _inventory.Writer.OpenAsync(_inventory.Key, run, default);
        foreach (var some in Enumerable.Range(0, 10_000).Chunk(1_000))
        {
            await _inventory.Writer.AddAsync(
                _inventory.Key, run.Id, TestInventory.Page([.. some.Select(at => ($"m-{at:00000}", $$"""{"Id":"m-{{at}}"}"""))]), default);
        }

        Assert.Equal(new SnapshotChange(10_000, 0, 0), await _inventory.CloseAsync(run, RunStatus.Sealed));
    }

    [Fact]
    public async Task Vendor_times_gaps_and_policies_are_kept_with_the_snapshot()
    {
        var run = TestInventory.RunAt(0);
        var (first, last) = (TestInventory.Start.AddSeconds(3), TestInventory.Start.AddSeconds(9));
        var gap = new CoverageGap("bucket-1", new(FailureKind.Denied, "s3:GetBucketPolicy", "AccessDenied", "not authorized"));
        await _inventory.Writer.OpenAsync(_inventory.Key, run, default);
        await _inventory.Writer.AddAsync(_inventory.Key, run.Id, TestInventory.Page(("m-1", "{}")) with { AnsweredAt = last, Expected = 2 }, default);
        await _inventory.Writer.AddAsync(_inventory.Key, run.Id, TestInventory.Page(("m-2", "{}")) with { AnsweredAt = first }, default);
        await _inventory.CloseAsync(run with { Gaps = [gap] }, RunStatus.Sealed);

        var snapshot = (await _inventory.Snapshots.FindAsync(_inventory.Organization, run.Id, default))!;

        Assert.Equal((first, last, 2), (snapshot.VendorFrom, snapshot.VendorTo, snapshot.Expected));
        Assert.Equal<CoverageGap>([gap], snapshot.Gaps);
        Assert.Equal("master-username@1 pii-tags@1 pii-text@1 pii-value@1", snapshot.Redaction);
        Assert.Equal(new SnapshotChange(2, 0, 0), snapshot.Change);
    }

    [Fact]
    public async Task What_is_personal_never_reaches_the_database()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", """{"Id":"m-1","Admin":"ann.lee","Tags":[{"Key":"owner","Value":"ann"}]}""")]);

        await using var command = postgres.Admin.CreateCommand(
            "select count(*) from inventory.document where org_id = $1 and (body::text || columns::text || coalesce(body_text, '')) like '%ann%'");
        command.Parameters.Add(new() { Value = _inventory.Organization.Value });

        Assert.Equal(0L, await command.ExecuteScalarAsync());
        Assert.Contains("master-username@1", (await _inventory.StateAsync(1))["m-1"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_of_the_hashes_is_made_once_for_all_silos()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _inventory.Keys.GetAsync(_inventory.Organization, default)));

        Assert.Single(keys.Select(Convert.ToHexString).Distinct());
        Assert.Equal(1, await _inventory.CountAsync("redaction_key"));
    }

    [Fact]
    public async Task The_application_cannot_change_what_is_sealed()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", "{}")]);
        await using var connection = await postgres.Tenants.OpenWriterAsync(_inventory.Organization, default);
        foreach (var sql in new[]
        {
            "update inventory.snapshot set resources = 7",
            "update inventory.snapshot set status = 1",
            "insert into inventory.snapshot select * from inventory.snapshot",
            "update inventory.document set body = '{}'",
            "update inventory.document set sha256 = 'x'",
            "update inventory.observation set last_seq = 1",
            "insert into inventory.observation select * from inventory.observation",
            "delete from inventory.observation",
            "delete from inventory.chain",
            "update inventory.redaction_key set sealed = 'x'",
        })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.True(refused.SqlState == PostgresErrorCodes.InsufficientPrivilege, $"{sql}: {refused.Message}");
        }

        await using var late = new NpgsqlCommand("update inventory.snapshot set vendor_to = now()", connection);
        Assert.Contains("is closed", (await Assert.ThrowsAsync<PostgresException>(() => late.ExecuteNonQueryAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chains_that_write_the_same_documents_in_every_order_neither_deadlock_nor_double()
    {
        var random = new Random(3);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
        {
            (string, string)[] estate = [.. Enumerable.Range(0, 200).Select(at => ($"m-{at}", $$"""{"Id":"m-{{at}}"}"""))];
            lock (random)
            {
                random.Shuffle(estate);
            }

            return _inventory.RunAsync(0, RunStatus.Sealed, estate, key: _inventory.Key with { Region = $"region-{n}" });
        }));

        Assert.Equal(200, await _inventory.CountAsync("document"));
        Assert.Equal(8 * 200, await _inventory.CountAsync("observation"));
    }

    [Fact]
    public async Task Columns_that_are_declared_anew_are_read_anew_when_the_resource_is_seen()
    {
        var key = _inventory.Key;
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", """{"Id":"m-1","Zone":"a"}""")]);
        var declared = TestSource.Machine with { Columns = TestSource.Machine.Columns.Add(new("zone", "Zone", "Its zone.")) };
        var writer = new SnapshotWriter(
            new(new TestSources(declared)), new(postgres.Tenants), _inventory.Keys, new(new(postgres.Tenants), [], _inventory.Findings), TimeProvider.System);
        var run = TestInventory.RunAt(1);
        await writer.OpenAsync(key, run, default);
        await writer.AddAsync(key, run.Id, TestInventory.Page(("m-1", """{"Id":"m-1","Zone":"a"}""")), default);
        await writer.CloseAsync(key, run with { Status = RunStatus.Sealed, FinishedAt = TestInventory.Start.AddMinutes(2) }, default);

        var found = await _inventory.Resources.FindAsync(
            _inventory.Organization, new(key.AccountId, key.Source, key.Region, "m-1"), TestInventory.Start.AddMinutes(3), default);

        Assert.Contains("\"zone\": \"a\"", found!.Columns, StringComparison.Ordinal);
        Assert.Equal(1, await _inventory.CountAsync("document"));
    }
}
