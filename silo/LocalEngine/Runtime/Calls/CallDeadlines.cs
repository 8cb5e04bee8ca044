using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Raposa.LocalEngine.Calls;

/// <summary>
/// Ends the wait for calls that take too long. Only the waiting ends: what was called goes on. Checked once a second, so
/// that a call costs no timer of its own.
/// </summary>
internal sealed class CallDeadlines : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Call, byte> _waiting = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _default;
    private readonly ITimer _timer;

    public CallDeadlines(TimeProvider time, IOptions<SiloMessagingOptions> options)
    {
        _time = time;
        _default = options.Value.ResponseTimeout;
        _timer = time.CreateTimer(_ => EndOverdue(), null, Interval, Interval);
    }

    public TimeSpan ResponseTimeout => _default;

    public void Watch(Call call)
    {
        var timeout = call.Method.ResponseTimeout ?? _default;
        call.Deadline = _time.GetTimestamp() + (long)(timeout.TotalSeconds * _time.TimestampFrequency);
        _waiting.TryAdd(call, 0);
        _ = call.Answer.ContinueWith(
            static (_, state) =>
            {
                var (deadlines, done) = ((CallDeadlines, Call))state!;
                deadlines._waiting.TryRemove(done, out byte _);
            },
            (this, call), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public void Dispose() => _timer.Dispose();

    private void EndOverdue()
    {
        var now = _time.GetTimestamp();
        var waiting = _waiting.Keys.ToList();
        foreach (var call in waiting.Where(call => now > call.Deadline))
        {
            // The outermost call is told of the innermost: who waits for whom is what finds a deadlock.
            var innermost = waiting.Where(other => other.IsBecauseOf(call)).MaxBy(other => other.Depth) ?? call;
            call.Fail(new TimeoutException(
                $"{call} gave no answer within {call.Method.ResponseTimeout ?? _default}. It may still be running. "
                + $"The calls that waited: {innermost.Chain()}."));
        }
    }
}
