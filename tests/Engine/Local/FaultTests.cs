#if ENGINE_LOCAL
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Raposa.LocalEngine.Simulation;
using Raposa.Support;

namespace Raposa.Engine;

public interface IStillbornGrain : IGrainWithStringKey
{
    Task Hello();
}

internal sealed class StillbornGrain : Grain, IStillbornGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Gates.Of(this.GetPrimaryKeyString()).Task;
        throw new InvalidOperationException("stillborn");
    }

    public Task Hello() => Task.CompletedTask;
}

public class FaultTests
{
    private readonly string _key = Guid.NewGuid().ToString();

    [Fact]
    public async Task A_crash_tells_every_caller_and_leaves_what_was_saved()
    {
        await using var silo = await VirtualSilo.StartAsync();
        var meter = silo.Grains.GetGrain<IMeterGrain>(_key);
        await meter.Save();
        var holding = silo.Grains.GetGrain<IRoomGrain>(_key, "Raposa.Engine.RoomGrain").Hold(_key);

        silo.Simulator.Crash();

        await Assert.ThrowsAsync<SiloUnavailableException>(() => holding);
        Assert.Equal(0, await meter.Total());
    }

    [Fact, Trait("trap", "13")]
    public async Task A_lost_call_times_out_for_its_caller()
    {
        var time = new VirtualTime(VirtualSilo.Start);
        await using var silo = await VirtualSilo.StartAsync(
            builder => builder.Services.AddSingleton<CallFaults>(new SeededFaults(1, lost: 1, 0, 0, TimeSpan.Zero, time)), time);
        var asking = silo.Grains.GetGrain<IMeterGrain>(_key).Total();

        await silo.AdvanceAsync(TimeSpan.FromSeconds(32));

        await Assert.ThrowsAsync<TimeoutException>(() => asking);
    }

    [Fact]
    public async Task A_doubled_call_has_its_effect_twice_and_one_answer()
    {
        await using var engine = await EngineFixture.StartAsync(configure: builder =>
            builder.Services.AddSingleton<CallFaults>(new SeededFaults(1, 0, doubled: 1, 0, TimeSpan.Zero, TimeProvider.System)));
        var meter = engine.Grains.GetGrain<IMeterGrain>(_key);

        await meter.AddSlowly(5);

        Assert.Equal(10, await meter.Total());
    }

    [Fact, Trait("trap", "12")]
    public async Task A_storage_that_fails_is_named_and_wrapped()
    {
        await using var engine = await EngineFixture.StartAsync(configure: builder => builder.Services
            .AddKeyedSingleton<IGrainStorage>("Default", new BrokenStorage(new IOException("disk full"))));
        var meter = engine.Grains.GetGrain<IMeterGrain>(_key);

        var failure = await Assert.ThrowsAsync<OrleansException>(meter.Save);

        Assert.Equal($"Could not write the state 'meter' of meter/{_key}: disk full", failure.Message);
        Assert.IsType<IOException>(failure.InnerException);
    }

    [Fact, Trait("trap", "12")]
    public async Task A_state_that_is_not_the_stored_one_ends_the_activation()
    {
        await using var engine = await EngineFixture.StartAsync(configure: builder => builder.Services
            .AddKeyedSingleton<IGrainStorage>("Default", new BrokenStorage(new InconsistentStateException("newer"))));
        var meter = engine.Grains.GetGrain<IMeterGrain>(_key);
        var first = await meter.WhoAreYou();

        await Assert.ThrowsAsync<InconsistentStateException>(meter.Save);

        Assert.NotEqual(first, await meter.WhoAreYou());
    }

    [Fact, Trait("trap", "11")]
    public async Task Every_call_that_waited_for_an_activation_that_fails_gets_its_exception()
    {
        await using var engine = await EngineFixture.StartAsync();
        var grain = engine.Grains.GetGrain<IStillbornGrain>(_key);
        Task[] waiting = [grain.Hello(), grain.Hello(), grain.Hello()];

        Gates.Of(_key).SetResult();

        foreach (var call in waiting)
        {
            Assert.Equal("stillborn", (await Assert.ThrowsAsync<InvalidOperationException>(() => call)).Message);
        }
    }

    private sealed class BrokenStorage(Exception failure) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.FromException(failure);

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.FromException(failure);
    }
}
#endif
