#if ENGINE_LOCAL
using Orleans;
using Raposa.LocalEngine.Simulation;

namespace Raposa.Engine;

public interface ISlowGrain : IGrainWithStringKey
{
    Task Work();

    [ResponseTimeout("00:00:05")] Task WorkForTheImpatient();

    Task<int> Done();
}

internal sealed class SlowGrain(TimeProvider time) : Grain, ISlowGrain
{
    private int _done;

    public async Task Work()
    {
        await Task.Delay(TimeSpan.FromSeconds(40), time);
        _done++;
    }

    public Task WorkForTheImpatient() => Work();

    public Task<int> Done() => Task.FromResult(_done);
}

public class TimeoutTests
{
    [Fact, Trait("trap", "13")]
    public async Task A_time_out_ends_the_waiting_and_neither_the_work_nor_a_second_try()
    {
        await using var silo = SimulatedWorld.Start(seed: 1);
        await silo.Run(async () =>
        {
            var grain = silo.Grains.GetGrain<ISlowGrain>("s");
            var working = grain.Work();

            await silo.Advance(TimeSpan.FromSeconds(32));
            await Assert.ThrowsAsync<TimeoutException>(() => working);
            await silo.Advance(TimeSpan.FromMinutes(2));

            Assert.Equal(1, await grain.Done());
        });
    }

    [Fact, Trait("trap", "13")]
    public async Task A_method_may_have_a_time_out_of_its_own()
    {
        await using var silo = SimulatedWorld.Start(seed: 1);
        await silo.Run(async () =>
        {
            var working = silo.Grains.GetGrain<ISlowGrain>("s").WorkForTheImpatient();

            await silo.Advance(TimeSpan.FromSeconds(4));
            Assert.False(working.IsCompleted);
            await silo.Advance(TimeSpan.FromSeconds(3));

            await Assert.ThrowsAsync<TimeoutException>(() => working);
        });
    }
}
#endif
