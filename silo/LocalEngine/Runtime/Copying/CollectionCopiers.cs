using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Raposa.LocalEngine.Copying;

/// <summary>How the collections of .NET are copied: by their elements, with their comparer.</summary>
internal static class CollectionCopiers
{
    private static readonly Dictionary<Type, string> Known = new()
    {
        [typeof(List<>)] = nameof(CopyList),
        [typeof(HashSet<>)] = nameof(CopyHashSet),
        [typeof(SortedSet<>)] = nameof(CopySortedSet),
        [typeof(Queue<>)] = nameof(CopyQueue),
        [typeof(Stack<>)] = nameof(CopyStack),
        [typeof(Dictionary<,>)] = nameof(CopyDictionary),
        [typeof(SortedDictionary<,>)] = nameof(CopyDictionary),
        [typeof(SortedList<,>)] = nameof(CopyDictionary),
        [typeof(ConcurrentDictionary<,>)] = nameof(CopyDictionary),
        [typeof(ConcurrentQueue<>)] = nameof(CopyConcurrentQueue),
        [typeof(ImmutableArray<>)] = nameof(CopyImmutableArray),
        [typeof(ImmutableList<>)] = nameof(CopyImmutableList),
        [typeof(ImmutableHashSet<>)] = nameof(CopyImmutableHashSet),
        [typeof(ImmutableSortedSet<>)] = nameof(CopyImmutableSortedSet),
        [typeof(ImmutableDictionary<,>)] = nameof(CopyImmutableDictionary),
        [typeof(ImmutableSortedDictionary<,>)] = nameof(CopyImmutableSortedDictionary),
        [typeof(KeyValuePair<,>)] = nameof(CopyPair),
        [typeof(ReadOnlyMemory<>)] = nameof(CopyReadOnlyMemory),
        [typeof(Memory<>)] = nameof(CopyMemory),
    };

    // A value of no type that travels by itself is sent as a list where it is declared as one of these, as Orleans does:
    // what the compiler makes of [1, 2] is such a value.
    private static readonly HashSet<Type> ListInterfaces =
        [typeof(IEnumerable<>), typeof(IReadOnlyCollection<>), typeof(IReadOnlyList<>), typeof(ICollection<>), typeof(IList<>)];

    public static bool IsKnown(Type type) => type.IsGenericType && Known.ContainsKey(type.GetGenericTypeDefinition());

    public static Func<object, CopyContext, object>? Find(Type type) =>
        type.IsGenericType && Known.TryGetValue(type.GetGenericTypeDefinition(), out var method) ? Bind(method, type) : null;

    /// <summary>How a value is copied that is known only by what it is declared as; null where that says too little.</summary>
    public static Func<object, CopyContext, object>? FindByInterface(Type declared) =>
        declared.IsGenericType && ListInterfaces.Contains(declared.GetGenericTypeDefinition())
            ? Bind(nameof(CopySequence), declared)
            : null;

