using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Raposa.LocalEngine.Calls;

/// <summary>Looks once a second at all calls that wait, so that a call costs no timer of its own.</summary>
internal sealed class SweptDeadlines : CallDeadlines, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Call, byte> _waiting = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public SweptDeadlines(TimeProvider time, IOptions<SiloMessagingOptions> options)
        : base(options)
    {
        _time = time;
        _timer = time.CreateTimer(_ => EndOverdue(), null, Interval, Interval);
    }

    public override void Watch(Call call)
    {
        call.Deadline = _time.GetTimestamp() + (long)(TimeoutOf(call).TotalSeconds * _time.TimestampFrequency);
        _waiting.TryAdd(call, 0);
        call.WatchedBy = this;
    }

    public override void Forget(Call call) => _waiting.TryRemove(call, out _);

    public void Dispose() => _timer.Dispose();

    private void EndOverdue()
    {
        var now = _time.GetTimestamp();
        var waiting = _waiting.Keys.ToList();
        foreach (var call in waiting.Where(call => now > call.Deadline))
        {
            End(call, waiting.Where(other => other.IsBecauseOf(call)).MaxBy(other => other.Depth) ?? call);
        }
    }
}
