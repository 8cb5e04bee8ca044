using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace Raposa.Organizations;

/// <summary>
/// Stands before every grain whose key begins with an organization, and lets in only callers of that organization. What
/// the engine itself delivers (a reminder, a timer, a stream's item) has no caller: it acts for the grain's own
/// organization, so that the calls that follow from it are admitted too.
/// </summary>
/// <remarks>
/// Which grains these are is decided by their class, not by the interface of the call: an <c>IAsyncEnumerable</c> result
/// is fetched through an interface of the engine's own, and must not be a way around this.
/// </remarks>
internal sealed class TenantFilter : IIncomingGrainCallFilter
{
    private static readonly ConcurrentDictionary<Type, bool> TenantGrains = new();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is { } grain && TenantGrains.GetOrAdd(grain.GetType(), IsTenantGrain))
        {
            Admit(context);
        }

        await context.Invoke();
    }

    /// <exception cref="UnauthorizedAccessException">The caller is of another organization, or says of none.</exception>
    private static void Admit(IIncomingGrainCallContext context)
    {
        var key = context.TargetId.Key.ToString()!;
        var owner = OrganizationId.OfKey(key);
        if (Caller.Organization is { } caller)
        {
            if (caller != owner)
            {
                throw new UnauthorizedAccessException(
                    $"{context.InterfaceName}.{context.MethodName} of {key} was called for organization {caller}.");
            }
        }
        else if (NeedsCaller(context.InterfaceMethod?.DeclaringType))
        {
            throw new UnauthorizedAccessException(
                $"{context.InterfaceName}.{context.MethodName} of {key} was called for no organization; set one with Caller.ActFor.");
        }
        else
        {
            Caller.ActFor(owner);
        }
    }

    private static bool NeedsCaller(Type? calledInterface) =>
        calledInterface is not null && (IsOurs(calledInterface) || calledInterface == typeof(IAsyncEnumerableGrainExtension));

    private static bool IsTenantGrain(Type grain) =>
        grain.GetInterfaces().Any(type => IsOurs(type) && type.GetCustomAttribute<PlatformGrainAttribute>() is null);

    private static bool IsOurs(Type type) =>
        type.IsAssignableTo(typeof(IGrain)) && type.Namespace?.Split('.')[0] == nameof(Raposa);
}
