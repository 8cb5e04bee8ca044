using Orleans;
using Orleans.Runtime;

namespace Raposa.LocalEngine.Activations;

/// <summary>Observers in the order of their stages: started upwards, stopped downwards, as far as they came.</summary>
internal sealed class GrainLifecycle : StagedLifecycle, IGrainLifecycle
{
    public void AddMigrationParticipant(IGrainMigrationParticipant participant)
    {
    }

    public void RemoveMigrationParticipant(IGrainMigrationParticipant participant)
    {
    }
}

internal class StagedLifecycle : ILifecycleObservable
{
    private readonly List<(int Stage, ILifecycleObserver Observer)> _observers = [];
    private int? _reached;

    protected int Reached => _reached ?? int.MinValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        lock (_observers)
        {
            _observers.Add((stage, observer));
        }

        return new Subscription(this, (stage, observer));
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var stage in Stages().Order())
        {
            await Task.WhenAll(At(stage).Select(observer => observer.OnStart(cancellationToken)));
            _reached = stage;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var stage in Stages().Where(stage => stage <= Reached).OrderDescending())
        {
            foreach (var observer in At(stage))
            {
                try
                {
                    await observer.OnStop(cancellationToken);
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    OnStopFailed(exception);
                }
            }
        }
    }

    protected virtual void OnStopFailed(Exception exception)
    {
    }

    private List<int> Stages()
    {
        lock (_observers)
        {
            return [.. _observers.Select(entry => entry.Stage).Distinct()];
        }
    }

    private List<ILifecycleObserver> At(int stage)
    {
        lock (_observers)
        {
            return [.. _observers.Where(entry => entry.Stage == stage).Select(entry => entry.Observer)];
        }
    }

    private sealed class Subscription(StagedLifecycle owner, (int, ILifecycleObserver) entry) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._observers)
            {
                owner._observers.Remove(entry);
            }
        }
    }
}
