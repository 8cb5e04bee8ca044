using Microsoft.Extensions.DependencyInjection;
using Raposa.Collection;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Inventory;

public class InventoryReaderGrainTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly TestInventory _inventory = new(postgres);

    [Fact]
    public async Task Resources_come_in_pages_that_follow_each_other_over_all_chains()
    {
        for (var region = 0; region < 12; region++)
        {
            await _inventory.RunAsync(0, RunStatus.Sealed, Estate(region), key: _inventory.Key with { Region = $"region-{region:00}" });
        }

        await using var engine = await StartAsync();
        foreach (var limit in new[] { 1, 7, 500 })
        {
            var keys = new List<string>();
            var query = new ResourceQuery { Limit = limit, AsOf = TestInventory.Start.AddMinutes(1) };
            do
            {
                var page = await Reader(engine).GetResources(query);
                Assert.InRange(page.Resources.Length, 1, limit);
                keys.AddRange(page.Resources.Select(one => $"{one.Key.Region}/{one.Key.Key}"));
                query = query with { Cursor = page.Next };
            }
            while (query.Cursor is not null);

            Assert.Equal(
                Enumerable.Range(0, 12).SelectMany(region => Estate(region).Select(one => $"region-{region:00}/{one.Key}")), keys);
        }

        static (string Key, string Json)[] Estate(int region) =>
            [.. Enumerable.Range(0, region % 4).Select(at => ($"m-{at}", $$"""{"Id":"m-{{at}}","At":"{{region}}"}"""))];
    }

    [Fact]
    public async Task Every_condition_narrows()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed,
        [
            ("i-Alpha", """{"State":{"Name":"running"},"Cpu":{"Cores":4},"Tags":[{"Key":"team","Value":"a"},{"Key":"aws:x","Value":"1"}]}"""),
            ("i-beta", """{"State":{"Name":"stopped"},"Cpu":{"Cores":8},"Tags":[{"Key":"team","Value":"b"}]}"""),
        ]);
        await _inventory.RunAsync(0, RunStatus.Sealed, [("i-gamma", """{"Note":"x"}""")], key: _inventory.Key with { AccountId = "210987654321", Region = "us-east-1" });
        await using var engine = await StartAsync();

        Assert.Equal("i-Alpha i-beta i-gamma", await Keys(new()));
        Assert.Equal("i-Alpha i-beta i-gamma", await Keys(new() { Source = TestSource.Name }));
        Assert.Equal("", await Keys(new() { Source = "aws_other" }));
        Assert.Equal("i-gamma", await Keys(new() { AccountId = "210987654321" }));
        Assert.Equal("i-gamma", await Keys(new() { Region = "us-east-1" }));
        Assert.Equal("i-Alpha i-beta", await Keys(new() { TagKey = "team" }));
        Assert.Equal("i-beta", await Keys(new() { TagKey = "team", TagValue = "b" }));
        Assert.Equal("i-Alpha", await Keys(new() { TagKey = "aws:x", TagValue = "1" }));
        Assert.Equal("i-Alpha", await Keys(new() { Text = "ALPHA" }));
        Assert.Equal("", await Keys(new() { Text = "%" }));
        Assert.Equal("i-Alpha", await Keys(new() { JsonPath = "$.State.Name == \"running\"" }));
        Assert.Equal("i-beta", await Keys(new() { JsonPath = "$.Cpu ? (@.Cores > 4)" }));
        Assert.Equal("i-gamma", await Keys(new() { JsonPath = "$.Note" }));
        Assert.Equal("i-beta", await Keys(new() { JsonPath = "$.Tags[*] ? (@.Key == \"team\" && @.Value == \"b\")" }));
        Assert.Equal("", await Keys(new() { JsonPath = "$.State.Name == \"running\"", Region = "us-east-1" }));
        Assert.Equal("", await Keys(new() { AsOf = TestInventory.Start.AddMinutes(-1) }));

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Keys(new() { JsonPath = "$.[" }));
        Assert.Contains("no JSON path", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => Keys(new() { Cursor = "none" }));

        async Task<string> Keys(ResourceQuery query) => string.Join(
            ' ', (await Reader(engine).GetResources(query with { AsOf = query.AsOf ?? TestInventory.Start.AddMinutes(1) })).Resources.Select(one => one.Key.Key));
    }

    [Fact]
    public async Task A_search_by_content_finds_nothing_of_another_organization()
    {
        var other = new TestInventory(postgres);
        await other.RunAsync(0, RunStatus.Sealed, [("m-1", """{"Secret":"theirs"}""")]);
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", """{"Secret":"ours"}""")]);
        await using var connection = await postgres.Tenants.OpenReaderAsync(_inventory.Organization, default);
        await using var command = new Npgsql.NpgsqlCommand("select count(*) from inventory.documents_with('$.Secret', false, null)", connection);

        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }

    /// <summary>Row-level security keeps jsonpath from an index in a plain query; the function is there to use it.</summary>
    [Fact]
    public async Task A_search_by_content_reads_the_index_on_contents()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [.. Enumerable.Range(0, 5_000).Select(at => ($"m-{at}", $$"""{"Id":"m-{{at}}","Tags":[{"Key":"a","Value":"b"}]}"""))]);
        await using (var analyze = postgres.Admin.CreateCommand("vacuum analyze inventory.document"))
        {
            await analyze.ExecuteNonQueryAsync();
        }

        await using var connection = await postgres.Tenants.OpenReaderAsync(_inventory.Organization, default);
        var before = await Scans();
        await using var search = new Npgsql.NpgsqlCommand(
            "select count(*) from inventory.documents_with('$.Id == \"m-77\"', true, null)", connection);

        Assert.Equal(1L, await search.ExecuteScalarAsync());
        Assert.True(await Scans() > before, "The index on contents was not read.");

        async Task<long> Scans()
        {
            await using var flush = new Npgsql.NpgsqlCommand("select pg_stat_force_next_flush()", connection);
            await flush.ExecuteNonQueryAsync();
            await using var count = new Npgsql.NpgsqlCommand(
                "select idx_scan from pg_stat_user_indexes where indexrelname = 'document_by_content'", connection);
            return (long)(await count.ExecuteScalarAsync())!;
        }
    }

    [Fact]
    public async Task A_search_that_takes_too_long_is_given_up()
    {
        var many = string.Join(',', Enumerable.Range(0, 20_000));
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", $$"""{"L":[{{many}}]}""")]);
        await using var engine = await StartAsync();

        await Assert.ThrowsAsync<TimeoutException>(() => Reader(engine).GetResources(
            new() { JsonPath = "$ ? (@.L[*] ? (@ + 1 > $.L[*] && @ + $.L[*] < 0) > 0)", AsOf = TestInventory.Start.AddMinutes(1) }));
    }

    [Fact]
    public async Task A_resource_has_both_times_and_its_document()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", """{"Id":"m-1","ChangedAt":"2026-02-01T00:00:00Z"}""")]);
        await _inventory.RunAsync(10, RunStatus.Sealed, [("m-1", """{"Id":"m-1","ChangedAt":"2026-02-01T00:00:00Z"}""")]);
        await using var engine = await StartAsync();

        var found = await Reader(engine).GetResource(KeyOf("m-1"), null);

        Assert.Equal(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), found!.VendorChangedAt);
        Assert.Equal(TestInventory.Start.AddSeconds(30), found.LearnedAt);
        Assert.Equal(TestInventory.Start.AddMinutes(10).AddSeconds(30), found.SealedAt);
        Assert.Null(await Reader(engine).GetResource(KeyOf("m-2"), null));
        Assert.Null(await Reader(engine).GetResource(KeyOf("m-1"), TestInventory.Start));
    }

    [Fact]
    public async Task History_tells_each_version_what_changed_in_it_and_how_it_ended()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", """{"v":1}""")]);
        await _inventory.RunAsync(1, RunStatus.Sealed, [("m-1", """{"v":1}""")]);
        await _inventory.RunAsync(2, RunStatus.Sealed, [("m-1", """{"v":2}""")]);
        await _inventory.RunAsync(3, RunStatus.Sealed, []);
        await _inventory.RunAsync(4, RunStatus.Sealed, [("m-1", """{"v":3}""")]);
        await using var engine = await StartAsync();

        var history = await Reader(engine).GetHistory(KeyOf("m-1"), 10, null);

        Assert.Equal(
            [
                "v3 learned 4 last seen 4 ended - removed False changes ",
                "v2 learned 2 last seen 2 ended 3 removed True changes $.v: 1 -> 2",
                "v1 learned 0 last seen 1 ended 2 removed False changes ",
            ],
            history!.Versions.Select(Show));
        Assert.Null(history.Next);
        Assert.Null(await Reader(engine).GetHistory(KeyOf("m-2"), 10, null));

        var first = await Reader(engine).GetHistory(KeyOf("m-1"), 2, null);
        var rest = await Reader(engine).GetHistory(KeyOf("m-1"), 2, first!.Next);
        Assert.Equal(history.Versions.Select(Show), first.Versions.Concat(rest!.Versions).Select(Show));
    }

    [Fact]
    public async Task Versions_that_only_deleted_snapshots_told_apart_are_one()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", """{"v":1}""")]);
        var between = await _inventory.RunAsync(1, RunStatus.Sealed, [("m-1", """{"v":2}""")]);
        await _inventory.RunAsync(2, RunStatus.Sealed, [("m-1", """{"v":1}""")]);
        await _inventory.DeleteAsync(between.Id);
        await using var engine = await StartAsync();

        var history = await Reader(engine).GetHistory(KeyOf("m-1"), 10, null);

        Assert.Equal(["v1 learned 0 last seen 2 ended - removed False changes "], history!.Versions.Select(Show));
    }

    [Fact]
    public async Task Drift_is_what_differs_between_two_times_however_often_it_changed_between()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("same", "{}"), ("changed", """{"v":1}"""), ("gone", "{}"), ("back", """{"v":1}""")]);
        await _inventory.RunAsync(1, RunStatus.Sealed, [("same", "{}"), ("changed", """{"v":2}"""), ("back", """{"v":2}"""), ("flash", "{}")]);
        await _inventory.RunAsync(2, RunStatus.Sealed, [("same", "{}"), ("changed", """{"v":3}"""), ("back", """{"v":1}"""), ("new", "{}")]);
        await _inventory.RunAsync(2, RunStatus.Sealed, [("m-1", "{}")], key: _inventory.Key with { Region = "us-east-1" });
        await using var engine = await StartAsync();
        var query = new DriftQuery { From = TestInventory.Start.AddMinutes(1), To = TestInventory.Start.AddMinutes(3) };

        var drift = await Reader(engine).GetDrift(query);

        Assert.Equal(
            ["changed Changed $.v: 1 -> 3", "gone Removed ", "new Added "],
            drift.Resources.Select(one => $"{one.Key.Key} {one.Kind} {string.Join(';', one.Changes.Select(Show))}"));
        Assert.Equal<ChainName>([new(_inventory.Key.AccountId, TestSource.Name, "us-east-1")], drift.Unknown);
        Assert.Equal(TestInventory.Start.AddMinutes(1).AddSeconds(30), drift.Resources[1].LearnedAt);

        var pages = new List<string>();
        var paged = query with { Limit = 1 };
        do
        {
            var page = await Reader(engine).GetDrift(paged);
            pages.AddRange(page.Resources.Select(one => one.Key.Key));
            paged = paged with { Cursor = page.Next };
        }
        while (paged.Cursor is not null);

        Assert.Equal(["changed", "gone", "new"], pages);
        await Assert.ThrowsAsync<ArgumentException>(() => Reader(engine).GetDrift(query with { To = query.From }));
    }

    [Fact]
    public async Task Coverage_says_what_is_known_and_since_when()
    {
        CollectorKey Region(string name) => _inventory.Key with { Region = name };
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", "{}")], key: Region("a-known"));
        await _inventory.RunAsync(5, RunStatus.Sealed, [("m-1", "{}")], only: ["m-1"], key: Region("a-known"));
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", "{}")], key: Region("b-stale"));
        await _inventory.RunAsync(1, RunStatus.Partial, [("m-1", "{}")], key: Region("b-stale"));
        await _inventory.RunAsync(1, RunStatus.Failed, [], key: Region("c-failed"));
        await _inventory.RunAsync(20, RunStatus.Sealed, [], key: Region("d-later"));
        await using var engine = await StartAsync();

        var coverage = await Reader(engine).GetCoverage(new() { AsOf = TestInventory.Start.AddMinutes(10) });

        Assert.Equal(
            ["a-known Known 1 570 Sealed", "b-stale Stale 1 570 Partial", "c-failed Unknown 0  Failed", "d-later Unknown 0  "],
            coverage.Select(one => $"{one.Chain.Region} {one.State} {one.Resources} {one.Age?.TotalSeconds} {one.LastStatus}"));
        Assert.Equal(TestInventory.Start.AddMinutes(5).AddSeconds(30), coverage[0].RefreshedAt);
    }

    [Fact]
    public async Task Snapshots_are_listed_newest_first_by_what_is_asked_for()
    {
        var sealed_ = await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", "{}")]);
        var failed = await _inventory.RunAsync(1, RunStatus.Failed, []);
        var elsewhere = await _inventory.RunAsync(2, RunStatus.Sealed, [], key: _inventory.Key with { Region = "us-east-1" });
        await using var engine = await StartAsync();

        Assert.Equal([elsewhere.Id, failed.Id, sealed_.Id], await Ids(new()));
        Assert.Equal([failed.Id, sealed_.Id], await Ids(new() { Region = "eu-west-1" }));
        Assert.Equal([failed.Id], await Ids(new() { Status = SnapshotStatus.Failed }));
        Assert.Equal([elsewhere.Id, failed.Id, sealed_.Id], await Ids(new() { Limit = 1 }));
        Assert.Null(await Reader(engine).GetSnapshot(Guid.NewGuid()));

        async Task<List<Guid>> Ids(SnapshotQuery query)
        {
            var ids = new List<Guid>();
            do
            {
                var page = await Reader(engine).GetSnapshots(query);
                ids.AddRange(page.Snapshots.Select(one => one.Id));
                query = query with { Cursor = page.Next };
            }
            while (query.Cursor is not null);

            return ids;
        }
    }

    [Fact]
    public async Task Schema_drift_is_listed_with_what_reads_it()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", """{"State":{"Name":"a"}}"""), ("m-2", """{"State":{"Name":"a"}}""")]);
        await _inventory.RunAsync(1, RunStatus.Sealed, [("m-1", """{"State":{"Title":"a"}}"""), ("m-2", """{"State":{"Title":"a"}}""")]);
        await using var engine = await StartAsync();

        var page = await Reader(engine).GetSchemaDrift(new() { OnlyOpen = true });

        var drift = Assert.Single(page.Drifts);
        Assert.Equal((SchemaChangeKind.Renamed, "State.Name", "State.Title", 2), (drift.Change, drift.Path, drift.RenamedTo, drift.Resources));
        Assert.Equal<PathUse>(
            [new("column", "aws_test_machine.state", "State.Name"), new("view", "source.aws_test_machine", "State.Name")], drift.ReadBy);
        Assert.Empty((await Reader(engine).GetSchemaDrift(new() { Source = "aws_other" })).Drifts);
    }

    private static string Show(ResourceVersion version) =>
        $"{version.Document[..^1].Replace("{\"v\": ", "v", StringComparison.Ordinal)} learned {Minute(version.LearnedAt)} last seen {Minute(version.LastSeenAt)} "
        + $"ended {(version.EndedAt is { } at ? Minute(at) : "-")} removed {version.IsEndedByRemoval} changes {string.Join(';', version.Changes.Select(Show))}";

    private static string Show(FieldChange change) => $"{change.Path}: {change.Old} -> {change.New}";

    private static string Minute(DateTimeOffset at) => $"{(int)(at - TestInventory.Start).TotalMinutes}";

    private ResourceKey KeyOf(string key) => new(_inventory.Key.AccountId, TestSource.Name, _inventory.Key.Region, key);

    private IInventoryReaderGrain Reader(EngineFixture engine)
    {
        Caller.ActFor(_inventory.Organization);
        return engine.Grains.GetGrain<IInventoryReaderGrain>(_inventory.Organization.ToString());
    }

    private Task<EngineFixture> StartAsync() => EngineFixture.StartAsync(configure: silo =>
    {
        silo.Services.AddSingleton(postgres.Tenants);
        silo.Services.AddSingleton<SnapshotReaderStore>();
        silo.Services.AddSingleton<ResourceReaderStore>();
        silo.Services.AddSingleton<HistoryReaderStore>();
        silo.Services.AddSingleton<SchemaReaderStore>();
    });
}
