using Orleans;
using Orleans.Runtime;
using Raposa.Support;

namespace Raposa.Engine;

public interface IMeterGrain : IGrainWithStringKey
{
    Task<int> AddSlowly(int amount);

    Task<int> Total();

    Task<List<int>> Echo(List<int> values);

    Task<int> CallSelf();

    IAsyncEnumerable<int> Count(int to);

    Task Save();

    Task<Guid> WhoAreYou();

    Task Leave();
}

[GenerateSerializer]
public sealed class MeterState
{
    [Id(0)] public int Total { get; set; }
}

internal sealed class MeterGrain([PersistentState("meter")] IPersistentState<MeterState> state) : Grain, IMeterGrain
{
    private readonly Guid _id = Guid.NewGuid();

    public async Task<int> AddSlowly(int amount)
    {
        var before = state.State.Total;
        await Task.Delay(5);
        state.State.Total = before + amount;
        return state.State.Total;
    }

    public Task<int> Total() => Task.FromResult(state.State.Total);

    public Task<List<int>> Echo(List<int> values)
    {
        values.Add(99);
        return Task.FromResult(values);
    }

    public Task<int> CallSelf() => this.AsReference<IMeterGrain>().Total();

    public async IAsyncEnumerable<int> Count(int to)
    {
        for (var number = 1; number <= to; number++)
        {
            await Task.Yield();
            yield return number;
        }
    }

    public Task Save() => state.WriteStateAsync();

    public Task<Guid> WhoAreYou() => Task.FromResult(_id);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public class TurnTests : IAsyncLifetime
{
    private EngineFixture _engine = null!;

    private IMeterGrain Meter => _engine.Grains.GetGrain<IMeterGrain>("m");

    public async Task InitializeAsync() => _engine = await EngineFixture.StartAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact, Trait("rule", "not re-entered")]
    public async Task Calls_of_one_grain_never_overlap()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Meter.AddSlowly(1)));

        Assert.Equal(20, await Meter.Total());
    }

    [Fact, Trait("rule", "copied")]
    public async Task What_a_grain_does_to_an_argument_stays_with_the_grain()
    {
        List<int> mine = [1];

        var theirs = await Meter.Echo(mine);

        Assert.Equal([1], mine);
        Assert.Equal([1, 99], theirs);
    }

    [Fact, Trait("trap", "12")]
    public async Task State_that_was_saved_outlives_the_activation()
    {
        await Meter.AddSlowly(7);
        await Meter.Save();
        var first = await Meter.WhoAreYou();
        await Meter.Leave();

        Assert.Equal(7, await Meter.Total());
        Assert.NotEqual(first, await Meter.WhoAreYou());
    }

    [Fact, Trait("trap", "17")]
    public async Task A_sequence_arrives_whole_and_in_order()
    {
        var numbers = new List<int>();
        await foreach (var number in Meter.Count(250))
        {
            numbers.Add(number);
        }

        Assert.Equal(Enumerable.Range(1, 250), numbers);
    }
}
