using Orleans;
using Orleans.Runtime;
using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Activations;

/// <summary>Calls an object outside of any grain, one call after the other. It must be kept alive by who made it.</summary>
internal sealed class ObserverReceiver(IGrainObserver observer, TurnRunner runner) : ICallReceiver
{
    private const string Type = "sys.observer";

    private readonly WeakReference<IGrainObserver> _observer = new(observer);
    private readonly SemaphoreSlim _turn = new(1, 1);

    public static GrainId NewId() => GrainId.Create(Type, Guid.NewGuid().ToString("N"));

    public static bool IsObserver(GrainId id) => id.Type.ToString() == Type;

    public void Receive(Call call)
    {
        using (ExecutionContext.SuppressFlow())
        {
            Task.Factory.StartNew(() => ExecuteAsync(call), CancellationToken.None, TaskCreationOptions.DenyChildAttach, runner.Aside);
        }
    }

    private async Task ExecuteAsync(Call call)
    {
        await _turn.WaitAsync();
        try
        {
            RequestContext.Current = call.RequestContext;
            call.Complete(_observer.TryGetTarget(out var target)
                ? await call.InvokeOn(target)
                : throw new ClientNotAvailableException($"The observer {call.Target} was collected: nothing kept it alive."));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
        }
        finally
        {
            _turn.Release();
        }
    }
}
