using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
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
    // Those for which Orleans has a codec, and no others: src/Orleans.Serialization/Codecs of its release 10.2.2.
    private static readonly HashSet<Type> SharedTypes =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly),
        typeof(TimeOnly), typeof(Guid), typeof(Uri), typeof(Version), typeof(Type), typeof(CancellationToken),
        typeof(IPAddress), typeof(IPEndPoint), typeof(BigInteger), typeof(Int128), typeof(UInt128), typeof(Half),
        typeof(GrainId), typeof(GrainType), typeof(IdSpan), typeof(GrainInterfaceType), typeof(ActivationId),
        typeof(SiloAddress), typeof(GrainAddress), typeof(StreamId), typeof(CultureInfo), typeof(CompareInfo),
        typeof(StringComparer), typeof(GrainReference),
    ];

    // What one might reach for and Orleans cannot send; the text says what to send instead.
    private static readonly Dictionary<Type, string> Instead = new()
    {
        [typeof(JsonElement)] = "send its text, or its UTF-8 bytes",
        [typeof(JsonDocument)] = "send its text, or its UTF-8 bytes",
        [typeof(JsonNode)] = "send its text, or its UTF-8 bytes",
        [typeof(JsonObject)] = "send its text, or its UTF-8 bytes",
        [typeof(JsonArray)] = "send its text, or its UTF-8 bytes",
        [typeof(IPNetwork)] = "send its text, or its address and its length",
        [typeof(PhysicalAddress)] = "send its text",
        [typeof(TimeZoneInfo)] = "send its id",
        [typeof(Index)] = "send its number",
        [typeof(Range)] = "send its ends",
        [typeof(LinkedList<>)] = "send a list",
    };

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

    public static bool MayTravel(Type type) => Refusals.GetOrAdd(type, static candidate => FindRefusal(candidate, [])) is null;

    /// <summary>System structs that are copied field by field: tuples and nullable values.</summary>
    public static bool TravelsWhole(Type type) =>
        type.IsGenericType && type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true
        || type.IsGenericType && type.FullName?.StartsWith("System.Tuple`", StringComparison.Ordinal) == true;

    /// <summary>True for an interface that stands for a grain or an observer: what travels is a reference to it.</summary>
    public static bool IsAddress(Type type) => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type);

    private static bool DecideShared(Type type)
    {
        if (IsSharedOfSystem(type) || type.IsDefined(typeof(ImmutableAttribute), inherit: false))
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

    private static bool IsSharedOfSystem(Type type) =>
        type.IsPrimitive || type.IsEnum || SharedTypes.Contains(type)
        || typeof(Type).IsAssignableFrom(type) || typeof(Exception).IsAssignableFrom(type)
        || typeof(StringComparer).IsAssignableFrom(type) || typeof(CultureInfo).IsAssignableFrom(type)
        || typeof(GrainReference).IsAssignableFrom(type);

    private static string? FindRefusal(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type == typeof(object) || type.IsGenericParameter || IsSharedOfSystem(type) || IsAddress(type))
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

        if (Instead.TryGetValue(type.IsGenericType ? type.GetGenericTypeDefinition() : type, out var instead))
        {
            return $"{type.FullName} may not travel, since Orleans has no codec for it: {instead}.";
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
        if (type.IsInterface || type.IsAbstract || TravelsWhole(type) || CollectionCopiers.IsKnown(type))
        {
            return type.GetGenericArguments().Select(argument => FindRefusal(argument, seen)).FirstOrDefault(inner => inner is not null);
        }

        return $"{type.FullName} may not travel: mark it [GenerateSerializer] and its members [Id(n)].";
    }

    private static string Name(string field) =>
        field.StartsWith('<') ? field[1..field.IndexOf('>', StringComparison.Ordinal)] : field;
}
