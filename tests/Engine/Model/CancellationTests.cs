using Orleans;
using Raposa.Support;

namespace Raposa.Engine;

public interface IPatientGrain : IGrainWithStringKey
{
    Task WaitFor(string begun, CancellationToken cancellationToken);

    Task<string> WhereItWasTold();
}

internal sealed class PatientGrain : Grain, IPatientGrain
{
    private string _told = "nowhere";

    public async Task WaitFor(string begun, CancellationToken cancellationToken)
    {
        var turns = TaskScheduler.Current;
        var told = new TaskCompletionSource();
        using var registration = cancellationToken.Register(() =>
        {
            _told = ReferenceEquals(TaskScheduler.Current, turns) ? "in a turn" : "beside the turns";
            told.SetResult();
        });
        Gates.Of(begun).SetResult();
        await told.Task;
    }

    public Task<string> WhereItWasTold() => Task.FromResult(_told);
}

public class CancellationTests : IAsyncLifetime
{
    private readonly string _key = Guid.NewGuid().ToString();
    private EngineFixture _engine = null!;

    private IPatientGrain Grain => _engine.Grains.GetGrain<IPatientGrain>(_key);

    public async Task InitializeAsync() => _engine = await EngineFixture.StartAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact, Trait("trap", "15")]
    public async Task What_a_grain_registers_on_its_token_runs_as_a_turn_of_the_grain()
    {
        using var source = new CancellationTokenSource();
        var waiting = Grain.WaitFor(_key, source.Token);
        await Gates.Of(_key).Task;

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal("in a turn", await Grain.WhereItWasTold());
    }

    [Fact, Trait("trap", "15")]
    public async Task A_call_that_is_cancelled_while_it_waits_never_begins()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var running = Grain.WaitFor(_key, first.Token);
        await Gates.Of(_key).Task;
        var waiting = Grain.WaitFor($"{_key} second", second.Token);

        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        await Grain.WhereItWasTold();
        Assert.False(Gates.Of($"{_key} second").Task.IsCompleted);
    }
}
