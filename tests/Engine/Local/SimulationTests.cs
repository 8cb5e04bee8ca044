#if ENGINE_LOCAL
using Orleans;
using Orleans.Runtime;
using Raposa.LocalEngine.Simulation;

namespace Raposa.Engine;

public interface IAbacusGrain : IGrainWithStringKey
{
    Task<int> Add(int amount);

    Task<int> AddThrough(string other, int amount);

    Task<int> Total();

    Task ReadAFile();

    Task HurryOff();
}

internal sealed class AbacusGrain([PersistentState("meter")] IPersistentState<MeterState> state) : Grain, IAbacusGrain
{
    public async Task<int> Add(int amount)
    {
        state.State.Total += amount;
        await state.WriteStateAsync();
        return state.State.Total;
    }

    public Task<int> AddThrough(string other, int amount) => GrainFactory.GetGrain<IAbacusGrain>(other).Add(amount);

    public Task<int> Total() => Task.FromResult(state.State.Total);

    public async Task ReadAFile() => await File.ReadAllTextAsync(typeof(AbacusGrain).Assembly.Location);

    public Task HurryOff() => Task.Run(() => Thread.Sleep(100));
}

public class SimulationTests
{
    private static readonly Mishaps Rough = new()
    {
        Lost = 0.05, Doubled = 0.05, Late = 0.2, ActivationCrashes = 0.005, SiloLives = TimeSpan.FromMinutes(5),
    };

    [Fact]
    public async Task The_same_seed_takes_the_same_course_and_another_seed_another()
    {
        var first = await CourseOf(seed: 1);

        Assert.Equal(first, await CourseOf(seed: 1));
        Assert.NotEqual(first, await CourseOf(seed: 2));
    }

    [Fact, Trait("trap", "7")]
    public async Task Calls_that_nobody_awaits_come_in_any_order()
    {
        await using var world = SimulatedWorld.Start(seed: 1);

        var order = await world.Run(async () =>
        {
            var grain = world.Grains.GetGrain<IListGrain>("l");
            await Task.WhenAll(Enumerable.Range(0, 200).Select(grain.Add));
            return await grain.All();
        });

        Assert.Equal(Enumerable.Range(0, 200), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 200), order);
    }

    [Fact]
    public async Task A_crash_takes_what_was_in_memory_and_leaves_what_was_stored()
    {
        await using var world = SimulatedWorld.Start(seed: 1);
        await world.Run(async () =>
        {
            var list = world.Grains.GetGrain<IListGrain>("l");
            var abacus = world.Grains.GetGrain<IAbacusGrain>("a");
            await list.Add(1);
            await abacus.Add(5);

            world.Crash(TimeSpan.FromMinutes(1));
            await Assert.ThrowsAsync<SiloUnavailableException>(abacus.Total);
            await world.Advance(TimeSpan.FromMinutes(1));

            Assert.Empty(await list.All());
            Assert.Equal(5, await abacus.Total());
        });
    }

    [Fact]
    public async Task Time_jumps_to_what_is_awaited()
    {
        await using var world = SimulatedWorld.Start(seed: 1);

        await world.Run(() => Task.Delay(TimeSpan.FromDays(40), world.Clock));

        Assert.Equal(SimulatedWorld.Beginning.AddDays(40), world.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_failure_names_the_seed_and_the_time_of_the_world()
    {
        await using var world = SimulatedWorld.Start(seed: 4711);
        await world.Advance(TimeSpan.FromHours(1));

        var failure = await Assert.ThrowsAsync<SimulationException>(() => world.Run(() => throw new InvalidOperationException("the reason")));

        Assert.StartsWith("seed 4711, at 2026-03-01 13:00:00.000 after ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(": the reason", failure.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_grain_that_waits_for_something_outside_of_the_world_is_refused(bool aFile)
    {
        await using var world = SimulatedWorld.Start(seed: 1);
        world.Pump.TimeForOthers = TimeSpan.FromSeconds(10);
        var grain = world.Grains.GetGrain<IAbacusGrain>("outside");

        var failure = await Assert.ThrowsAsync<SimulationException>(() => world.Run(() => aFile ? grain.ReadAFile() : grain.HurryOff()));

        Assert.Contains("abacus/outside", failure.Message, StringComparison.Ordinal);
        Assert.Contains("waits on something outside the simulation", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_nothing_will_complete_is_refused()
    {
        await using var world = SimulatedWorld.Start(seed: 1);
        world.Pump.Patience = TimeSpan.Zero;

        var failure = await Assert.ThrowsAsync<SimulationException>(() => world.Run(() => new TaskCompletionSource().Task));

        Assert.Contains("or for what nobody will do", failure.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("trap", "5"), Trait("rule", "waits on itself")]
    public async Task A_call_that_waits_on_itself_times_out_at_its_time_with_the_chain_named()
    {
        await using var world = SimulatedWorld.Start(seed: 1);
        await world.Run(async () =>
        {
            var room = world.Grains.GetGrain<IRoomGrain>("r", "Raposa.Engine.RoomGrain");

            var timeout = await Assert.ThrowsAsync<TimeoutException>(() => room.CallMyself(allow: false));

            Assert.Contains("room/r (IRoomGrain.CallMyself) -> room/r (IRoomGrain.Answer)", timeout.Message, StringComparison.Ordinal);
            Assert.Equal(SimulatedWorld.Beginning.AddSeconds(30), world.Clock.GetUtcNow());
        });
    }

    [Fact, Trait("trap", "18")]
    public async Task A_reader_that_waits_long_is_answered_at_half_the_time_out_and_asks_again()
    {
        await using var world = SimulatedWorld.Start(seed: 1);
        await world.Run(async () =>
        {
            await using var numbers = world.Grains.GetGrain<ISourceGrain>("s").CountUntilTold("simulated").GetAsyncEnumerator();
            await numbers.MoveNextAsync();
            var next = numbers.MoveNextAsync();

            await world.Advance(TimeSpan.FromSeconds(100));
            Gates.Of("simulated").SetResult();

            Assert.True(await next);
            Assert.Equal(2, numbers.Current);
        });
    }

    private static async Task<ulong> CourseOf(int seed)
    {
        await using var world = SimulatedWorld.Start(seed, mishaps: Rough);
        await world.Run(async () =>
        {
            for (var round = 0; round < 40; round++)
            {
                var adding = Enumerable.Range(0, 20)
                    .Select(n => world.Grains.GetGrain<IAbacusGrain>($"{world.Chance.Next(5)}").AddThrough($"{n % 7}", n)).ToList();
                await world.Advance(TimeSpan.FromMinutes(1));
                foreach (var each in adding)
                {
                    // What fails, fails the same way each time; the trace would tell.
                    await Record.ExceptionAsync(() => each);
                }
            }
        });
        return world.Trace.Hash;
    }
}
#endif
