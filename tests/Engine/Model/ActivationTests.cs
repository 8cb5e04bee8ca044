using System.Collections.Concurrent;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Raposa.Support;

namespace Raposa.Engine;

public interface ISleepyGrain : IGrainWithStringKey
{
    Task<string> Hello();
}

/// <summary>Its first activation never ends to activate.</summary>
internal sealed class SleepyGrain : Grain, ISleepyGrain
{
    private static readonly ConcurrentDictionary<string, int> Attempts = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        Attempts.AddOrUpdate(this.GetPrimaryKeyString(), 1, (_, count) => count + 1) == 1
            ? new TaskCompletionSource().Task
            : Task.CompletedTask;

    public Task<string> Hello() => Task.FromResult("hello");
}

public interface IRecallingGrain : IGrainWithStringKey
{
    Task<int> TotalWhenActivated();

    Task SaveAndLeave(int total);
}

internal sealed class RecallingGrain([PersistentState("meter")] IPersistentState<MeterState> state) : Grain, IRecallingGrain
{
    private int _total;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _total = state.State.Total;
        return Task.CompletedTask;
    }

    public Task<int> TotalWhenActivated() => Task.FromResult(_total);

    public async Task SaveAndLeave(int total)
    {
        state.State.Total = total;
        await state.WriteStateAsync();
        DeactivateOnIdle();
    }
}

public class ActivationTests
{
    private readonly string _key = Guid.NewGuid().ToString();

    [Fact, Trait("trap", "11")]
    public async Task An_activation_that_never_ends_is_given_up_and_the_next_call_tries_again()
    {
        await using var engine = await EngineFixture.StartAsync(
            configure: silo => silo.Configure<GrainCollectionOptions>(options => options.ActivationTimeout = TimeSpan.FromSeconds(1)));
        var grain = engine.Grains.GetGrain<ISleepyGrain>(_key);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(grain.Hello);

        Assert.Equal("hello", await grain.Hello());
    }

    [Fact, Trait("trap", "12")]
    public async Task State_is_there_before_the_grain_is_activated()
    {
        await using var engine = await EngineFixture.StartAsync();
        var grain = engine.Grains.GetGrain<IRecallingGrain>(_key);
        await grain.SaveAndLeave(7);

        Assert.Equal(7, await grain.TotalWhenActivated());
    }
}
