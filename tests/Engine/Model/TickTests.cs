using System.Collections.Concurrent;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Raposa.Support;

namespace Raposa.Engine;

public interface ITickingGrain : IGrainWithStringKey
{
    Task HoldUntilTick(bool interleave);

    Task<string?> WhatFlowsIntoTicks();

    Task RemindOnce();
}

internal sealed class TickingGrain : Grain, ITickingGrain, IRemindable
{
    private static readonly AsyncLocal<string?> Flowing = new();

    public async Task HoldUntilTick(bool interleave)
    {
        var ticked = new TaskCompletionSource();
        this.RegisterGrainTimer(
            () =>
            {
                ticked.TrySetResult();
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, TimeSpan.FromMilliseconds(10)) { Interleave = interleave });
        await ticked.Task;
    }

    public async Task<string?> WhatFlowsIntoTicks()
    {
        var flowed = new TaskCompletionSource<string?>();
        Flowing.Value = "the caller's";
        RequestContext.Set("word", "the caller's");
        this.RegisterGrainTimer(
            () =>
            {
                flowed.TrySetResult(Flowing.Value ?? RequestContext.Get("word") as string);
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true });
        return await flowed.Task;
    }

    public async Task RemindOnce() => await this.RegisterOrUpdateReminder("r", TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1));

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await this.UnregisterReminder((await this.GetReminder(reminderName))!);
        Gates.Of(this.GetPrimaryKeyString()).TrySetResult();
    }
}

public class TickTests : IAsyncLifetime
{
    private readonly string _key = Guid.NewGuid().ToString();
    private readonly SeenCalls _seen = new();
    private EngineFixture _engine = null!;

    private ITickingGrain Grain => _engine.Grains.GetGrain<ITickingGrain>(_key);

    public async Task InitializeAsync() =>
        _engine = await EngineFixture.StartAsync(configure: silo => silo.AddIncomingGrainCallFilter(_seen));

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact, Trait("trap", "8")]
    public async Task A_tick_that_interleaves_runs_beside_a_call() =>
        await Grain.HoldUntilTick(interleave: true).WaitAsync(TimeSpan.FromSeconds(20));

    [Fact, Trait("trap", "8")]
    public async Task Nothing_of_the_caller_flows_into_a_tick() => Assert.Null(await Grain.WhatFlowsIntoTicks());

    [Fact, Trait("trap", "9")]
    public async Task Incoming_filters_see_the_ticks_of_timers()
    {
        await Grain.HoldUntilTick(interleave: true);

        Assert.Contains("InvokeCallbackAsync", _seen.Methods);
    }

    [Fact, Trait("trap", "9")]
    public async Task Incoming_filters_see_the_ticks_of_reminders()
    {
        await Grain.RemindOnce();
        await Gates.Of(_key).Task.WaitAsync(TimeSpan.FromSeconds(50));

        Assert.Contains("ReceiveReminder", _seen.Methods);
    }

    private sealed class SeenCalls : IIncomingGrainCallFilter
    {
        public ConcurrentBag<string> Methods { get; } = [];

        public Task Invoke(IIncomingGrainCallContext context)
        {
            Methods.Add(context.MethodName);
            return context.Invoke();
        }
    }
}
