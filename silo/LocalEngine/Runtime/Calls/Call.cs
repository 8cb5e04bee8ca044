using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Raposa.LocalEngine.Activations;

namespace Raposa.LocalEngine.Calls;

/// <summary>
/// One message on its way: a method of an interface, or work of the engine's own on an activation (a tick, the next items
/// of a sequence). It completes once, by its answer, its time-out or its cancellation, whichever is first.
/// </summary>
internal sealed class Call : IInvokable
{
    private static readonly AsyncLocal<Call?> Running = new();

    private readonly TaskCompletionSource<object?> _answer = new(TurnRunner.Continuations);
    private readonly object?[] _arguments;
    private ITargetHolder? _target;
    private Action<Call>? _whenDone;
    private bool _isDone;

    public Call(GrainId target, MethodPlan method, object?[] arguments)
    {
        Target = target;
        Method = method;
        _arguments = arguments;
        Parent = Running.Value;
        SourceId = RuntimeContext.Current?.GrainId;
        IsReadOnly = method.IsReadOnly;
        IsAlwaysInterleave = method.IsAlwaysInterleave;
    }

    public Call(GrainId target, MethodPlan method, object?[] arguments, Func<object, Task<object?>> work)
        : this(target, method, arguments) => Work = work;

    /// <summary>The call whose turn this thread of control belongs to.</summary>
    public static Call? Current
    {
        get => Running.Value;
        set => Running.Value = value;
    }

    public GrainId Target { get; }

    public MethodPlan Method { get; }

    public Call? Parent { get; init; }

    public GrainId? SourceId { get; }

    /// <summary>What flows beside the call. Filled when it is sent, so that outgoing filters can add to it.</summary>
    public Dictionary<string, object>? RequestContext { get; set; }

    public bool IsReadOnly { get; }

    public bool IsAlwaysInterleave { get; init; }

    /// <summary>False for a tick that must not keep its grain from being idle, nor wake it again.</summary>
    public bool KeepsAlive { get; init; } = true;

    /// <summary>The engine's own work instead of the method, given the grain.</summary>
    public Func<object, Task<object?>>? Work { get; }

    /// <summary>How often it was sent on because its activation ended first.</summary>
    public int Forwards { get; set; }

    /// <summary>When it times out, or null.</summary>
    public long? Deadline { get; set; }

    /// <summary>Who ends the wait for it, if anybody.</summary>
    public CallDeadlines? WatchedBy { get; set; }

    /// <summary>What hands it over, while it is on its way in a simulated world.</summary>
    public Action<Call>? DeliverBy { get; set; }

    /// <summary>The call that was made last because of this one, in a simulated world.</summary>
    public Call? LatestChild { get; set; }

    /// <summary>Its neighbours in the queue of those that end at the same time-out.</summary>
    internal Call? Before;

    /// <inheritdoc cref="Before"/>
    internal Call? After;

    public Task<object?> Answer => _answer.Task;

    public object?[] Arguments => _arguments;

    public bool IsCancellable => Method.CancellationOf(_arguments).CanBeCanceled;

    public bool Complete(object? result) => _answer.TrySetResult(result) && TellDone();

    public bool Fail(Exception exception) => _answer.TrySetException(exception) && TellDone();

    public bool TryCancel() => _answer.TrySetCanceled(GetCancellationToken()) && TellDone();

    /// <summary>Runs an action of the engine's own once the call is complete, in the thread that completes it, or now.</summary>
    public void WhenDone(Action<Call> action)
    {
        lock (_answer)
        {
            if (!_isDone)
            {
                _whenDone += action;
                return;
            }
        }

        action(this);
    }

    /// <summary>Tells the grain that its caller has cancelled: as a turn of its own, beside whatever runs.</summary>
    public void TellCancelled(CancellationTokenSource source)
    {
        if (_target is IGrainContext activation)
        {
            activation.Scheduler.QueueAction(source.Cancel);
        }
        else
        {
            source.Cancel();
        }
    }

    /// <summary>The same message once more; nobody waits for this one.</summary>
    public Call Again() => new(Target, Method, Copying.Copier.CopyTogether(_arguments, Method.ParameterTypes))
    {
        Parent = Parent,
        RequestContext = RequestContext,
        IsAlwaysInterleave = IsAlwaysInterleave,
    };

    /// <summary>How many calls wait for this one.</summary>
    public int Depth => Parent is null ? 0 : Parent.Depth + 1;

    /// <summary>The grains that wait for this call, outermost first, and its own target.</summary>
    public string Chain()
    {
        var chain = new Stack<string>();
        for (var call = this; call is not null && chain.Count < 32; call = call.Parent)
        {
            chain.Push($"{call.Target} ({call.Method.Name})");
        }

        return string.Join(" -> ", chain);
    }

    public bool IsBecauseOf(Call other) => ReferenceEquals(this, other) || Parent?.IsBecauseOf(other) == true;

    public object? GetTarget() => _target?.GetTarget();

    public void SetTarget(ITargetHolder holder) => _target = holder;

    public async ValueTask<Response> Invoke()
    {
        try
        {
            return Response.FromResult(await InvokeOn(GetTarget()!));
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }

    public Task<object?> InvokeOn(object grain) => Work is null ? Method.InvokeAsync(grain, _arguments) : Work(grain);

    public int GetArgumentCount() => _arguments.Length;

    public object? GetArgument(int index) => _arguments[index];

    public void SetArgument(int index, object value) => _arguments[index] = value;

    public string GetMethodName() => Method.Method.Name;

    public string GetInterfaceName() => Method.Interface.Name;

    public string GetActivityName() => Method.Name;

    public MethodInfo GetMethod() => Method.Method;

    public Type GetInterfaceType() => Method.Interface.Type;

    public TimeSpan? GetDefaultResponseTimeout() => Method.ResponseTimeout;

    public CancellationToken GetCancellationToken() => Method.CancellationOf(_arguments);

    public void Dispose()
    {
    }

    private bool TellDone()
    {
        Action<Call>? actions;
        lock (_answer)
        {
            _isDone = true;
            (actions, _whenDone) = (_whenDone, null);
        }

        WatchedBy?.Forget(this);
        actions?.Invoke(this);
        return true;
    }

    public override string ToString() => $"{Method.Name} on {Target}";
}
