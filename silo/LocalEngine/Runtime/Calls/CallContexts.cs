using System.Reflection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Raposa.LocalEngine.Activations;

namespace Raposa.LocalEngine.Calls;

/// <summary>A call as it passes its filters, one after the other, and at last does what it is for.</summary>
internal abstract class CallContext(Call call) : IGrainCallContext
{
    private int _next;

    public IInvokable Request => call;

    public abstract object Grain { get; }

    public GrainId? SourceId => call.SourceId;

    public GrainId TargetId => call.Target;

    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(call.Method.Interface.Name);

    public string InterfaceName => call.Method.Interface.Name;

    public string MethodName => call.Method.Method.Name;

    public MethodInfo InterfaceMethod => call.Method.Method;

    public object? Result
    {
        get => Response?.Result;
        set => Response = Response.FromResult(value);
    }

    public Response? Response { get; set; }

    protected Call Call => call;

    protected abstract int FilterCount { get; }

    public Task Invoke() => _next < FilterCount ? InvokeFilter(_next++) : InvokeTarget();

    /// <summary>Goes through everything and gives the answer, or throws what it was.</summary>
    public async Task<object?> RunAsync()
    {
        await Invoke();
        if (Response?.Exception is { } exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        }

        return Response?.Result;
    }

    protected abstract Task InvokeFilter(int index);

    protected abstract Task InvokeTarget();
}

internal sealed class IncomingCallContext(Call call, IIncomingGrainCallFilter[] filters, Activation activation)
    : CallContext(call), IIncomingGrainCallContext
{
    public override object Grain => activation.GrainInstance!;

    public IGrainContext TargetContext => activation;

    public MethodInfo ImplementationMethod => activation.Class.ImplementationOf(Call.Method.Method) ?? Call.Method.Method;

    protected override int FilterCount => filters.Length + (activation.GrainInstance is IIncomingGrainCallFilter ? 1 : 0);

    protected override Task InvokeFilter(int index) =>
        index < filters.Length ? filters[index].Invoke(this) : ((IIncomingGrainCallFilter)activation.GrainInstance!).Invoke(this);

    protected override async Task InvokeTarget() => Result = await Call.InvokeOn(activation.ReceiverOf(Call));
}

internal sealed class OutgoingCallContext(
    Call call, IOutgoingGrainCallFilter[] filters, GrainReference reference, Func<Call, Task<object?>> send)
    : CallContext(call), IOutgoingGrainCallContext
{
    public override object Grain => reference;

    public IGrainContext? SourceContext { get; } = RuntimeContext.Current;

    protected override int FilterCount => filters.Length;

    protected override Task InvokeFilter(int index) => filters[index].Invoke(this);

    protected override async Task InvokeTarget() => Result = await send(Call);
}
