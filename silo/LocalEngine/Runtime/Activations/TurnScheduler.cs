using Orleans.Runtime;

namespace Raposa.LocalEngine.Activations;

/// <summary>Runs the work of one activation, one piece at a time, on the thread pool: that is what makes a turn.</summary>
internal sealed class TurnScheduler(IGrainContext owner) : TaskScheduler, IWorkItemScheduler, IThreadPoolWorkItem
{
    private const int MostTasksInARow = 64;

    private readonly Queue<Task> _queue = new();
    private bool _isScheduled;
    private bool _isDead;

    public override int MaximumConcurrencyLevel => 1;

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
        var previous = RuntimeContext.Swap(owner);
        try
        {
            for (var count = 0; count < MostTasksInARow; count++)
            {
                Task? task;
                lock (_queue)
                {
                    if (!_queue.TryDequeue(out task))
                    {
                        _isScheduled = false;
                        return;
                    }
                }

                TryExecuteTask(task);
            }
        }
        finally
        {
            RuntimeContext.Swap(previous);
        }

        // Others want the thread too.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
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

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(RuntimeContext.Current, owner) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_queue)
        {
            return [.. _queue];
        }
    }
}
