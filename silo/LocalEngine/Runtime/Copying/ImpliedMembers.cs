using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Orleans;

namespace Raposa.LocalEngine.Copying;

/// <summary>
/// The properties of a type that travel without an <c>[Id]</c> of their own, by the rules of Orleans' generator: of a record,
/// the parameters of its primary constructor unless its attribute says no; of any type, all of them where it asks for that
/// and numbers none itself.
/// </summary>
internal static class ImpliedMembers
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Their names, whatever the case of the parameters.</summary>
    public static HashSet<string> Of(Type type)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var attribute = type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false);
        if (attribute is null)
        {
            return names;
        }

        if (attribute.GenerateFieldIds == GenerateFieldIds.PublicProperties
            && !type.GetMembers(Instance).Any(member => member.IsDefined(typeof(IdAttribute))))
        {
            names.UnionWith(type.GetProperties(Instance).Select(property => property.Name));
        }

        if (attribute.PrimaryConstructorChoice ?? true)
        {
            names.UnionWith(PrimaryConstructorOf(type)?.GetParameters().Select(parameter => parameter.Name!) ?? []);
        }

        return names;
    }

    /// <summary>Of a record, its first constructor, unless the compiler wrote that one; of other types none.</summary>
    private static ConstructorInfo? PrimaryConstructorOf(Type type) => IsRecord(type)
        && type.GetConstructors(Instance).MinBy(constructor => constructor.MetadataToken) is { } first
        && !first.IsDefined(typeof(CompilerGeneratedAttribute))
            ? first
            : null;

    // Nothing in metadata says "record"; what the compiler adds to one, and to nothing else, does.
    private static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$", Instance) is not null
        || type.GetMethod("PrintMembers", Instance, [typeof(StringBuilder)])?.IsDefined(typeof(CompilerGeneratedAttribute)) == true;
}
