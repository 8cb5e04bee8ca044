#if ENGINE_LOCAL
using Orleans;
using Orleans.Runtime;
using Raposa.LocalEngine.Simulation;

namespace Raposa.Engine;

public interface IMetronomeGrain : IGrainWithStringKey
{
    Task Start(TimeSpan period, TimeSpan handling);

    Task HoldFor(TimeSpan time);

    Task<string[]> Ticks();
}

internal sealed class MetronomeGrain(TimeProvider time) : Grain, IMetronomeGrain
{
    private readonly List<string> _ticks = [];

    public Task Start(TimeSpan period, TimeSpan handling)
    {
        this.RegisterGrainTimer(
            async cancellation =>
            {
                _ticks.Add(time.GetUtcNow().ToString("mm:ss", System.Globalization.CultureInfo.InvariantCulture));
                await Task.Delay(handling, time, cancellation);
            },
            new GrainTimerCreationOptions(period, period));
        return Task.CompletedTask;
    }

    public Task HoldFor(TimeSpan duration) => Task.Delay(duration, time);

    public Task<string[]> Ticks() => Task.FromResult(_ticks.ToArray());
}

public class TimerRulesTests
{
    [Fact, Trait("trap", "8")]
    public async Task The_period_of_a_timer_counts_from_the_end_of_a_tick()
    {
        await using var silo = SimulatedWorld.Start(seed: 1);
        await silo.Run(async () =>
        {
            var grain = silo.Grains.GetGrain<IMetronomeGrain>("m");
            await grain.Start(period: TimeSpan.FromSeconds(10), handling: TimeSpan.FromSeconds(3));

            await silo.Advance(TimeSpan.FromSeconds(40));

            Assert.Equal(["00:10", "00:23", "00:36"], await grain.Ticks());
        });
    }

    [Fact, Trait("trap", "8"), Trait("rule", "not re-entered")]
    public async Task A_tick_waits_for_the_call_that_runs()
    {
        await using var silo = SimulatedWorld.Start(seed: 1);
        await silo.Run(async () =>
        {
            var grain = silo.Grains.GetGrain<IMetronomeGrain>("m");
            await grain.Start(period: TimeSpan.FromSeconds(10), handling: TimeSpan.Zero);
            var holding = grain.HoldFor(TimeSpan.FromSeconds(25));

            await silo.Advance(TimeSpan.FromSeconds(38));
            await holding;

            Assert.Equal(["00:25", "00:35"], await grain.Ticks());
        });
    }
}
#endif
