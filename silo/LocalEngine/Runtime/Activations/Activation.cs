using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Raposa.LocalEngine.Calls;
using Raposa.LocalEngine.Copying;

namespace Raposa.LocalEngine.Activations;

/// <summary>
/// One grain in memory: its queue of calls, which of them may run now, and its way from the first call to its end.
/// </summary>
internal sealed class Activation : IGrainContext, ICallReceiver, IReentrantSections, IDelaysDeactivation
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Call> _waiting = [];
    private readonly HashSet<Call> _running = [];
    private readonly Dictionary<Guid, int> _sections = [];
    private readonly ConcurrentDictionary<Type, object> _components = new();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private readonly Catalog _catalog;
    private readonly TurnScheduler _scheduler;
    private readonly GrainLifecycle _lifecycle = new();
    private readonly AsyncServiceScope _scope;
    private Call? _blocking;
    private Stage _stage = Stage.New;
    private DeactivationReason _reason;
    private long _idleSince;
    private long _keepUntil = long.MinValue;

    public Activation(Catalog catalog, GrainClass grainClass, GrainId grainId)
    {
        _catalog = catalog;
        Class = grainClass;
        GrainId = grainId;
        ActivationId = ActivationId.NewId();
        _scheduler = new(this);
        _scope = catalog.Services.CreateAsyncScope();
        _idleSince = catalog.Time.GetTimestamp();
    }

    private enum Stage
    {
        New,
        Activating,
        Active,
        Ending,
        Gone,
    }

    public GrainClass Class { get; }

    public GrainId GrainId { get; }

    public ActivationId ActivationId { get; }

    public object? GrainInstance { get; private set; }

    public GrainReference GrainReference => _catalog.ReferenceTo(this);

    public GrainAddress Address => new() { GrainId = GrainId, ActivationId = ActivationId, SiloAddress = _catalog.Silo };

    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    public IGrainLifecycle ObservableLifecycle => _lifecycle;

    public IWorkItemScheduler Scheduler => _scheduler;

    public Task Deactivated => _gone.Task;

    /// <summary>Calls that run or wait; a stateless worker chooses by it.</summary>
    public int Load
    {
        get
        {
            lock (_gate)
            {
                return _running.Count + _waiting.Count;
            }
        }
    }

    /// <summary>True while a turn runs or is due now.</summary>
    public bool HasTurnsToRun => _scheduler.HasWork;

    public object? GetTarget() => GrainInstance;

    public object? GetComponent(Type componentType) =>
        _components.TryGetValue(componentType, out var component) ? component
        : componentType.IsInstanceOfType(GrainInstance) ? GrainInstance
        : null;

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class
    {
        if (value is null)
        {
            _components.TryRemove(typeof(TComponent), out _);
        }
        else
        {
            _components[typeof(TComponent)] = value;
        }
    }

    public void ReceiveMessage(object message) => Receive((Call)message);

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_stage != Stage.New)
            {
                return;
            }

            _stage = Stage.Activating;
        }

        Run(ActivateAsync, requestContext);
    }

    public void Receive(Call call)
    {
        lock (_gate)
        {
            if (_stage is Stage.New or Stage.Activating or Stage.Active)
            {
                _waiting.AddLast(call);
            }
            else
            {
                if (!call.KeepsAlive)
                {
                    call.Complete(null);
                    return;
                }

                // Once it is gone the catalog makes another one; until then the call waits for that moment.
                _gone.Task.ContinueWith(
                    _ => _catalog.Forward(call), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                return;
            }
        }

        Activate(call.RequestContext);
        Admit();
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_stage is Stage.Ending or Stage.Gone)
            {
                return;
            }

            _stage = Stage.Ending;
            _reason = deactivationReason;
        }

        EndIfQuiet();
    }

    public void Rehydrate(IRehydrationContext context)
    {
    }

    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default)
    {
    }

    public void DelayDeactivation(TimeSpan timeSpan) => Volatile.Write(
        ref _keepUntil, timeSpan <= TimeSpan.Zero ? long.MinValue
        : timeSpan == TimeSpan.MaxValue ? long.MaxValue
        : _catalog.Time.GetTimestamp() + (long)(timeSpan.TotalSeconds * _catalog.Time.TimestampFrequency));

    public void Enter(Guid section)
    {
        lock (_gate)
        {
            _sections[section] = _sections.GetValueOrDefault(section) + 1;
        }

        Admit();
    }

    public void Exit(Guid section)
    {
        lock (_gate)
        {
            if (--_sections[section] == 0)
            {
                _sections.Remove(section);
            }
        }
    }

    /// <summary>True where nothing has used it for as long as its class allows.</summary>
    public bool IsStale()
    {
        lock (_gate)
        {
            return _stage == Stage.Active && _running.Count == 0 && _waiting.Count == 0
                && _catalog.Time.GetTimestamp() > _keepUntil
                && Class.AgeLimit != TimeSpan.MaxValue && _catalog.Time.GetElapsedTime(_idleSince) >= Class.AgeLimit;
        }
    }

    /// <summary>Runs work of the engine's own as a call of this grain.</summary>
    public Task<object?> RunInternally(Call call)
    {
        Receive(call);
        return call.Answer;
    }

    /// <summary>What a killed process would leave: nothing more runs, and every caller hears of it.</summary>
    public void Crash()
    {
        List<Call> lost;
        lock (_gate)
        {
            _stage = Stage.Gone;
            lost = [.. _running, .. _waiting];
            _waiting.Clear();
        }

        _scheduler.Kill();
        _catalog.Remove(this);
        _ending.Cancel();
        _gone.TrySetResult();
        foreach (var call in lost)
        {
            call.Fail(new SiloUnavailableException($"The silo died while {call} was on it; whether it had an effect is unknown."));
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => ActivationId.GetHashCode();

    public override string ToString() => $"{GrainId}{ActivationId}";

    private async Task ActivateAsync()
    {
        try
        {
            GrainInstance = Class.Create(this);
            if (GrainInstance is ILifecycleParticipant<IGrainLifecycle> participant)
            {
                participant.Participate(_lifecycle);
            }

            _lifecycle.Subscribe(
                nameof(Activation), GrainLifecycleStage.Activate, cancellation => ((IGrainBase)GrainInstance).OnActivateAsync(cancellation));
            await _lifecycle.StartAsync(_ending.Token);
            lock (_gate)
            {
                if (_stage == Stage.Activating)
                {
                    _stage = Stage.Active;
                }
            }

            Admit();
            EndIfQuiet();
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    private void Fail(Exception failure)
    {
        List<Call> rejected;
        lock (_gate)
        {
            _stage = Stage.Gone;
            rejected = [.. _waiting];
            _waiting.Clear();
        }

        _catalog.Remove(this);
        foreach (var call in rejected)
        {
            call.Fail(failure);
        }

        _ = DisposeAsync();
    }

    /// <summary>Starts every waiting call that may run now. The queue is read past those that may not.</summary>
    private void Admit()
    {
        lock (_gate)
        {
            if (_stage != Stage.Active)
            {
                return;
            }

            for (var node = _waiting.First; node is not null;)
            {
                var next = node.Next;
                if (MayRun(node.Value, out var interleaves))
                {
                    _waiting.Remove(node);
                    Start(node.Value, interleaves);
                }

                node = next;
            }
        }
    }

    private bool MayRun(Call call, out bool interleaves)
    {
        interleaves = call.IsAlwaysInterleave || Class.IsReentrant || MayInterleave(call);
        return interleaves
            || _blocking is null
            || (call.IsReadOnly && _blocking.IsReadOnly)
            || MayInterleave(_blocking)
            || (call.RequestContext?.GetValueOrDefault(RequestContext.ReentrancyKey) is Guid section && _sections.ContainsKey(section));
    }

    private bool MayInterleave(Call call) => Class.MayInterleave(GrainInstance!, call);

    private void Start(Call call, bool interleaves)
    {
        _running.Add(call);
        if (_blocking is null && !interleaves)
        {
            _blocking = call;
        }

        call.SetTarget(this);
        Run(() => ExecuteAsync(call), call.RequestContext, call);
    }

    private async Task ExecuteAsync(Call call)
    {
        try
        {
            // Its caller has stopped waiting before it began: timed out, or cancelled.
            if (call.Answer.IsCompleted)
            {
                return;
            }

            var result = call.Work is not null && _catalog.IncomingFilters.Length == 0
                ? await call.InvokeOn(GrainInstance!)
                : await new IncomingCallContext(call, _catalog.IncomingFilters, this).RunAsync();
            call.Complete(call.Work is null ? Copier.CopyAlone(result) : result);
        }
        catch (InconsistentStateException inconsistent)
        {
            // What the activation whose write it was believes is not what is stored: its next call begins from what is.
            if (inconsistent.IsSourceActivation)
            {
                inconsistent.IsSourceActivation = false;
                Deactivate(new(DeactivationReasonCode.ApplicationError, inconsistent, "Its state is not the stored one."));
            }

            call.Fail(inconsistent);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
        }
        finally
        {
            lock (_gate)
            {
                _running.Remove(call);
                _idleSince = call.KeepsAlive ? _catalog.Time.GetTimestamp() : _idleSince;
                if (ReferenceEquals(_blocking, call))
                {
                    _blocking = null;
                }
            }

            Admit();
            EndIfQuiet();
        }
    }

    private void EndIfQuiet()
    {
        lock (_gate)
        {
            if (_stage != Stage.Ending || _running.Count > 0 || GrainInstance is null)
            {
                return;
            }

            _stage = Stage.Gone;
        }

        Run(EndAsync, requestContext: null);
    }

    private async Task EndAsync()
    {
        try
        {
            await ((IGrainBase)GrainInstance!).OnDeactivateAsync(_reason, CancellationToken.None);
        }
        catch (Exception exception)
        {
            _catalog.LogDeactivationFailed(this, exception);
        }

        await _lifecycle.StopAsync(CancellationToken.None);
        await _ending.CancelAsync();
        List<Call> left;
        lock (_gate)
        {
            left = [.. _waiting];
            _waiting.Clear();
        }

        _catalog.Remove(this);
        try
        {
            await DisposeAsync();
        }
        catch (Exception exception)
        {
            _catalog.LogDeactivationFailed(this, exception);
        }

        _gone.TrySetResult();
        foreach (var call in left)
        {
            if (call.KeepsAlive)
            {
                _catalog.Forward(call);
            }
            else
            {
                call.Complete(null);
            }
        }
    }

    private async Task DisposeAsync()
    {
        switch (GrainInstance)
        {
            case IAsyncDisposable asynchronous:
                await asynchronous.DisposeAsync();
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }

        foreach (var component in _components.Values.OfType<IDisposable>())
        {
            component.Dispose();
        }

        await _scope.DisposeAsync();
        _gone.TrySetResult();
    }

    /// <summary>Starts a turn with nothing of the caller's flow but its request context.</summary>
    private void Run(Func<Task> work, Dictionary<string, object>? requestContext, Call? call = null)
    {
        using (ExecutionContext.SuppressFlow())
        {
            Task.Factory.StartNew(
                () =>
                {
                    RequestContext.Current = requestContext;
                    Call.Current = call;
                    return work();
                },
                CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
        }
    }
}
