using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Raposa.Support;

namespace Raposa.Engine;

public interface ISourceGrain : IGrainWithStringKey
{
    IAsyncEnumerable<int> CountThenFail(int to);

    IAsyncEnumerable<int> CountUntilTold(string gate);

    IAsyncEnumerable<int> CountAtOnce(int to);

    Task<bool> HasEnded();

    Task Leave();
}

internal sealed class SourceGrain : Grain, ISourceGrain
{
    private bool _hasEnded;

    public async IAsyncEnumerable<int> CountThenFail(int to)
    {
        for (var number = 1; number <= to; number++)
        {
            yield return number;
        }

        await Task.Yield();
        throw new InvalidOperationException("out of numbers");
    }

    public async IAsyncEnumerable<int> CountUntilTold(string gate)
    {
        try
        {
            yield return 1;
            await Gates.Of(gate).Task;
            yield return 2;
        }
        finally
        {
            _hasEnded = true;
        }
    }

    public async IAsyncEnumerable<int> CountAtOnce(int to)
    {
        await Task.CompletedTask;
        for (var number = 1; number <= to; number++)
        {
            yield return number;
        }
    }

    public Task<bool> HasEnded() => Task.FromResult(_hasEnded);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public class SequenceTests : IAsyncLifetime
{
    private readonly string _key = Guid.NewGuid().ToString();
    private EngineFixture _engine = null!;

    private int _calls;

    private ISourceGrain Source => _engine.Grains.GetGrain<ISourceGrain>(_key);

    public async Task InitializeAsync() => _engine = await EngineFixture.StartAsync(
        configure: silo => silo.Services.AddSingleton<IIncomingGrainCallFilter>(new Counter(_key, () => Interlocked.Increment(ref _calls))));

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact, Trait("trap", "18")]
    public async Task Items_before_a_failure_arrive_before_it()
    {
        var numbers = new List<int>();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var number in Source.CountThenFail(5))
            {
                numbers.Add(number);
            }
        });

        Assert.Equal("out of numbers", failure.Message);
        Assert.Equal([1, 2, 3, 4, 5], numbers);
    }

    [Fact, Trait("trap", "17")]
    public async Task A_grain_takes_other_calls_while_it_is_enumerated()
    {
        await using var numbers = Source.CountUntilTold(_key).GetAsyncEnumerator();
        await numbers.MoveNextAsync();
        var next = numbers.MoveNextAsync();

        Assert.False(await Source.HasEnded());
        Gates.Of(_key).SetResult();
        Assert.True(await next);
    }

    [Fact, Trait("trap", "17")]
    public async Task A_reader_that_leaves_ends_the_sequence()
    {
        await foreach (var _ in Source.CountUntilTold(_key))
        {
            Gates.Of(_key).TrySetResult();
            break;
        }

        Assert.True(await Source.HasEnded());
    }

    [Fact, Trait("trap", "18")]
    public async Task A_sequence_of_an_activation_that_is_gone_is_aborted()
    {
        await using var numbers = Source.CountUntilTold(_key).GetAsyncEnumerator();
        await numbers.MoveNextAsync();
        await Source.Leave();
        Gates.Of(_key).SetResult();
        await Source.HasEnded();

        await Assert.ThrowsAsync<EnumerationAbortedException>(async () => await numbers.MoveNextAsync());
    }

    // One call that starts it, one for every batch but perhaps the last, one that ends it.
    [Theory, InlineData(100, 10, 13), InlineData(10, 100, 103), Trait("trap", "18")]
    public async Task Items_that_are_ready_at_once_come_in_batches(int batchSize, int fewest, int most)
    {
        await foreach (var _ in Source.CountAtOnce(1000).WithBatchSize(batchSize))
        {
        }

        Assert.InRange(_calls, fewest, most);
    }

    /// <summary>Counts the calls of one grain: Orleans has grains of its own in the silo.</summary>
    private sealed class Counter(string key, Action count) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.TargetId.Key.ToString() == key)
            {
                count();
            }

            return context.Invoke();
        }
    }
}
