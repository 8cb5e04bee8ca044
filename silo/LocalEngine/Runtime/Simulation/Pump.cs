using System.Diagnostics;
using Raposa.LocalEngine.Activations;
using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Simulation;

/// <summary>
/// Runs a simulated world on the one thread that asks for it: turns, deliveries and continuations in an order that chance
/// decides, and when nothing is left to run at this moment, the next timer.
/// </summary>
internal sealed class Pump(SimulatedTime time, Chance chance, Trace trace) : IDisposable
{
    private static readonly ulong Turn = Trace.IdOf("turn"), Delivery = Trace.IdOf("deliver"), Continued = Trace.IdOf("continue");
    private static readonly ulong Timed = Trace.IdOf("timer"), Died = Trace.IdOf("crash");
    private static readonly ExecutionContext Nothing = CaptureNothing();

    private readonly List<object> _ready = [];
    private readonly PriorityQueue<TaskCompletionSource, (long At, long Order)> _quiet = new();
    private readonly ManualResetEventSlim _disturbed = new();
    private string? _disturbance;
    private Exception? _failure;
    private TimeSpan _graceLeft = TimeSpan.FromSeconds(3);
    private long _quietOrder;
    private int _idleFires;
    private int _thread;

    /// <summary>How long, in real time, nothing may happen while the world waits for something.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How much real time others have to show themselves before virtual time moves on. None, as a rule: whoever waits for
    /// them then sees a time-out first, on a machine that is slow to run them.
    /// </summary>
    public TimeSpan TimeForOthers { get; set; }

    /// <summary>How long, in real time, one run may take.</summary>
    public TimeSpan MostRealTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How likely an activation dies instead of running its next piece of work.</summary>
    public double ActivationCrashes { get; set; }

    public bool IsRunning => _thread != 0;

    private bool IsHere => Environment.CurrentManagedThreadId == _thread;

    /// <summary>True for the thread that runs the world. To be asked for from any other is noted, and ends the run.</summary>
    public bool IsInside(object subject)
    {
        if (IsHere)
        {
            return true;
        }

        Volatile.Write(ref _disturbance, _disturbance ?? subject.ToString());
        _disturbed.Set();
        return false;
    }

    public void Ready(TurnScheduler turns)
    {
        if (IsInside(turns.Owner ?? (object)"The test"))
        {
            _ready.Add(turns);
        }
    }

    public void Post(SendOrPostCallback callback, object? state, SimulatedContext context)
    {
        if (IsInside("The engine's own work"))
        {
            _ready.Add(new Posted(callback, state, context));
        }
    }

    public void Deliver(Call call, Action<Call> route)
    {
        if (!IsHere)
        {
            throw new InvalidOperationException(
                $"{call} was called from outside of the simulation: call grains inside of Run, and in a grain use neither Task.Run nor ConfigureAwait(false).");
        }

        call.DeliverBy = route;
        _ready.Add(call);
    }

    /// <summary>Completes when everything up to that moment has happened.</summary>
    public Task QuietAt(long at)
    {
        var quiet = new TaskCompletionSource();
        _quiet.Enqueue(quiet, (at, _quietOrder++));
        return quiet.Task;
    }

    /// <summary>Ends the run with a failure that no caller would hear of.</summary>
    public void Fail(Exception failure) => _failure ??= failure;

    /// <summary>Gives what is outside of the world a moment of real time to show itself, a few times at the most.</summary>
    public void LookOutside()
    {
        if (_graceLeft > TimeSpan.Zero)
        {
            var grace = TimeSpan.FromMilliseconds(Math.Min(300, _graceLeft.TotalMilliseconds));
            _graceLeft -= grace;
            _disturbed.Wait(grace);
        }
    }

    /// <summary>Runs the world until the work is complete.</summary>
    /// <exception cref="SimulationException">Nothing can complete it any more, or it waits for something outside.</exception>
    public void RunUntil(Func<TaskScheduler, Task> work, TurnRunner runner)
    {
        if (Interlocked.CompareExchange(ref _thread, Environment.CurrentManagedThreadId, 0) != 0)
        {
            throw new InvalidOperationException("This simulation runs already.");
        }

        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        TurnRunner.SetOnlyThread(true);
        try
        {
            // The flow of the caller is kept for its own work, and is nothing for everybody else.
            var task = work(new TurnScheduler(owner: null, runner));
            ExecutionContext.Run(Nothing, _ => Loop(task), null);
            task.GetAwaiter().GetResult();
        }
        finally
        {
            TurnRunner.SetOnlyThread(false);
            SynchronizationContext.SetSynchronizationContext(context);
            Volatile.Write(ref _thread, 0);
        }
    }

    public void Dispose() => _disturbed.Dispose();

