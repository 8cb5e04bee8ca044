#if ENGINE_LOCAL
using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Raposa.Engine;

public interface IClockworkGrain : IGrainWithStringKey
{
    Task StartTimer(TimeSpan period, bool fails);

    Task Remind(TimeSpan due, TimeSpan period);

    Task Forget();

    Task<IReadOnlyList<string>> Ticks();

    Task<Guid> Who();
}

internal sealed class ClockworkGrain(TimeProvider time) : Grain, IClockworkGrain, IRemindable
{
    public static readonly ConcurrentDictionary<string, List<DateTimeOffset>> Reminded = new();

    private readonly Guid _id = Guid.NewGuid();
    private readonly List<string> _ticks = [];

    public Task StartTimer(TimeSpan period, bool fails)
    {
        this.RegisterGrainTimer(
            _ =>
            {
                _ticks.Add($"{time.GetUtcNow():mm:ss} {RequestContext.Get("word") ?? "nothing"}");
                return fails ? throw new InvalidOperationException("tick failed") : Task.CompletedTask;
            },
            new GrainTimerCreationOptions(period, period));
        return Task.CompletedTask;
    }

    public Task Remind(TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder("r", due, period);

    public async Task Forget() => await this.UnregisterReminder((await this.GetReminder("r"))!);

    public Task<IReadOnlyList<string>> Ticks() => Task.FromResult<IReadOnlyList<string>>(_ticks.ToArray());

    public Task<Guid> Who() => Task.FromResult(_id);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Reminded.GetOrAdd(this.GetPrimaryKeyString(), _ => []).Add(time.GetUtcNow());
        return Task.FromException(new InvalidOperationException("a tick that fails"));
    }
}

public class ClockTests
{
    private readonly string _key = Guid.NewGuid().ToString();

    [Fact, Trait("trap", "8")]
    public async Task A_timer_that_throws_goes_on_and_carries_no_request_context()
    {
        await using var silo = await VirtualSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IClockworkGrain>(_key);
        RequestContext.Set("word", "caller's");
        await grain.StartTimer(TimeSpan.FromSeconds(10), fails: true);

        await silo.AdvanceAsync(TimeSpan.FromSeconds(25));

        Assert.Equal(["00:10 nothing", "00:20 nothing"], await grain.Ticks());
    }

    [Fact, Trait("trap", "19")]
    public async Task A_reminder_ticks_on_its_grid_even_when_it_throws()
    {
        await using var silo = await VirtualSilo.StartAsync();
        await silo.Grains.GetGrain<IClockworkGrain>(_key).Remind(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));

        await silo.AdvanceAsync(TimeSpan.FromMinutes(12));

