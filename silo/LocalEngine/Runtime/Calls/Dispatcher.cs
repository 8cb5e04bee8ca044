using Orleans;
using Orleans.Runtime;
using Raposa.LocalEngine.Copying;

namespace Raposa.LocalEngine.Calls;

/// <summary>Sends calls: copies arguments, passes the outgoing filters, finds the receiver, watches the clock.</summary>
internal sealed class Dispatcher(
    IEnumerable<IOutgoingGrainCallFilter> filters, CallDeadlines deadlines, Simulation.CallFaults faults)
{
    private readonly IOutgoingGrainCallFilter[] _filters = [.. filters];

    /// <summary>Who takes the calls of a grain; set by the silo, because it needs the dispatcher to exist first.</summary>
    public Func<GrainId, ICallReceiver> FindReceiver { get; set; } = id =>
        throw new InvalidOperationException($"The silo has not started; {id} cannot be called yet.");

    public object? Send(GrainReference reference, MethodPlan method, object?[] arguments)
    {
        var copies = method.SharesArguments ? (object?[])arguments.Clone() : Copier.CopyTogether(arguments, method.ParameterTypes);
        if (method.IsEnumeration)
        {
            return method.RemoteSequence(reference, copies);
        }

        var call = new Call(reference.GrainId, method, copies);
        var answer = _filters.Length == 0
            ? Deliver(call)
            : new OutgoingCallContext(call, _filters, reference, Deliver).RunAsync();
        return method.Method.ReturnType == typeof(void) ? null : method.Shaped(answer);
    }

    /// <summary>Sends work of the engine's own to a grain, through the same filters.</summary>
    public Task<object?> Send(GrainReference reference, Call call) => _filters.Length == 0
        ? Deliver(call)
        : new OutgoingCallContext(call, _filters, reference, Deliver).RunAsync();

    /// <summary>Hands a call to whoever receives it now.</summary>
    public void Route(Call call)
    {
        try
        {
            FindReceiver(call.Target).Receive(call);
        }
        catch (Exception refused)
        {
            call.Fail(refused);
        }
    }

    private Task<object?> Deliver(Call call)
    {
        call.RequestContext = Copier.CopyValues(RequestContext.Current);
        if (call.Method.IsOneWay)
        {
            // Nobody waits for it, and an error that nobody reads must not end the process.
            call.WhenDone(static done => _ = done.Answer.Exception);
            faults.Pass(call, Route);
            return Task.FromResult<object?>(null);
        }

        var cancellation = call.GetCancellationToken();
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<object?>(cancellation);
        }

        deadlines.Watch(call);
        if (cancellation.CanBeCanceled)
        {
            // The caller hears first: a grain that ends in good order when it is told must not turn that into an answer.
            var told = new CancellationTokenSource();
            call.Method.SetCancellation(call.Arguments, told.Token);
            var registration = cancellation.Register(() =>
            {
                call.TryCancel();
                call.TellCancelled(told);
            });
            call.WhenDone(_ => registration.Unregister());
        }

        faults.Pass(call, Route);
        return call.Answer;
    }
}

/// <summary>Takes the calls of one grain or observer.</summary>
internal interface ICallReceiver
{
    void Receive(Call call);
}
