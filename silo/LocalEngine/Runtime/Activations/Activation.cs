using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Orleans.Storage;
using Raposa.LocalEngine.Calls;
using Raposa.LocalEngine.Copying;

namespace Raposa.LocalEngine.Activations;

/// <summary>
/// One grain in memory: its queue of calls, which of them may run now, and its way from the first call to its end.
/// </summary>
internal sealed class Activation : IGrainContext, ICallReceiver, IReentrantSections, IDelaysDeactivation, IGrainManagementExtension
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Call> _waiting = [];
    private readonly HashSet<Call> _running = [];
    private readonly Dictionary<Guid, int> _sections = [];
    private readonly Lazy<ConcurrentDictionary<Type, object>> _lazyComponents = new();
    private readonly TaskCompletionSource _gone = new(TurnRunner.Continuations);
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

    public Activation(Catalog catalog, GrainClass grainClass, GrainId grainId, long number)
    {
        Number = number;
        _catalog = catalog;
        Class = grainClass;
        GrainId = grainId;
        ActivationId = ActivationId.NewId();
        _scheduler = new(this, catalog.Runner);
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

        /// <summary>The catalog has forgotten it, and the calls that waited were sent on.</summary>
        Left,
    }

    /// <summary>The how-manieth it is in its silo.</summary>
    public long Number { get; }

    /// <summary>What its grain is called in the trace of a simulation.</summary>
    public ulong TraceId => field != 0 ? field : field = Simulation.Trace.IdOf(GrainId.ToString());

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

    private ConcurrentDictionary<Type, object> Components => _lazyComponents.Value;

    public object? GetTarget() => GrainInstance;

    public object? GetComponent(Type componentType) =>
        _lazyComponents.IsValueCreated && Components.TryGetValue(componentType, out var component) ? component
        : componentType.IsInstanceOfType(GrainInstance) ? GrainInstance
        : null;

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class
    {
        if (value is null)
        {
            Components.TryRemove(typeof(TComponent), out _);
        }
        else
        {
            Components[typeof(TComponent)] = value;
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

        _catalog.WatchIdle(this);
        Run(ActivateAsync, requestContext);
    }

    public void Receive(Call call)
    {
        bool isLeft;
        lock (_gate)
        {
            // While it ends they wait: once it is gone the catalog makes another one, to which they are sent on.
            isLeft = _stage == Stage.Left;
            if (!isLeft)
            {
                _waiting.AddLast(call);
            }
        }

        if (isLeft)
        {
            SendOn(call);
            return;
        }

        Activate(call.RequestContext);
        Admit();
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_stage is Stage.Ending or Stage.Gone or Stage.Left)
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

    /// <summary>True once it is gone and forgotten.</summary>
    public bool IsLeft
    {
        get
        {
            lock (_gate)
            {
                return _stage == Stage.Left;
            }
        }
    }

    /// <summary>The earliest timestamp at which it can be stale; null where it never is.</summary>
    public long? StaleAt
    {
        get
        {
            lock (_gate)
            {
                if (Class.AgeLimit == TimeSpan.MaxValue)
                {
                    return null;
                }

                // While something runs it is used, and that counts from when it ends.
                var used = _running.Count > 0 || _waiting.Count > 0 ? _catalog.Time.GetTimestamp() : _idleSince;
                var stale = used + (long)(Class.AgeLimit.TotalSeconds * _catalog.Time.TimestampFrequency);
                return _keepUntil == long.MaxValue ? stale : Math.Max(stale, _keepUntil + 1);
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
        _scheduler.Kill();
        _catalog.Remove(this);
        List<Call> lost;
        lock (_gate)
        {
            _stage = Stage.Left;
            lost = [.. _running, .. _waiting];
            _waiting.Clear();
        }

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
        using var patience = new CancellationTokenSource(_catalog.ActivationTimeout, _catalog.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _ending.Token);
        try
        {
            GrainInstance = Class.Create(this);
            if (GrainInstance is ILifecycleParticipant<IGrainLifecycle> participant)
            {
                participant.Participate(_lifecycle);
            }

            _lifecycle.Subscribe(
                nameof(Activation), GrainLifecycleStage.Activate, cancellation => ((IGrainBase)GrainInstance).OnActivateAsync(cancellation));
            await _lifecycle.StartAsync(stop.Token).WaitAsync(patience.Token);
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
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            Fail(new OperationCanceledException(
                $"{GrainId} was not active within {_catalog.ActivationTimeout}: its state was not read, or its OnActivateAsync did not end.",
                patience.Token));
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    private void Fail(Exception failure)
    {
        _catalog.Remove(this);
        List<Call> rejected;
        lock (_gate)
        {
            _stage = Stage.Left;
            rejected = [.. _waiting];
            _waiting.Clear();
        }

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

    /// <summary>Who answers a call: the grain, or for what every grain can be told, its activation.</summary>
    public object ReceiverOf(Call call) => call.Work is null && call.Method.Method.DeclaringType == typeof(IGrainManagementExtension) ? this : GrainInstance!;

    ValueTask IGrainManagementExtension.DeactivateOnIdle()
    {
        Deactivate(new(DeactivationReasonCode.ApplicationRequested, $"{nameof(IGrainManagementExtension.DeactivateOnIdle)} was called."));
        return ValueTask.CompletedTask;
    }

    // There is no other silo to move to: it begins anew here.
    ValueTask IGrainManagementExtension.MigrateOnIdle() => ((IGrainManagementExtension)this).DeactivateOnIdle();

    private async Task ExecuteAsync(Call call)
    {
        try
        {
            // Its caller has stopped waiting before it began: timed out, or cancelled.
            if (call.Answer.IsCompleted)
            {
                return;
            }

            var result = _catalog.IncomingFilters.Length == 0 && (call.Work is not null || GrainInstance is not IIncomingGrainCallFilter)
                ? await call.InvokeOn(ReceiverOf(call))
                : await new IncomingCallContext(call, _catalog.IncomingFilters, this).RunAsync();
            call.Complete(call.Work is not null || call.Method.SharesResult ? result : Copier.CopyAlone(result, call.Method.ResultType));
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
        _ending.Cancel();
        _catalog.Remove(this);
        List<Call> left;
        lock (_gate)
        {
            _stage = Stage.Left;
            left = [.. _waiting];
            _waiting.Clear();
        }

        try
        {
            await DisposeAsync();
        }
        catch (Exception exception)
        {
            _catalog.LogDeactivationFailed(this, exception);
        }

        _gone.TrySetResult();
        left.ForEach(SendOn);
    }

    /// <summary>To the activation that follows; a tick that must not wake its grain ends here.</summary>
    private void SendOn(Call call)
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

        foreach (var component in _lazyComponents.IsValueCreated ? Components.Values.OfType<IDisposable>() : [])
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
