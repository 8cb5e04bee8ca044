using Orleans;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;
using Raposa.Support;

namespace Raposa.Engine;

public interface IDoorGrain : IGrainWithStringKey
{
    Task Hold(string gate);

    Task HoldPolitely(string gate);

    Task Open(string gate);

    Task OpenPolitely(string gate);
}

/// <summary>Lets in what is polite, and anything beside what is polite.</summary>
[MayInterleave(nameof(IsPolite))]
internal sealed class DoorGrain : Grain, IDoorGrain
{
    public static bool IsPolite(IInvokable request) => request.GetMethodName().EndsWith("Politely", StringComparison.Ordinal);

    public Task Hold(string gate) => Gates.Of(gate).Task;

    public Task HoldPolitely(string gate) => Gates.Of(gate).Task;

    public Task Open(string gate)
    {
        Gates.Of(gate).TrySetResult();
        return Task.CompletedTask;
    }

    public Task OpenPolitely(string gate) => Open(gate);
}

public class MayInterleaveTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private readonly string _gate = Guid.NewGuid().ToString();
    private EngineFixture _engine = null!;

    private IDoorGrain Door => _engine.Grains.GetGrain<IDoorGrain>(_gate);

    public async Task InitializeAsync()
    {
        _engine = await EngineFixture.StartAsync();

        // Orleans keeps no order among calls to a grain that is not active yet.
        await Door.Open($"{_gate} before");
    }

    public async Task DisposeAsync()
    {
        Gates.Of(_gate).TrySetResult();
        await _engine.DisposeAsync();
    }

    [Fact, Trait("trap", "6"), Trait("rule", "not re-entered")]
    public async Task The_predicate_lets_in_the_call_that_comes()
    {
        var holding = Door.Hold(_gate);

        await Door.OpenPolitely(_gate).WaitAsync(Soon);
        await holding.WaitAsync(Soon);
    }

    [Fact, Trait("trap", "6"), Trait("rule", "not re-entered")]
    public async Task The_predicate_lets_in_any_call_beside_the_one_that_runs()
    {
        var holding = Door.HoldPolitely(_gate);

        await Door.Open(_gate).WaitAsync(Soon);
        await holding.WaitAsync(Soon);
    }

    [Fact, Trait("trap", "6"), Trait("rule", "not re-entered")]
    public async Task Where_the_predicate_says_no_twice_the_call_waits()
    {
        var holding = Door.Hold(_gate);
        var waiting = Door.Open($"{_gate} second");
        await Door.OpenPolitely($"{_gate} third").WaitAsync(Soon);

        Assert.False(Gates.Of($"{_gate} second").Task.IsCompleted);
        Gates.Of(_gate).SetResult();
        await holding.WaitAsync(Soon);
        await waiting.WaitAsync(Soon);
    }
}
