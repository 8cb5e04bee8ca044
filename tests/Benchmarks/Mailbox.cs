using System.Threading.Channels;

namespace Raposa.Benchmarks;

/// <summary>The yardstick: what an actor costs that is nothing but a channel and a loop.</summary>
internal sealed class Mailbox
{
    private readonly Channel<(int Value, TaskCompletionSource<int> Answer)> _calls =
        Channel.CreateUnbounded<(int, TaskCompletionSource<int>)>(new() { SingleReader = true });

    public Mailbox() => Loop = Task.Run(RunAsync);

    public Task Loop { get; }

    public Task<int> Ping(int value)
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Writer.TryWrite((value, answer));
        return answer.Task;
    }

    public void Close() => _calls.Writer.Complete();

    private async Task RunAsync()
    {
        await foreach (var (value, answer) in _calls.Reader.ReadAllAsync())
        {
            answer.SetResult(value);
        }
    }
}
