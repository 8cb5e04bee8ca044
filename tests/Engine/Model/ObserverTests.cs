using System.Collections.Concurrent;
using Raposa.Support;

namespace Raposa.Engine;

public class ObserverTests : IAsyncLifetime
{
    private EngineFixture _engine = null!;

    private ICopyGrain Grain => _engine.Grains.GetGrain<ICopyGrain>("o");

    public async Task InitializeAsync() => _engine = await EngineFixture.StartAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact, Trait("part", "observers")]
    public async Task A_grain_calls_an_object_outside_of_grains_through_its_reference()
    {
        var mine = new Listener();

        await Grain.Watch(_engine.Grains.CreateObjectReference<IWatcher>(mine), "hello");

        Assert.Equal(["hello"], mine.Heard);
    }

    [Fact, Trait("part", "observers")]
    public async Task What_an_observer_throws_reaches_the_grain_that_called_it()
    {
        var mine = new Listener { Fails = true };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Grain.Watch(_engine.Grains.CreateObjectReference<IWatcher>(mine), "hello"));

        Assert.Equal("deaf", failure.Message);
    }

    [Fact, Trait("part", "observers")]
    public async Task A_reference_that_was_deleted_reaches_nobody_and_leaves_the_others_of_its_object()
    {
        var mine = new Listener();
        var (first, second) = (_engine.Grains.CreateObjectReference<IWatcher>(mine), _engine.Grains.CreateObjectReference<IWatcher>(mine));

        _engine.Grains.DeleteObjectReference<IWatcher>(first);
        await Grain.Watch(second, "hello");

        Assert.NotEqual(first, second);
        Assert.Equal(["hello"], mine.Heard);
        Assert.Throws<ArgumentException>(() => _engine.Grains.DeleteObjectReference<IWatcher>(mine));
    }

    private sealed class Listener : IWatcher
    {
        public ConcurrentQueue<string> Heard { get; } = [];

        public bool Fails { get; init; }

        public Task Saw(string word)
        {
            Heard.Enqueue(word);
            return Fails ? throw new InvalidOperationException("deaf") : Task.CompletedTask;
        }
    }
}