        Assert.Equal(
            [VirtualSilo.Start.AddMinutes(1), VirtualSilo.Start.AddMinutes(6), VirtualSilo.Start.AddMinutes(11)],
            ClockworkGrain.Reminded[_key]);
    }

    [Fact, Trait("trap", "20")]
    public async Task A_reminder_outlives_the_activation_and_ends_when_it_is_unregistered()
    {
        await using var silo = await VirtualSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IClockworkGrain>(_key);
        await grain.Remind(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        silo.Simulator.Crash();

        await silo.AdvanceAsync(TimeSpan.FromMinutes(2));
        await grain.Forget();
        await silo.AdvanceAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(2, ClockworkGrain.Reminded[_key].Count);
    }

    [Fact, Trait("trap", "19")]
    public async Task What_fell_due_while_nothing_ran_is_not_made_up_for()
    {
        var table = new LocalEngine.Reminders.MemoryReminderTable();
        var time = new LocalEngine.Simulation.VirtualTime(VirtualSilo.Start);
        await using (var first = await VirtualSilo.StartAsync(Sharing, time))
        {
            await first.Grains.GetGrain<IClockworkGrain>(_key).Remind(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));
        }

        await time.AdvanceAsync(TimeSpan.FromMinutes(5), () => Task.CompletedTask);
        await using var second = await VirtualSilo.StartAsync(Sharing, time);
        await second.AdvanceAsync(TimeSpan.FromMinutes(7));

        Assert.Equal([VirtualSilo.Start.AddMinutes(11)], ClockworkGrain.Reminded[_key]);

        void Sharing(ISiloBuilder silo) => silo.Services.AddSingleton<IReminderTable>(table);
    }

    [Fact, Trait("rule", "no finer than a minute")]
    public async Task A_reminder_finer_than_a_minute_is_refused()
    {
        await using var silo = await VirtualSilo.StartAsync();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => silo.Grains.GetGrain<IClockworkGrain>(_key).Remind(TimeSpan.Zero, TimeSpan.FromSeconds(59)));

        Assert.Contains("use a grain timer", refusal.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("trap", "23")]
    public async Task A_grain_that_nobody_uses_is_collected_after_a_quarter_of_an_hour()
    {
        await using var silo = await VirtualSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IClockworkGrain>(_key);
        var first = await grain.Who();

        await silo.AdvanceAsync(TimeSpan.FromMinutes(14));
        Assert.Equal(first, await grain.Who());
        await silo.AdvanceAsync(TimeSpan.FromMinutes(17));

        Assert.NotEqual(first, await grain.Who());
    }

    [Fact, Trait("trap", "8"), Trait("trap", "23")]
    public async Task A_timer_does_not_keep_its_grain_from_being_collected()
    {
        await using var silo = await VirtualSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IClockworkGrain>(_key);
        await grain.StartTimer(TimeSpan.FromMinutes(1), fails: false);
        var first = await grain.Who();

        await silo.AdvanceAsync(TimeSpan.FromMinutes(20));

        Assert.NotEqual(first, await grain.Who());
    }

    [Fact]
    public async Task A_reminder_may_be_due_in_a_hundred_days()
    {
        await using var silo = await VirtualSilo.StartAsync();
        await silo.Grains.GetGrain<IClockworkGrain>(_key).Remind(TimeSpan.FromDays(100), TimeSpan.FromDays(100));

        await silo.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.False(ClockworkGrain.Reminded.ContainsKey(_key));
    }

    [Fact, Trait("trap", "18")]
    public async Task A_sequence_that_nobody_reads_for_long_is_dropped()
    {
        await using var silo = await VirtualSilo.StartAsync();
        await using var numbers = silo.Grains.GetGrain<ISourceGrain>(_key).CountUntilTold(_key).GetAsyncEnumerator();
        await numbers.MoveNextAsync();

        await silo.AdvanceAsync(TimeSpan.FromSeconds(70));

        await Assert.ThrowsAsync<EnumerationAbortedException>(async () => await numbers.MoveNextAsync());
    }

    [Fact, Trait("trap", "13")]
    public async Task A_call_whose_caller_gave_up_before_it_began_is_not_made()
    {
        await using var silo = await VirtualSilo.StartAsync();
        var room = silo.Grains.GetGrain<IRoomGrain>(_key, "Raposa.Engine.RoomGrain");
        var holding = room.Hold(_key);
        var waiting = room.Enter($"{_key} entered");

        await silo.AdvanceAsync(TimeSpan.FromSeconds(32));
        await Assert.ThrowsAsync<TimeoutException>(() => holding);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        Gates.Of(_key).SetResult();
        Assert.Equal(42, await room.Answer());

        Assert.False(Gates.Of($"{_key} entered").Task.IsCompleted);
    }

    [Fact, Trait("trap", "5"), Trait("rule", "waits on itself"), Trait("rule", "not re-entered")]
    public async Task A_call_that_waits_on_itself_times_out_with_the_chain_named()
    {
        await using var silo = await VirtualSilo.StartAsync();
        var waiting = silo.Grains.GetGrain<IRoomGrain>(_key, "Raposa.Engine.RoomGrain").CallMyself(allow: false);

        await silo.AdvanceAsync(TimeSpan.FromSeconds(32));

        var timeout = await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        Assert.Contains(
            $"room/{_key} (IRoomGrain.CallMyself) -> room/{_key} (IRoomGrain.Answer)", timeout.Message, StringComparison.Ordinal);
    }
}
#endif
