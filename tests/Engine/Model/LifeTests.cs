using System.Collections.Concurrent;
using Orleans;
using Orleans.Concurrency;
using Orleans.Core.Internal;
using Raposa.Support;

namespace Raposa.Engine;

public interface IFragileGrain : IGrainWithStringKey
{
    Task<string> Hello();
}

internal sealed class FragileGrain : Grain, IFragileGrain
{
    private static readonly ConcurrentDictionary<string, int> Attempts = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        Attempts.AddOrUpdate(this.GetPrimaryKeyString(), 1, (_, count) => count + 1) == 1
            ? throw new InvalidOperationException("not yet")
            : Task.CompletedTask;

    public Task<string> Hello() => Task.FromResult("hello");
}

public interface ILeavingGrain : IGrainWithStringKey
{
    Task<Guid> LeaveWhen(string gate);

    Task<Guid> Who();

    [AlwaysInterleave] Task<Guid> WhoBeside();
}

internal sealed class LeavingGrain : Grain, ILeavingGrain
{
    private readonly Guid _id = Guid.NewGuid();

    public async Task<Guid> LeaveWhen(string gate)
    {
        DeactivateOnIdle();
        Gates.Of($"{gate} begun").SetResult();
        await Gates.Of(gate).Task;
        return _id;
    }

    public Task<Guid> Who() => Task.FromResult(_id);

    public Task<Guid> WhoBeside() => Who();
}

public interface ICrewGrain : IGrainWithStringKey
{
    Task<Guid> Work(string gate);
}

[StatelessWorker(3)]
internal sealed class CrewGrain : Grain, ICrewGrain
{
    private readonly Guid _id = Guid.NewGuid();

    private static readonly ConcurrentDictionary<string, int> AtWork = new();

    // The gate opens when three work at once: with fewer activations than that, nobody ever gets through.
    public async Task<Guid> Work(string gate)
    {
        if (AtWork.AddOrUpdate(gate, 1, (_, count) => count + 1) == 3)
        {
            Gates.Of(gate).SetResult();
        }

        await Gates.Of(gate).Task;
        return _id;
    }
}

public interface ITwiceGrain : IGrainWithStringKey;

internal sealed class FirstTwiceGrain : Grain, ITwiceGrain;

internal sealed class SecondTwiceGrain : Grain, ITwiceGrain;

public class LifeTests : IAsyncLifetime
{
    private readonly string _key = Guid.NewGuid().ToString();
    private EngineFixture _engine = null!;

    public async Task InitializeAsync() => _engine = await EngineFixture.StartAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact, Trait("trap", "11")]
    public async Task An_activation_that_fails_gives_its_exception_and_the_next_call_tries_again()
    {
        var grain = _engine.Grains.GetGrain<IFragileGrain>(_key);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(grain.Hello);

        Assert.Equal("not yet", failure.Message);
        Assert.Equal("hello", await grain.Hello());
    }

    [Fact, Trait("trap", "10")]
    public async Task A_call_that_deactivates_ends_and_the_next_finds_a_new_activation()
    {
        var grain = _engine.Grains.GetGrain<ILeavingGrain>(_key);
        var leaving = grain.LeaveWhen(_key);
        await Gates.Of($"{_key} begun").Task;
        var next = grain.Who();
        Gates.Of(_key).SetResult();

        Assert.NotEqual(await leaving, await next);
    }

    [Fact, Trait("trap", "10")]
    public async Task Once_it_deactivates_not_even_a_call_that_always_interleaves_is_let_in()
    {
        var grain = _engine.Grains.GetGrain<ILeavingGrain>(_key);
        var leaving = grain.LeaveWhen(_key);
        await Gates.Of($"{_key} begun").Task;
        var beside = grain.WhoBeside();
        Gates.Of(_key).SetResult();

        Assert.NotEqual(await leaving, await beside);
    }

    [Fact, Trait("trap", "10")]
    public async Task A_grain_that_is_told_from_outside_to_end_ends_and_the_next_call_finds_a_new_activation()
    {
        var grain = _engine.Grains.GetGrain<ILeavingGrain>(_key);
        var before = await grain.Who();

        await grain.Cast<IGrainManagementExtension>().DeactivateOnIdle();

        Assert.NotEqual(before, await grain.Who());
    }

    [Fact, Trait("trap", "22")]
    public async Task A_stateless_worker_has_as_many_activations_as_it_may_and_no_more()
    {
        var crew = _engine.Grains.GetGrain<ICrewGrain>(_key);

        var workers = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => crew.Work(_key)));

        Assert.Equal(3, workers.Distinct().Count());
    }

    [Fact, Trait("trap", "21")]
    public void An_interface_with_two_classes_and_no_choice_is_refused() =>
        Assert.Throws<ArgumentException>(() => _engine.Grains.GetGrain<ITwiceGrain>(_key));
}
