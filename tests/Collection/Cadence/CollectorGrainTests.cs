using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Raposa.Organizations;
using Raposa.Support;
using static Raposa.Collection.ScriptedReader;

namespace Raposa.Collection;

public sealed class CollectorGrainTests : IAsyncLifetime
{
    private readonly ScriptedReader _reader = new();
    private readonly RecordedSnapshots _snapshots = new();
    private readonly MemoryRecords _records = new();
    private readonly CollectorKey _key = new(PostgresFixture.NewOrganizationId(), "900100200301", "aws_thing");
    private EngineFixture _engine = null!;

    private ICollectorGrain Collector
    {
        get
        {
            Caller.ActFor(_key.Organization);
            return _engine.Grains.GetGrain<ICollectorGrain>(_key.ToString());
        }
    }

    public async Task InitializeAsync() => _engine = await EngineFixture.StartAsync(configure: silo =>
    {
        silo.AddIncomingGrainCallFilter<TenantFilter>();
        silo.Services.AddSingleton<ISourceList>(new TestSources(TestSources.Source("aws_thing")));
        silo.Services.AddSingleton<ISourceReader>(_reader);
        silo.Services.AddSingleton<ISnapshotWriter>(_snapshots);
        silo.Services.AddSingleton<ICollectionRecords>(_records);
    });

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Reads_every_page_then_seals()
    {
        _reader.Answers(Page(3, "page-2"), Page(2));

        var run = await Collect();

        Assert.Equal((RunStatus.Sealed, 2, 5, 2), (run.Status, run.Pages, run.Resources, run.Calls));
        Assert.Equal([null, "page-2"], _reader.Asked);
        Assert.Equal(["open", "add 3", "add 2", "close Sealed"], _snapshots.Calls);
        Assert.Equal([run], _records.RunsOf(_key));
    }

    [Fact]
    public async Task A_page_that_is_throttled_is_asked_for_again_after_the_time_the_vendor_names()
    {
        _reader.Answers(Page(3, "page-2"), Failure(FailureKind.Throttled, TimeSpan.FromMilliseconds(20)), Page(2));

        var run = await Collect();

        Assert.Equal((RunStatus.Sealed, 5, 1), (run.Status, run.Resources, run.Failure is null ? 1 : 0));
        Assert.Equal([null, "page-2", "page-2"], _reader.Asked);
    }

    [Theory]
    [InlineData(FailureKind.Denied)]
    [InlineData(FailureKind.NotEnabled)]
    [InlineData(FailureKind.Malformed)]
    [InlineData(FailureKind.Unauthenticated)]
    public async Task A_refusal_ends_the_run_at_once_in_the_vendors_words(FailureKind kind)
    {
        _reader.Answers(Failure(kind));

        var run = await Collect();

        Assert.Equal((RunStatus.Failed, $"The vendor says {kind}."), (run.Status, run.Failure?.Message));
        Assert.Equal(["open", "close Failed"], _snapshots.Calls);
    }

    [Fact]
    public async Task A_refusal_after_something_came_leaves_it_partial()
    {
        _reader.Answers(Page(3, "page-2"), Failure(FailureKind.Denied));

        var run = await Collect();

        Assert.Equal((RunStatus.Partial, 3), (run.Status, run.Resources));
    }

    [Fact]
    public async Task Fewer_resources_than_the_vendor_counts_are_partial()
    {
        _reader.Answers(Page(3) with { Expected = 4 });

        var run = await Collect();

        Assert.Equal((RunStatus.Partial, "CountDiffers"), (run.Status, run.Failure?.Code));
    }

    [Fact]
    public async Task Starting_while_a_page_is_read_gives_the_run_in_progress()
    {
        var page = new TaskCompletionSource<SourcePage>();
        _reader.Answers(page.Task);
        var first = await Collector.Start(RunTrigger.Cadence, []);
        await Until(() => !_reader.Asked.IsEmpty);

        var second = await Collector.Start(RunTrigger.Manual, []);
        var asked = await Collector.GetRun();

        Assert.Equal((first.Id, first.Id, RunTrigger.Cadence), (second.Id, asked?.Id, second.Trigger));
        page.SetResult(Page(1));
        Assert.Equal(first.Id, (await Finished()).Id);
        Assert.Single(_reader.Asked);
    }

    [Fact]
    public async Task Many_starts_at_once_are_one_run()
    {
        var page = new TaskCompletionSource<SourcePage>();
        _reader.Answers(page.Task);

        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Collector.Start(RunTrigger.Manual, [])));

        Assert.Single(runs.Select(run => run.Id).Distinct());
        page.SetResult(Page(1));
        await Finished();
        Assert.Single(_records.RunsOf(_key));
    }

    [Fact]
    public async Task A_reader_that_breaks_ends_its_run_and_says_how()
    {
        _reader.Answers(new FormatException("'x' is not a number."));

        var run = await Collect();

        Assert.Equal((RunStatus.Failed, "FormatException", "'x' is not a number."), (run.Status, run.Failure?.Code, run.Failure?.Message));
    }

    [Fact]
    public async Task A_database_that_is_away_costs_no_try_of_the_page()
    {
        _snapshots.Fails = 1;
        _reader.Answers(Page(1));
        await Collector.Start(RunTrigger.Cadence, []);
        await Until(() => _snapshots.Fails == 0);

        Assert.Equal((RunStatus.InProgress, 0), ((await Collector.GetRun())!.Status, (await Collector.GetRun())!.Attempt));
    }

    [Fact]
    public async Task A_cancelled_run_ends_although_its_page_never_comes()
    {
        _reader.Answers(Page(3, "page-2"), new TaskCompletionSource<SourcePage>().Task);
        await Collector.Start(RunTrigger.Cadence, []);
        await Until(() => _reader.Asked.Count == 2);

        await Collector.Cancel();

        var run = await Collector.GetRun();
        Assert.Equal((RunStatus.Partial, "Disconnected"), (run?.Status, run?.Failure?.Code));
    }

    [Fact]
    public async Task A_refresh_asks_for_its_keys_alone()
    {
        _reader.Answers(Page(1) with { Expected = 500 });
        await Collector.Start(RunTrigger.Event, ["i-1", "i-2"]);

        var run = await Finished();

        Assert.Equal(RunStatus.Sealed, run.Status);
        Assert.Equal("i-1 i-2", string.Join(' ', Assert.Single(_reader.AskedOnly)));
    }

    [Fact]
    public async Task A_page_that_names_itself_as_the_next_ends_the_run()
    {
        _reader.Answers(Page(1, "same"), Page(1, "same"));

        var run = await Collect();

        Assert.Equal((RunStatus.Partial, "SamePage"), (run.Status, run.Failure?.Code));
    }

    private async Task<CollectionRun> Collect()
    {
        await Collector.Start(RunTrigger.Cadence, []);
        return await Finished();
    }

    private async Task<CollectionRun> Finished()
    {
        await Until(async () => await Collector.GetRun() is { IsInProgress: false });
        return (await Collector.GetRun())!;
    }

    private static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
        {
            await Task.Delay(5, patience.Token);
        }
    }
}
