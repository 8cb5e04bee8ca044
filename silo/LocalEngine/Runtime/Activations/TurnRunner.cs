using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Activations;

/// <summary>Where turns run. This one, which is the usual one, runs them on the thread pool.</summary>
internal class TurnRunner
{
    [ThreadStatic]
    private static bool _isOnlyThread;

    /// <summary>
    /// How what awaits a task of the engine's goes on: never in the middle of who completes it, except where this thread
    /// runs everything, since another thread must not come into it.
    /// </summary>
    public static TaskCreationOptions Continuations =>
        _isOnlyThread ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>For the engine's own work that belongs to no grain.</summary>
    public virtual TaskScheduler Aside => TaskScheduler.Default;

    /// <summary>Runs what is queued there, now or later.</summary>
    public virtual void Ready(TurnScheduler turns) => ThreadPool.UnsafeQueueUserWorkItem(turns, preferLocal: true);

    /// <summary>The same, after others that want the thread too.</summary>
    public virtual void ReadyAgain(TurnScheduler turns) => ThreadPool.UnsafeQueueUserWorkItem(turns, preferLocal: false);

    /// <summary>Says whether this thread runs everything that is awaited on it.</summary>
    protected internal static void SetOnlyThread(bool value) => _isOnlyThread = value;

    /// <summary>Hands a call to its receiver.</summary>
    public virtual void Deliver(Call call, Action<Call> route) => route(call);
}
