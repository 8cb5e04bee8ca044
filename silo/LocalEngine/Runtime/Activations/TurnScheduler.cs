using Orleans.Runtime;

namespace Raposa.LocalEngine.Activations;

/// <summary>Runs the work of one activation, one piece at a time: that is what makes a turn. Without an owner, work of no grain.</summary>
internal sealed class TurnScheduler(IGrainContext? owner, TurnRunner runner) : TaskScheduler, IWorkItemScheduler, IThreadPoolWorkItem
{
    private const int MostTasksInARow = 64;

    [ThreadStatic]
    private static TurnScheduler? _running;

    private readonly Queue<Task> _queue = new();
    private bool _isScheduled;
    private bool _isDead;

    public override int MaximumConcurrencyLevel => 1;

    public IGrainContext? Owner => owner;

    public bool HasWork
    {
        get
        {
            lock (_queue)
            {
                return _isScheduled;
            }
        }
    }

    /// <summary>No further turn runs: what is queued is forgotten, as by a killed process.</summary>
    public void Kill()
    {
        lock (_queue)
        {
            _isDead = true;
            _queue.Clear();
        }
    }

    public void QueueAction(Action action) =>
        new Task(action).Start(this);

    public void QueueAction(Action<object> action, object state) =>
        new Task(given => action(given!), state).Start(this);

    void IWorkItemScheduler.QueueTask(Task task) => task.Start(this);

    void IThreadPoolWorkItem.Execute()
    {
        if (Execute(MostTasksInARow))
        {
            runner.ReadyAgain(this);
        }
    }

    /// <summary>Runs some of what is queued, and says whether more may be.</summary>
    public bool Execute(int most)
    {
        var previous = RuntimeContext.Swap(owner);
        var previouslyRunning = _running;
        _running = this;
        try
        {
            for (var count = 0; count < most; count++)
            {
                Task? task;
                lock (_queue)
                {
                    if (!_queue.TryDequeue(out task))
                    {
                        _isScheduled = false;
                        return false;
                    }
                }

                TryExecuteTask(task);
            }
        }
        finally
        {
            _running = previouslyRunning;
            RuntimeContext.Swap(previous);
        }

        return true;
    }

    protected override void QueueTask(Task task)
    {
        lock (_queue)
        {
            if (_isDead)
            {
                return;
            }

            _queue.Enqueue(task);
            if (_isScheduled)
            {
                return;
            }

            _isScheduled = true;
        }

        runner.Ready(this);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(_running, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_queue)
        {
            return [.. _queue];
        }
    }
}
