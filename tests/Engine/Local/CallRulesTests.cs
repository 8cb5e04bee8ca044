#if ENGINE_LOCAL
using Orleans;
using Orleans.Concurrency;
using Orleans.Serialization;
using Raposa.Support;

namespace Raposa.Engine;

public sealed class Unmarked
{
    public int Number { get; set; }
}

[GenerateSerializer]
public sealed class Wrapping
{
    [Id(0)] public Unmarked? Inner { get; set; }
}

public interface ICarelessGrain : IGrainWithStringKey
{
    Task<int> Fine();

    Task Take(Wrapping wrapping);
}

internal sealed class CarelessGrain : Grain, ICarelessGrain
{
    public Task<int> Fine() => Task.FromResult(1);

    public Task Take(Wrapping wrapping) => Task.CompletedTask;
}

public interface IQuietGrain : IGrainWithStringKey
{
    [OneWay] Task FailUnheard();

    Task<Stamp> Same(Stamp stamp);

    Task<bool> IsStamp(Stamp stamp);

    Task WaitFor(CancellationToken cancellationToken);

    Task<bool> WasCancelled();
}

internal sealed class QuietGrain : Grain, IQuietGrain
{
    public static Stamp? Seen { get; private set; }

    private bool _wasCancelled;

    public Task FailUnheard() => throw new InvalidOperationException("nobody hears this");

    public Task<Stamp> Same(Stamp stamp)
    {
        Seen = stamp;
        return Task.FromResult(stamp);
    }

    public Task<bool> IsStamp(Stamp stamp) => Task.FromResult(ReferenceEquals(stamp, Seen));

    public async Task WaitFor(CancellationToken cancellationToken)
    {
        Gates.Of(this.GetPrimaryKeyString()).TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _wasCancelled = true;
        }
    }

    public Task<bool> WasCancelled() => Task.FromResult(_wasCancelled);
}

public class CallRulesTests : IAsyncLifetime
{
    private EngineFixture _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineFixture.StartAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact, Trait("trap", "3"), Trait("rule", "marked")]
    public void One_type_that_may_not_travel_refuses_the_whole_interface()
    {
        var refusal = Assert.Throws<CodecNotFoundException>(() => _engine.Grains.GetGrain<ICarelessGrain>("c"));

        Assert.Contains("ICarelessGrain.Take", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Raposa.Engine.Unmarked may not travel: mark it [GenerateSerializer]", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("(in Wrapping.Inner)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("trap", "2"), Trait("rule", "copied")]
    public async Task What_says_immutable_is_shared()
    {
        var stamp = new Stamp([1, 2]);

        Assert.Same(stamp, await _engine.Grains.GetGrain<IQuietGrain>("q").Same(stamp));
    }

    [Fact, Trait("trap", "14")]
    public async Task A_one_way_call_completes_at_once_and_its_failure_reaches_nobody()
    {
        var grain = _engine.Grains.GetGrain<IQuietGrain>("q");

        await grain.FailUnheard();

        Assert.False(await grain.WasCancelled());
    }

    [Fact, Trait("trap", "15")]
    public async Task A_cancelled_caller_stops_waiting_at_once_and_the_grain_is_told()
    {
        var key = Guid.NewGuid().ToString();
        var grain = _engine.Grains.GetGrain<IQuietGrain>(key);
        using var source = new CancellationTokenSource();
        var waiting = grain.WaitFor(source.Token);
        await Gates.Of(key).Task;

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.True(await grain.WasCancelled());
    }

    [Fact, Trait("trap", "15")]
    public async Task A_call_already_cancelled_is_never_sent()
    {
        var grain = _engine.Grains.GetGrain<IQuietGrain>("q");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.WaitFor(new CancellationToken(canceled: true)));

        Assert.False(await grain.WasCancelled());
    }
}
#endif