    private void Loop(Task task)
    {
        var started = Stopwatch.GetTimestamp();
        for (var steps = 1; !task.IsCompleted; steps++)
        {
            ThrowIfDisturbed();
            if (_ready.Count > 0)
            {
                RunOne();
            }
            else if (time.NextDue is { } due && (_quiet.Count == 0 ? !IsStandingStill : due <= NextQuiet))
            {
                if (TimeForOthers == TimeSpan.Zero || !_disturbed.Wait(TimeForOthers))
                {
                    Fire();
                }
            }
            else if (_quiet.Count > 0)
            {
                time.Now = Math.Max(time.Now, NextQuiet);
                _quiet.Dequeue().SetResult();
            }
            else
            {
                _disturbed.Wait(Patience);
                ThrowIfDisturbed();
                throw new SimulationException(
                    "nothing is left to run and no timer would change that, and still the work is not done: it waits on something outside the simulation, "
                    + "or for what nobody will do.");
            }

            if ((steps & 0xFFF) == 0 && Stopwatch.GetElapsedTime(started) > MostRealTime)
            {
                throw new SimulationException($"the work was not done after {MostRealTime} of real time.");
            }
        }

        ThrowIfDisturbed();
    }

    // Timers that only repeat themselves, and after two rounds have brought nothing to do, never will.
    private bool IsStandingStill => time.HasOnlyPeriodicTimers && _idleFires > 2 * time.TimerCount;

    private long NextQuiet => _quiet.TryPeek(out _, out var when) ? when.At : long.MaxValue;

    private void RunOne()
    {
        _idleFires = 0;

        // The last one takes the place of the one that is taken, so that taking costs nothing.
        var place = chance.Next(_ready.Count);
        var next = _ready[place];
        _ready[place] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        switch (next)
        {
            case TurnScheduler { Owner: Activation activation } when ActivationCrashes > 0 && chance.NextDouble() < ActivationCrashes:
                trace.Add("crash", Died, activation.GrainId, activation.TraceId);
                activation.Crash();
                break;
            case TurnScheduler turns:
                var owner = turns.Owner as Activation;
                trace.Add("turn", Turn, owner?.GrainId, owner?.TraceId ?? 0);
                if (turns.Execute(most: 1))
                {
                    _ready.Add(turns);
                }

                break;
            case Call call:
                trace.Add("deliver", Delivery, call, call.Method.TraceId);
                call.DeliverBy!(call);
                break;
            case Posted posted:
                trace.Add("continue", Continued, null, 0);
                posted.Run();
                break;
        }

        ExecutionContext.Restore(Nothing);
    }

    private void Fire()
    {
        _idleFires++;
        var timer = time.TakeNext();
        trace.Add("timer", Timed, null, 0);
        SynchronizationContext.SetSynchronizationContext(timer.Clock.Context);
        timer.Fire();
        SynchronizationContext.SetSynchronizationContext(null);
        ExecutionContext.Restore(Nothing);
    }

    private void ThrowIfDisturbed()
    {
        if (_failure is { } failure)
        {
            _failure = null;
            throw new SimulationException(failure.Message, failure);
        }

        if (_disturbed.IsSet)
        {
            _disturbed.Reset();
            var who = Interlocked.Exchange(ref _disturbance, null);
            throw new SimulationException(
                $"{who} waits on something outside the simulation: it went on in another thread than the simulation's. In a simulated world "
                + "nothing may await a file, a socket, a database, the system's clock, Task.Run or ConfigureAwait(false).");
        }
    }

    private static ExecutionContext CaptureNothing()
    {
        ExecutionContext? captured = null;
        var thread = new Thread(() => captured = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return captured!;
    }

    private sealed record Posted(SendOrPostCallback Callback, object? State, SimulatedContext Context)
    {
        public void Run()
        {
            if (Context.IsDead)
            {
                return;
            }

            SynchronizationContext.SetSynchronizationContext(Context);
            Callback(State);
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }
}

/// <summary>Brings what goes on after a timer back to the pump, as long as its silo lives.</summary>
internal sealed class SimulatedContext(Pump pump) : SynchronizationContext
{
    public bool IsDead { get; set; }

    public override void Post(SendOrPostCallback d, object? state) => pump.Post(d, state, this);

    public override SynchronizationContext CreateCopy() => this;
}

/// <summary>The runner of one silo, or of the test: its own work aside ends with it.</summary>
internal sealed class SimulatedRunner : TurnRunner
{
    private readonly Pump _pump;
    private readonly TurnScheduler _aside;

    public SimulatedRunner(Pump pump)
    {
        _pump = pump;
        _aside = new(owner: null, this);
    }

    public override TaskScheduler Aside => _aside;

    public override void Ready(TurnScheduler turns) => _pump.Ready(turns);

    public override void ReadyAgain(TurnScheduler turns) => _pump.Ready(turns);

    public override void Deliver(Call call, Action<Call> route) => _pump.Deliver(call, route);

    public void Kill() => _aside.Kill();
}
