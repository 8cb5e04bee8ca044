using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Simulation;

/// <summary>
/// Ends the wait for a call at exactly its time. Calls of one time-out end in the order in which they began, so a queue and
/// one timer for each time-out do, whatever the number of calls.
/// </summary>
internal sealed class ExactDeadlines(TimeProvider time, IOptions<SiloMessagingOptions> options, Pump pump) : CallDeadlines(options)
{
    private readonly Dictionary<TimeSpan, Line> _lines = [];

    public override void Watch(Call call)
    {
        var timeout = TimeoutOf(call);
        if (!_lines.TryGetValue(timeout, out var line))
        {
            _lines.Add(timeout, line = new(this));
        }

        call.Deadline = time.GetTimestamp() + timeout.Ticks;
        call.WatchedBy = this;
        if (call.Parent is { } parent)
        {
            parent.LatestChild = call;
        }

        line.Add(call);
    }

    public override void Forget(Call call)
    {
        if (_lines.TryGetValue(TimeoutOf(call), out var line))
        {
            line.Remove(call);
        }
    }

    private void EndNow(Call call)
    {
        var innermost = call;
        while (innermost.LatestChild is { Answer.IsCompleted: false } child)
        {
            innermost = child;
        }

        // It runs, and waits for no other call: perhaps for something that the world does not know.
        if (innermost.GetTarget() is not null)
        {
            pump.LookOutside();
        }

        End(call, innermost);
    }

    private sealed class Line
    {
        private readonly ExactDeadlines _owner;
        private readonly ITimer _timer;
        private Call? _first;
        private Call? _last;
        private bool _isArmed;

        public Line(ExactDeadlines owner)
        {
            _owner = owner;
            _timer = owner.Time.CreateTimer(
                static line => ((Line)line!).EndOverdue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Add(Call call)
        {
            call.Before = _last;
            (_last is null ? ref _first : ref _last.After) = call;
            _last = call;
            Arm();
        }

        public void Remove(Call call)
        {
            if (call.Before is null && !ReferenceEquals(_first, call))
            {
                return;
            }

            (call.Before is null ? ref _first : ref call.Before.After) = call.After;
            (call.After is null ? ref _last : ref call.After.Before) = call.Before;
            (call.Before, call.After) = (null, null);
        }

        private void EndOverdue()
        {
            _isArmed = false;
            var now = _owner.Time.GetTimestamp();
            while (_first is { } call && call.Deadline <= now)
            {
                Remove(call);
                _owner.EndNow(call);
            }

            Arm();
        }

        private void Arm()
        {
            if (_isArmed || _first is null)
            {
                return;
            }

            _isArmed = true;
            _timer.Change(new TimeSpan(_first.Deadline!.Value - _owner.Time.GetTimestamp()), Timeout.InfiniteTimeSpan);
        }
    }

    private TimeProvider Time => time;
}
