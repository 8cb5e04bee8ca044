using System.Collections.Concurrent;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Raposa.Support;

namespace Raposa.Engine;

/// <summary>Calls stay in <c>Hold</c> until their gate is opened: what runs beside what is decided by the test, not by time.</summary>
internal static class Gates
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> All = new();

    public static TaskCompletionSource Of(string name) =>
        All.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}

public interface IRoomGrain : IGrainWithStringKey
{
    Task Hold(string gate);

    [ReadOnly] Task HoldReading(string gate);

    Task Enter(string gate);

    [ReadOnly] Task Read(string gate);

    [AlwaysInterleave] Task Knock(string gate);

    Task<int> CallMyself(bool allow);

    Task<int> Answer();
}

public interface IOpenRoomGrain : IRoomGrain;

internal class RoomGrain : Grain, IRoomGrain
{
    public Task Hold(string gate) => Gates.Of(gate).Task;

    public Task HoldReading(string gate) => Gates.Of(gate).Task;

    public Task Enter(string gate) => Open(gate);

    public Task Read(string gate) => Open(gate);

    public Task Knock(string gate) => Open(gate);

    public async Task<int> CallMyself(bool allow)
    {
        if (!allow)
        {
            return await this.AsReference<IRoomGrain>().Answer();
        }

        using var section = RequestContext.AllowCallChainReentrancy();
        return await this.AsReference<IRoomGrain>().Answer();
    }

    public Task<int> Answer() => Task.FromResult(42);

    private static Task Open(string gate)
    {
        Gates.Of(gate).SetResult();
        return Task.CompletedTask;
    }
}

[Reentrant]
internal sealed class OpenRoomGrain : RoomGrain, IOpenRoomGrain;

public class InterleavingTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private readonly string _gate = Guid.NewGuid().ToString();
    private EngineFixture _engine = null!;

    private IRoomGrain Room => _engine.Grains.GetGrain<IRoomGrain>(_gate, "Raposa.Engine.RoomGrain");

    private IOpenRoomGrain OpenRoom => _engine.Grains.GetGrain<IOpenRoomGrain>(_gate);

    public async Task InitializeAsync()
    {
        _engine = await EngineFixture.StartAsync();

        // Which of two calls came first is the point here, and on Orleans they come in either order until the grain is active.
        await Room.Answer();
        await OpenRoom.Answer();
    }

    public async Task DisposeAsync()
    {
        Gates.Of(_gate).TrySetResult();
        await _engine.DisposeAsync();
    }

    [Fact, Trait("trap", "6"), Trait("rule", "not re-entered")]
    public async Task A_call_that_always_interleaves_runs_beside_any_other()
    {
        var holding = Room.Hold(_gate);

        await Room.Knock(_gate).WaitAsync(Soon);
        await holding.WaitAsync(Soon);
    }

    [Fact, Trait("trap", "6"), Trait("rule", "not re-entered")]
    public async Task Two_read_only_calls_run_beside_each_other()
    {
        var holding = Room.HoldReading(_gate);

        await Room.Read(_gate).WaitAsync(Soon);
        await holding.WaitAsync(Soon);
    }

    [Fact, Trait("trap", "6"), Trait("rule", "not re-entered")]
    public async Task A_read_only_call_waits_for_one_that_is_not()
    {
        var holding = Room.Hold(_gate);
        var reading = Room.Read(_gate);
        await Room.Knock(_gate);

        await holding.WaitAsync(Soon);
        await Assert.ThrowsAsync<InvalidOperationException>(() => reading.WaitAsync(Soon));
    }

    [Fact, Trait("trap", "6"), Trait("rule", "not re-entered")]
    public async Task A_reentrant_grain_lets_any_call_in()
    {
        var holding = OpenRoom.Hold(_gate);

        await OpenRoom.Enter(_gate).WaitAsync(Soon);
        await holding.WaitAsync(Soon);
    }

    [Fact, Trait("trap", "6")]
    public async Task A_later_call_that_may_run_overtakes_one_that_may_not()
    {
        var holding = Room.Hold(_gate);
        var waiting = Room.Answer();

        await Room.Knock(_gate).WaitAsync(Soon);

        await holding.WaitAsync(Soon);
        Assert.Equal(42, await waiting.WaitAsync(Soon));
    }

    [Fact, Trait("trap", "5"), Trait("rule", "not re-entered")]
    public async Task A_call_chain_may_come_back_where_it_is_allowed() =>
        Assert.Equal(42, await Room.CallMyself(allow: true).WaitAsync(Soon));
}
