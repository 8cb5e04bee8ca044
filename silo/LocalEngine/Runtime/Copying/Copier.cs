using System.Collections;
using System.Collections.Concurrent;

namespace Raposa.LocalEngine.Copying;

/// <summary>
/// Copies messages so that two grains never share an object that either may change. Whole calls are copied at once: an
/// object that two arguments share is one object on the other side too.
/// </summary>
internal static class Copier
{
    private static readonly ConcurrentDictionary<Type, Func<object, CopyContext, object>?> Copiers = new();

    /// <summary>Copies one value by itself.</summary>
    public static object? CopyAlone(object? value) => value is null ? null : Copy(value, new CopyContext());

    /// <summary>Copies the arguments of one call.</summary>
    public static object?[] CopyTogether(object?[] values)
    {
        if (values.Length == 0)
        {
            return values;
        }

        var context = new CopyContext();
        var copies = new object?[values.Length];
        for (var index = 0; index < values.Length; index++)
        {
            copies[index] = values[index] is { } value ? Copy(value, context) : null;
        }

        return copies;
    }

    internal static object Copy(object value, CopyContext context)
    {
        var type = value.GetType();
        var copier = Copiers.GetOrAdd(type, Make);
        if (copier is null)
        {
            return value;
        }

        return context.TryGet(value, out var known) ? known : copier(value, context);
    }

    private static Func<object, CopyContext, object>? Make(Type type)
    {
        MessageTypes.RequireMessage(type, $"a message holds a {type}");
        if (MessageTypes.IsShared(type))
        {
            return null;
        }

        if (type.IsArray)
        {
            return CopyArray;
        }

        if (typeof(IDictionary).IsAssignableFrom(type) && type.GetConstructor(Type.EmptyTypes) is not null)
        {
            return CopyDictionary;
        }

        return CollectionCopiers.Find(type) ?? MemberCopier.Build(type);
    }

    private static Array CopyArray(object value, CopyContext context)
    {
        var source = (Array)value;
        var copy = (Array)source.Clone();
        context.Remember(value, copy);
        if (MessageTypes.IsShared(source.GetType().GetElementType()!) || source.Length == 0)
        {
            return copy;
        }

        if (source.Rank == 1)
        {
            for (var index = 0; index < source.Length; index++)
            {
                if (source.GetValue(index) is { } item)
                {
                    copy.SetValue(Copy(item, context), index);
                }
            }

            return copy;
        }

        var place = new int[source.Rank];
        CopyRank(source, copy, place, 0, context);
        return copy;
    }

    private static void CopyRank(Array source, Array copy, int[] place, int rank, CopyContext context)
    {
        for (place[rank] = 0; place[rank] < source.GetLength(rank); place[rank]++)
        {
            if (rank + 1 < source.Rank)
            {
                CopyRank(source, copy, place, rank + 1, context);
            }
            else if (source.GetValue(place) is { } item)
            {
                copy.SetValue(Copy(item, context), place);
            }
        }
    }

    private static IDictionary CopyDictionary(object value, CopyContext context)
    {
        var source = (IDictionary)value;
        var copy = CollectionCopiers.NewWithComparer(source);
        context.Remember(value, copy);
        foreach (DictionaryEntry entry in source)
        {
            copy.Add(Copy(entry.Key, context), entry.Value is { } item ? Copy(item, context) : null);
        }

        return copy;
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