    private static Func<object, CopyContext, object> Bind(string method, Type type)
    {
        var generic = typeof(CollectionCopiers).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.GetGenericArguments());
        return generic.CreateDelegate<Func<object, CopyContext, object>>();
    }

    /// <summary>An empty dictionary of the same class and, where it has one, the same comparer.</summary>
    private static IDictionary NewWithComparer(IDictionary source)
    {
        var type = source.GetType();
        var comparer = type.GetProperty("Comparer")?.GetValue(source);
        var constructor = comparer is null
            ? null
            : type.GetConstructors().FirstOrDefault(candidate =>
                candidate.GetParameters() is [var only] && only.ParameterType.IsInstanceOfType(comparer));
        return (IDictionary)(constructor?.Invoke([comparer]) ?? Activator.CreateInstance(type)!);
    }

    private static T Item<T>(T item, CopyContext context) => item is null ? item : (T)Copier.Copy(item, typeof(T), context);

    private static IDictionary CopyDictionary<TKey, TValue>(object value, CopyContext context)
        where TKey : notnull
    {
        var source = (IDictionary)value;
        var copy = NewWithComparer(source);
        context.Remember(value, copy);
        var items = (IDictionary<TKey, TValue>)copy;
        foreach (var (key, item) in (IDictionary<TKey, TValue>)value)
        {
            items.Add(Item(key, context), Item(item, context));
        }

        return copy;
    }

    private static List<T> CopyList<T>(object value, CopyContext context)
    {
        var source = (List<T>)value;
        var copy = new List<T>(source.Count);
        context.Remember(value, copy);
        foreach (var item in source)
        {
            copy.Add(Item(item, context));
        }

        return copy;
    }

    private static HashSet<T> CopyHashSet<T>(object value, CopyContext context)
    {
        var source = (HashSet<T>)value;
        var copy = new HashSet<T>(source.Count, source.Comparer);
        context.Remember(value, copy);
        copy.UnionWith(source.Select(item => Item(item, context)));
        return copy;
    }

    private static SortedSet<T> CopySortedSet<T>(object value, CopyContext context) =>
        new(((SortedSet<T>)value).Select(item => Item(item, context)), ((SortedSet<T>)value).Comparer);

    private static Queue<T> CopyQueue<T>(object value, CopyContext context) =>
        new(((Queue<T>)value).Select(item => Item(item, context)));

    private static Stack<T> CopyStack<T>(object value, CopyContext context) =>
        new(((Stack<T>)value).Reverse().Select(item => Item(item, context)));

    private static ConcurrentQueue<T> CopyConcurrentQueue<T>(object value, CopyContext context) =>
        new(((ConcurrentQueue<T>)value).Select(item => Item(item, context)));

    private static object CopyImmutableArray<T>(object value, CopyContext context)
    {
        var source = (ImmutableArray<T>)value;
        return source.IsDefaultOrEmpty ? value : source.Select(item => Item(item, context)).ToImmutableArray();
    }

    private static ImmutableList<T> CopyImmutableList<T>(object value, CopyContext context) =>
        [.. ((ImmutableList<T>)value).Select(item => Item(item, context))];

    private static ImmutableHashSet<T> CopyImmutableHashSet<T>(object value, CopyContext context) =>
        ((ImmutableHashSet<T>)value).Select(item => Item(item, context))
            .ToImmutableHashSet(((ImmutableHashSet<T>)value).KeyComparer);

    private static ImmutableSortedSet<T> CopyImmutableSortedSet<T>(object value, CopyContext context) =>
        ((ImmutableSortedSet<T>)value).Select(item => Item(item, context))
            .ToImmutableSortedSet(((ImmutableSortedSet<T>)value).KeyComparer);

    private static ImmutableDictionary<TKey, TValue> CopyImmutableDictionary<TKey, TValue>(object value, CopyContext context)
        where TKey : notnull
    {
        var source = (ImmutableDictionary<TKey, TValue>)value;
        return source.ToImmutableDictionary(
            pair => Item(pair.Key, context), pair => Item(pair.Value, context), source.KeyComparer, source.ValueComparer);
    }

    private static ImmutableSortedDictionary<TKey, TValue> CopyImmutableSortedDictionary<TKey, TValue>(
        object value, CopyContext context)
        where TKey : notnull
    {
        var source = (ImmutableSortedDictionary<TKey, TValue>)value;
        return source.ToImmutableSortedDictionary(
            pair => Item(pair.Key, context), pair => Item(pair.Value, context), source.KeyComparer, source.ValueComparer);
    }

    private static object CopyPair<TKey, TValue>(object value, CopyContext context)
    {
        var pair = (KeyValuePair<TKey, TValue>)value;
        return KeyValuePair.Create(Item(pair.Key, context), Item(pair.Value, context));
    }

    private static object CopyReadOnlyMemory<T>(object value, CopyContext context) =>
        new ReadOnlyMemory<T>([.. ((ReadOnlyMemory<T>)value).ToArray().Select(item => Item(item, context))]);

    private static object CopyMemory<T>(object value, CopyContext context) =>
        new Memory<T>([.. ((Memory<T>)value).ToArray().Select(item => Item(item, context))]);

    private static List<T> CopySequence<T>(object value, CopyContext context) =>
        [.. ((IEnumerable<T>)value).Select(item => Item(item, context))];
}
