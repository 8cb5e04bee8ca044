#if ENGINE_LOCAL
using Raposa.LocalEngine.Simulation;

namespace Raposa.Engine;

public class SimulatedTimeTests
{
    /// <summary>The heap is an optimization, so it must agree with looking for the least due time among all.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Timers_fire_in_the_order_of_their_times_whatever_was_changed_in_between(int seed)
    {
        await using var world = SimulatedWorld.Start(seed);
        var due = new Dictionary<int, DateTimeOffset>();
        var fired = new List<(int Timer, DateTimeOffset At)>();
        var expected = new List<(int Timer, DateTimeOffset At)>();
        await world.Run(async () =>
        {
            var timers = Enumerable.Range(0, 300).Select(number => world.Clock.CreateTimer(
                _ => fired.Add((number, world.Clock.GetUtcNow())), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)).ToArray();
            for (var step = 0; step < 2000; step++)
            {
                var timer = world.Chance.Next(timers.Length);
                if (world.Chance.Next(4) == 0)
                {
                    timers[timer].Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                    due.Remove(timer);
                }
                else
                {
                    var time = TimeSpan.FromSeconds(world.Chance.Next(10_000));
                    timers[timer].Change(time, Timeout.InfiniteTimeSpan);
                    due[timer] = world.Clock.GetUtcNow() + time;
                }

                if (world.Chance.Next(20) == 0)
                {
                    var until = world.Clock.GetUtcNow() + TimeSpan.FromSeconds(world.Chance.Next(500));
                    await world.Advance(until - world.Clock.GetUtcNow());
                    foreach (var (ended, at) in due.Where(pair => pair.Value <= until).ToList())
                    {
                        expected.Add((ended, at));
                        due.Remove(ended);
                    }
                }
            }
        });

        Assert.True(fired.Zip(fired.Skip(1)).All(pair => pair.First.At <= pair.Second.At), $"seed {seed}: not in order");
        Assert.Equal(expected.OrderBy(each => each.At).ThenBy(each => each.Timer), fired.OrderBy(each => each.At).ThenBy(each => each.Timer));
    }
}
#endif
