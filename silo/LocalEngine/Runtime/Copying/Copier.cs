using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;

namespace Raposa.LocalEngine.Copying;

/// <summary>
/// Copies messages so that two grains never share an object that either may change. Whole calls are copied at once: an
/// object that two arguments share is one object on the other side too.
/// </summary>
internal static class Copier
{
    private static readonly ConcurrentDictionary<Type, Func<object, CopyContext, object>?> Copiers = new();
    private static readonly ConcurrentDictionary<(Type Type, Type Declared), Func<object, CopyContext, object>?> ByInterface = new();

    /// <summary>Copies one value by itself.</summary>
    public static object? CopyAlone(object? value, Type? declared = null) =>
        value is null ? null : Copy(value, declared ?? typeof(object), new CopyContext());

    /// <summary>Copies the arguments of one call, given what the method declares them as.</summary>
    public static object?[] CopyTogether(object?[] values, Type[] declared)
    {
        if (values.Length == 0)
        {
            return values;
        }

        var context = new CopyContext();
        var copies = new object?[values.Length];
        for (var index = 0; index < values.Length; index++)
        {
            copies[index] = values[index] is { } value ? Copy(value, declared[index], context) : null;
        }

        return copies;
    }

    /// <summary>Copies what flows beside a call. The dictionary itself is never changed in place, so it is kept where it can be.</summary>
    public static Dictionary<string, object>? CopyValues(Dictionary<string, object>? values)
    {
        if (values is null || values.Values.All(value => MessageTypes.IsShared(value.GetType())))
        {
            return values;
        }

        var context = new CopyContext();
        return values.ToDictionary(pair => pair.Key, pair => Copy(pair.Value, typeof(object), context));
    }

    internal static object Copy(object value, Type declared, CopyContext context)
    {
        var type = value.GetType();
        if (declared.IsInterface && (value is IAddressable || !Travels(type)))
        {
            return CopyByInterface(value, type, declared, context);
        }

        var copier = Copiers.GetOrAdd(type, Make);
        if (copier is null)
        {
            return value;
        }

        return context.TryGet(value, out var known) ? known : copier(value, context);
    }

    private static bool Travels(Type type) => Copiers.ContainsKey(type) || MessageTypes.MayTravel(type);

    private static object CopyByInterface(object value, Type type, Type declared, CopyContext context)
    {
        if (value is GrainReference)
        {
            return value;
        }

        if (value is IAddressable addressable && MessageTypes.IsAddress(declared))
        {
            return value is IGrainBase
                ? addressable.AsReference(declared)
                : throw new NotSupportedException(
                    $"{type} is no grain, so it cannot be sent as {declared}; send what CreateObjectReference gives for it.");
        }

        var copier = ByInterface.GetOrAdd((type, declared), static key => CollectionCopiers.FindByInterface(key.Declared))
            ?? Copiers.GetOrAdd(type, Make)!;
        return context.TryGet(value, out var known) ? known : copier(value, context);
    }

    private static Func<object, CopyContext, object>? Make(Type type)
    {
        MessageTypes.RequireMessage(type, $"a message holds a {type}");
        return MessageTypes.IsShared(type) ? null
            : type.IsArray ? CopyArray
            : CollectionCopiers.Find(type) ?? MemberCopier.Build(type);
    }

    private static Array CopyArray(object value, CopyContext context)
    {
        var source = (Array)value;
        var copy = (Array)source.Clone();
        context.Remember(value, copy);
        var element = source.GetType().GetElementType()!;
        if (MessageTypes.IsShared(element) || source.Length == 0)
        {
            return copy;
        }

        if (source.Rank == 1)
        {
            for (var index = 0; index < source.Length; index++)
            {
                if (source.GetValue(index) is { } item)
                {
                    copy.SetValue(Copy(item, element, context), index);
                }
            }

            return copy;
        }

        var place = new int[source.Rank];
        CopyRank(source, copy, place, 0, element, context);
        return copy;
    }

    private static void CopyRank(Array source, Array copy, int[] place, int rank, Type element, CopyContext context)
    {
        for (place[rank] = 0; place[rank] < source.GetLength(rank); place[rank]++)
        {
            if (rank + 1 < source.Rank)
            {
                CopyRank(source, copy, place, rank + 1, element, context);
            }
            else if (source.GetValue(place) is { } item)
            {
                copy.SetValue(Copy(item, element, context), place);
            }
        }
    }
}

/// <summary>The objects of one call that were copied already.</summary>
internal sealed class CopyContext
{
    private Dictionary<object, object>? _copies;

    public bool TryGet(object original, out object copy)
    {
        copy = null!;
        return _copies is not null && _copies.TryGetValue(original, out copy!);
    }

    public void Remember(object original, object copy)
    {
        if (!original.GetType().IsValueType)
        {
            (_copies ??= new(ReferenceEqualityComparer.Instance)).TryAdd(original, copy);
        }
    }
}
