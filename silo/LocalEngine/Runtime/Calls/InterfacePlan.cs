using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Orleans;
using Orleans.Runtime;
using Raposa.LocalEngine.Copying;

namespace Raposa.LocalEngine.Calls;

/// <summary>What the engine needs to know of an interface, worked out once. One message type that may not travel refuses it whole.</summary>
internal sealed class InterfacePlan
{
    private static readonly ConcurrentDictionary<Type, InterfacePlan> Plans = new();
    private readonly FrozenDictionary<MethodInfo, MethodPlan> _methods;

    private InterfacePlan(Type type)
    {
        Type = type;
        Name = type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.FullName ?? type.Name;
        _methods = new[] { type }.Concat(type.GetInterfaces())
            .SelectMany(each => each.GetMethods())
            .Where(method => !method.IsStatic)
            .ToFrozenDictionary(method => method, method => new MethodPlan(this, method));
    }

    public Type Type { get; }

    public string Name { get; }

    public static InterfacePlan Of(Type type) => Plans.GetOrAdd(type, static interfaceType =>
    {
        if (!interfaceType.IsInterface || !typeof(IAddressable).IsAssignableFrom(interfaceType))
        {
            throw new ArgumentException($"{interfaceType} is not a grain interface.", nameof(type));
        }

        var plan = new InterfacePlan(interfaceType);
        foreach (var method in plan._methods.Values)
        {
            method.RequireMessages();
        }

        return plan;
    });

    public MethodPlan MethodOf(MethodInfo method) =>
        _methods.TryGetValue(method, out var plan)
            ? plan
            : _methods[(MethodInfo)method.Module.ResolveMethod(method.MetadataToken, method.DeclaringType!.GenericTypeArguments, null)!];
}

/// <summary>How one method of a grain interface is called, and what its attributes ask.</summary>
internal sealed class MethodPlan
{
    private readonly MethodInvoker _invoker;
    private readonly ReturnShape _shape;
    private readonly int _cancellationIndex;

    public MethodPlan(InterfacePlan interfacePlan, MethodInfo method)
    {
        Interface = interfacePlan;
        Method = method;
        Name = $"{interfacePlan.Type.Name}.{method.Name}";
        TraceId = Simulation.Trace.IdOf(Name);
        IsOneWay = method.IsDefined(typeof(Orleans.Concurrency.OneWayAttribute)) || method.ReturnType == typeof(void);
        IsReadOnly = method.IsDefined(typeof(Orleans.Concurrency.ReadOnlyAttribute));
        IsAlwaysInterleave = method.IsDefined(typeof(Orleans.Concurrency.AlwaysInterleaveAttribute));
        ResponseTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        _invoker = MethodInvoker.Create(method);
        _shape = ReturnShape.Of(method.ReturnType);
        _cancellationIndex = Array.FindIndex(method.GetParameters(), parameter => parameter.ParameterType == typeof(CancellationToken));
        ParameterTypes = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        SharesArguments = ParameterTypes.All(MessageTypes.IsShared);
        SharesResult = MessageTypes.IsShared(_shape.ResultType);
    }

    public InterfacePlan Interface { get; }

    public MethodInfo Method { get; }

    public bool IsOneWay { get; }

    public bool IsReadOnly { get; }

    public bool IsAlwaysInterleave { get; }

    public TimeSpan? ResponseTimeout { get; }

    /// <summary>What the arguments are declared as.</summary>
    public Type[] ParameterTypes { get; }

    /// <summary>What the bare result is declared as; <see cref="object"/> where there is none.</summary>
    public Type ResultType => _shape.ResultType;

    /// <summary>True where the result needs no copy.</summary>
    public bool SharesResult { get; }

    /// <summary>True where no argument needs a copy.</summary>
    public bool SharesArguments { get; }

    public bool IsEnumeration => _shape.IsEnumeration;

    public string Name { get; }

    /// <summary>What it is called in the trace of a simulation.</summary>
    public ulong TraceId { get; }

    public void RequireMessages()
    {
        foreach (var parameter in Method.GetParameters())
        {
            MessageTypes.RequireMessage(parameter.ParameterType, $"{Name} takes {parameter.ParameterType.Name} {parameter.Name}");
        }

        _shape.RequireMessage(Name);
    }

    public CancellationToken CancellationOf(object?[] arguments) =>
        _cancellationIndex < 0 ? default : (CancellationToken)arguments[_cancellationIndex]!;

    /// <summary>Gives the grain a token of its own in place of its caller's.</summary>
    public void SetCancellation(object?[] arguments, CancellationToken token) => arguments[_cancellationIndex] = token;

    /// <summary>Calls the grain; completes with the bare result.</summary>
    public Task<object?> InvokeAsync(object grain, object?[] arguments) => _shape.Bare(_invoker.Invoke(grain, arguments.AsSpan()));

    /// <summary>Calls a method that gives a sequence, and gives the sequence.</summary>
    public object InvokeEnumeration(object grain, object?[] arguments) => _invoker.Invoke(grain, arguments.AsSpan())!;

    /// <summary>The answer in the form that the method declares.</summary>
    public object? Shaped(Task<object?> answer) => _shape.Shaped(answer);

    /// <summary>A sequence that fetches from the grain as it is read.</summary>
    public object RemoteSequence(GrainReference reference, object?[] arguments) => _shape.RemoteSequence(reference, this, arguments);
}
