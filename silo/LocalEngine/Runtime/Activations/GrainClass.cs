using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Raposa.LocalEngine.Activations;

/// <summary>What the attributes of a grain class say, worked out once.</summary>
internal sealed class GrainClass
{
    private readonly Func<IInvokable, bool>? _mayInterleave;
    private readonly MethodInfo? _mayInterleaveOfInstance;
    private readonly ConstructorInfo _constructor;
    private readonly ConcurrentDictionary<MethodInfo, MethodInfo?> _implementations = new();

    public GrainClass(Type type, TimeSpan defaultAgeLimit)
    {
        Type = type;
        GrainType = type.GetCustomAttribute<GrainTypeAttribute>() is { } named
            ? GrainType.Create(named.GrainType)
            : GrainType.Create(DefaultName(type));
        ImplicitSubscriptions = [.. type.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>()];
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        MaxLocalWorkers = type.GetCustomAttribute<PlacementAttribute>()?.PlacementStrategy is StatelessWorkerPlacement workers
            ? workers.MaxLocal
            : null;
        AgeLimit = type.IsDefined(typeof(KeepAliveAttribute)) ? TimeSpan.MaxValue
            : type.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit ?? defaultAgeLimit;
        _constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .OrderByDescending(constructor => constructor.GetParameters().Length).First();
        if (type.GetCustomAttribute<MayInterleaveAttribute>()?.CallbackMethodName is { } callback)
        {
            var method = type.GetMethod(
                callback, BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                ?? throw new InvalidOperationException($"{type} says [MayInterleave(\"{callback}\")] and has no such method.");
            if (method.IsStatic)
            {
                _mayInterleave = method.CreateDelegate<Func<IInvokable, bool>>();
            }
            else
            {
                _mayInterleaveOfInstance = method;
            }
        }
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public bool IsReentrant { get; }

    /// <summary>The streams that this class listens to without asking.</summary>
    public ImplicitStreamSubscriptionAttribute[] ImplicitSubscriptions { get; }

    /// <summary>Null for a grain with one activation.</summary>
    public int? MaxLocalWorkers { get; }

    public TimeSpan AgeLimit { get; }

    public bool MayInterleave(object grain, IInvokable request) =>
        _mayInterleave?.Invoke(request)
        ?? (_mayInterleaveOfInstance is not null && (bool)_mayInterleaveOfInstance.Invoke(grain, [request])!);

    public MethodInfo? ImplementationOf(MethodInfo interfaceMethod) => _implementations.GetOrAdd(interfaceMethod, method =>
    {
        if (method.DeclaringType?.IsAssignableFrom(Type) != true)
        {
            return null;
        }

        var map = Type.GetInterfaceMap(method.DeclaringType);
        var index = Array.IndexOf(map.InterfaceMethods, method);
        return index < 0 ? null : map.TargetMethods[index];
    });

    /// <summary>Makes the grain; parameters with <c>[PersistentState]</c> come from storage, the others from the services.</summary>
    public object Create(IGrainContext context)
    {
        var services = context.ActivationServices;
        var arguments = _constructor.GetParameters().Select(parameter =>
        {
            if (parameter.GetCustomAttributes().OfType<IPersistentStateConfiguration>().FirstOrDefault() is { } configuration)
            {
                var factory = services.GetRequiredService<IPersistentStateFactory>();
                return typeof(IPersistentStateFactory).GetMethod(nameof(IPersistentStateFactory.Create))!
                    .MakeGenericMethod(parameter.ParameterType.GetGenericArguments()[0]).Invoke(factory, [context, configuration]);
            }

            return parameter.ParameterType == typeof(IGrainContext) ? context
                : parameter.HasDefaultValue ? services.GetService(parameter.ParameterType) ?? parameter.DefaultValue
                : services.GetRequiredService(parameter.ParameterType);
        });
        return _constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. arguments], null);
    }

    private static string DefaultName(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name;
    }
}
