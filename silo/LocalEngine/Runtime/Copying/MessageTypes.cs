using System.Collections;
using System.Collections.Concurrent;
using System.Net;
using System.Net.NetworkInformation;
using System.Numerics;
using System.Text.Json;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Raposa.LocalEngine.Copying;

/// <summary>
/// Which types may be part of a message, and which of those are shared instead of copied. What is ours and not marked
/// <c>[GenerateSerializer]</c> is refused, as Orleans would, before a call is made.
/// </summary>
internal static class MessageTypes
{
    private static readonly HashSet<Type> SharedTypes =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly),
        typeof(TimeOnly), typeof(Guid), typeof(Uri), typeof(Version), typeof(Type), typeof(CancellationToken),
        typeof(IPAddress), typeof(IPEndPoint), typeof(IPNetwork), typeof(PhysicalAddress), typeof(BigInteger),
        typeof(Int128), typeof(UInt128), typeof(Half), typeof(Index), typeof(Range), typeof(JsonElement),
        typeof(GrainId), typeof(GrainType), typeof(IdSpan), typeof(GrainInterfaceType), typeof(ActivationId),
        typeof(SiloAddress), typeof(GrainAddress), typeof(StreamId), typeof(System.Globalization.CultureInfo),
        typeof(StringComparer), typeof(TimeZoneInfo),
    ];

    private static readonly ConcurrentDictionary<Type, bool> Shared = new();
    private static readonly ConcurrentDictionary<Type, string?> Refusals = new();

    /// <summary>True where both sides may hold the same object: it cannot change, or says <c>[Immutable]</c>.</summary>
    public static bool IsShared(Type type) => Shared.GetOrAdd(type, static candidate => DecideShared(candidate));

    /// <exception cref="CodecNotFoundException">The type, or one that it holds, may not travel; the text says which and what to do.</exception>
    public static void RequireMessage(Type type, string where)
    {
        if (Refusals.GetOrAdd(type, static candidate => FindRefusal(candidate, [])) is { } refusal)
        {
            throw new CodecNotFoundException($"{where}, and {refusal}");
        }
    }

    /// <summary>System structs that are copied field by field: tuples and nullable values.</summary>
    public static bool TravelsWhole(Type type) =>
        type.IsGenericType && type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true
        || type.IsGenericType && type.FullName?.StartsWith("System.Tuple`", StringComparison.Ordinal) == true;

    private static bool DecideShared(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || SharedTypes.Contains(type) || typeof(Type).IsAssignableFrom(type)
            || type.IsDefined(typeof(ImmutableAttribute), inherit: false)
            || typeof(Exception).IsAssignableFrom(type)
            || typeof(IAddressable).IsAssignableFrom(type)
            || typeof(StringComparer).IsAssignableFrom(type)
            || typeof(Delegate).IsAssignableFrom(type))
        {
            return true;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return IsShared(underlying);
        }

        if (!type.IsGenericType)
        {
            return false;
        }

        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(Immutable<>)
            || ((type.Namespace == "System.Collections.Immutable" || TravelsWhole(type)) && type.GetGenericArguments().All(IsShared));
    }

    private static string? FindRefusal(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type == typeof(object) || type.IsGenericParameter || IsShared(type))
        {
            return null;
        }

        if (type.IsArray)
        {
            return FindRefusal(type.GetElementType()!, seen);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return FindRefusal(underlying, seen);
        }

        if (type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        {
            return type.IsInterface || type.IsAbstract
                ? null
                : MemberCopier.CopiedFields(type)
                    .Select(field => FindRefusal(field.FieldType, seen) is { } inner ? $"{inner} (in {type.Name}.{Name(field.Name)})" : null)
                    .FirstOrDefault(inner => inner is not null);
        }

        // What an interface or an abstract class holds is known only when a message is copied, and is checked then.
        if (type.IsInterface || type.IsAbstract)
        {
            return type.GetGenericArguments().Select(argument => FindRefusal(argument, seen)).FirstOrDefault(inner => inner is not null);
        }

        if (TravelsWhole(type) || IsSystemCollection(type))
        {
            return type.GetGenericArguments().Select(argument => FindRefusal(argument, seen)).FirstOrDefault(inner => inner is not null);
        }

        return $"{type.FullName} may not travel: mark it [GenerateSerializer] and its members [Id(n)].";
    }

    private static bool IsSystemCollection(Type type) =>
        type.IsGenericType && CollectionCopiers.IsKnown(type.GetGenericTypeDefinition())
        || type.Name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal)
        || (typeof(IDictionary).IsAssignableFrom(type) && type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true);

    private static string Name(string field) =>
        field.StartsWith('<') ? field[1..field.IndexOf('>', StringComparison.Ordinal)] : field;
}
