using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Timers;
using Raposa.LocalEngine.Activations;
using Raposa.LocalEngine.Calls;
using Raposa.LocalEngine.Simulation;

namespace Raposa.LocalEngine.Timers;

/// <summary>Makes the timers of activations.</summary>
internal sealed class GrainTimers(TimeProvider time, TicksUnderWay ticks, ILogger<GrainTimers> log) : ITimerRegistry
{
    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options) =>
        new GrainTimer((Activation)grainContext, cancellation => callback(state, cancellation), options, time, ticks, log);
}

/// <summary>What a tick looks like to a filter: a call of this interface.</summary>
internal interface IGrainTimerInvoker : IAddressable
{
    Task InvokeCallbackAsync(CancellationToken cancellationToken);
}

/// <summary>One timer. The next tick is planned when the one before has ended.</summary>
internal sealed partial class GrainTimer : IGrainTimer
{
    private static readonly MethodPlan Tick = InterfacePlan.Of(typeof(IGrainTimerInvoker))
        .MethodOf(typeof(IGrainTimerInvoker).GetMethod(nameof(IGrainTimerInvoker.InvokeCallbackAsync))!);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly bool _interleave;
    private readonly bool _keepAlive;
    private readonly ILogger _log;
    private readonly TicksUnderWay _ticks;
    private readonly ITimer _timer;
    private TimeSpan _period;
    private bool _isTicking;
    private TimeSpan? _changedDueTime;

    public GrainTimer(
        Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options, TimeProvider time,
        TicksUnderWay ticks, ILogger log)
    {
        _activation = activation;
        _callback = callback;
        _interleave = options.Interleave;
        _keepAlive = options.KeepAlive;
        _period = options.Period;
        _log = log;
        _ticks = ticks;
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        activation.ObservableLifecycle.Subscribe(
            nameof(GrainTimer), GrainLifecycleStage.First, _ => Task.CompletedTask, _ => StopAsync());
        _timer.Change(options.DueTime, Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _period = period;
            if (_isTicking)
            {
                _changedDueTime = dueTime;
                return;
            }
        }

        _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _stop.Cancel();
    }

    private Task StopAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    private void Fire()
    {
        // A crash stops no timer. Its ticks would go to the activation that came after, and run the dead one's code there.
        if (_activation.Deactivated.IsCompleted)
        {
            Dispose();
            return;
        }

        lock (_gate)
        {
            if (_isTicking || _stop.IsCancellationRequested)
            {
                return;
            }

            _isTicking = true;
        }

        _ticks.Begin();

        var call = new Call(_activation.GrainId, Tick, [_stop.Token], async _ =>
        {
            await TickAsync();
            return null;
        })
        {
            IsAlwaysInterleave = _interleave,
            KeepsAlive = _keepAlive,
            RequestContext = null,
            Parent = null,
        };
        call.WhenDone(done => Plan(done.Answer.Exception));
        _activation.Receive(call);
    }

    private async Task TickAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _callback(_stop.Token);
        }
    }

    private void Plan(AggregateException? failure)
    {
        if (failure is not null && !_stop.IsCancellationRequested)
        {
            LogTickFailed(_activation.ToString(), failure.InnerException ?? failure);
        }

        TimeSpan next;
        lock (_gate)
        {
            _isTicking = false;
            next = _changedDueTime ?? _period;
            _changedDueTime = null;
        }

        if (!_stop.IsCancellationRequested)
        {
            _timer.Change(next, Timeout.InfiniteTimeSpan);
        }

        _ticks.End();
    }

    [LoggerMessage(LogLevel.Warning, "A timer of {Grain} failed; it goes on")]
    private partial void LogTickFailed(string grain, Exception exception);
}
