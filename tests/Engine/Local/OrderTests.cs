#if ENGINE_LOCAL
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Raposa.LocalEngine.Simulation;

namespace Raposa.Engine;

public interface IListGrain : IGrainWithStringKey
{
    Task Add(int number);

    Task<int[]> All();
}

internal sealed class ListGrain : Grain, IListGrain
{
    private readonly List<int> _numbers = [];

    public Task Add(int number)
    {
        _numbers.Add(number);
        return Task.CompletedTask;
    }

    public Task<int[]> All() => Task.FromResult(_numbers.ToArray());
}

/// <summary>
/// Orleans promises no order to calls that are not awaited one after the other. In one process they come in order all the
/// same; under faults they must not, so that what relies on order fails where it can be repeated.
/// </summary>
public class OrderTests
{
    [Fact, Trait("trap", "7")]
    public async Task Calls_that_nobody_awaits_overtake_each_other_by_the_seed()
    {
        var first = await OrderOf(seed: 1);

        Assert.Equal(Enumerable.Range(0, 200), first.Order());
        Assert.NotEqual(Enumerable.Range(0, 200), first);
        Assert.Equal(first, await OrderOf(seed: 1));
        Assert.NotEqual(first, await OrderOf(seed: 2));
    }

    private static async Task<int[]> OrderOf(int seed)
    {
        var time = new VirtualTime(VirtualSilo.Start);
        await using var silo = await VirtualSilo.StartAsync(
            builder => builder.Services.AddSingleton<CallFaults>(
                new SeededFaults(seed, 0, 0, late: 0.3, TimeSpan.FromSeconds(1), time)),
            time);
        var grain = silo.Grains.GetGrain<IListGrain>("l");
        var adding = Enumerable.Range(0, 200).Select(grain.Add).ToArray();
        await silo.AdvanceAsync(TimeSpan.FromSeconds(1));
        await Task.WhenAll(adding);
        var all = grain.All();
        await silo.AdvanceAsync(TimeSpan.FromSeconds(1));
        return await all;
    }
}
#endif
