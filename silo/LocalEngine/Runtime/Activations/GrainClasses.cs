using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Runtime;
using System.Reflection;

namespace Raposa.LocalEngine.Activations;

/// <summary>Every grain class of the loaded assemblies, and which one an interface means.</summary>
internal sealed class GrainClasses
{
    private readonly Dictionary<GrainType, GrainClass> _byType = [];
    private readonly Dictionary<Type, List<GrainClass>> _byInterface = [];

    public GrainClasses(IOptions<GrainCollectionOptions> options, IEnumerable<GrainAssembly> assemblies)
    {
        var types = assemblies.Select(each => each.Assembly).Concat(ReferencingAssemblies()).Distinct()
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
                && type.IsAssignableTo(typeof(IGrainBase)) && type.IsAssignableTo(typeof(IGrain)));
        foreach (var type in types)
        {
            var grainClass = new GrainClass(type, options.Value.CollectionAge);
            if (!_byType.TryAdd(grainClass.GrainType, grainClass))
            {
                throw new InvalidOperationException(
                    $"{type} and {_byType[grainClass.GrainType].Type} are both called '{grainClass.GrainType}'; give one a [GrainType].");
            }

            foreach (var grainInterface in type.GetInterfaces().Where(each => each.IsAssignableTo(typeof(IAddressable))))
            {
                if (!_byInterface.TryGetValue(grainInterface, out var classes))
                {
                    _byInterface.Add(grainInterface, classes = []);
                }

                classes.Add(grainClass);
            }
        }
    }

    public IEnumerable<GrainClass> All => _byType.Values;

    public GrainClass Of(GrainType type) => _byType.TryGetValue(type, out var grainClass)
        ? grainClass
        : throw new ArgumentException($"There is no grain class '{type}' in this silo.");

    /// <exception cref="ArgumentException">No class implements it, or several do and nothing says which is meant.</exception>
    public GrainClass Implementing(Type grainInterface, string? classNamePrefix)
    {
        var candidates = _byInterface.GetValueOrDefault(grainInterface) ?? [];
        if (!string.IsNullOrEmpty(classNamePrefix))
        {
            candidates = [.. candidates.Where(each => each.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal))];
        }

        if (candidates.Count > 1 && grainInterface.GetCustomAttribute<DefaultGrainTypeAttribute>() is { } chosen)
        {
            candidates = [.. candidates.Where(each => each.GrainType.ToString() == chosen.GrainType)];
        }

        return candidates switch
        {
            [var only] => only,
            [] => throw new ArgumentException($"No grain class of this silo implements {grainInterface}."),
            _ => throw new ArgumentException(
                $"{grainInterface} is implemented by {string.Join(" and ", candidates.Select(each => each.Type))}; "
                + "say which with a class name prefix or [DefaultGrainType]."),
        };
    }

    private static IEnumerable<Assembly> ReferencingAssemblies()
    {
        var engine = typeof(GrainClasses).Assembly.GetName().Name;
        return AppDomain.CurrentDomain.GetAssemblies().Where(assembly =>
            !assembly.IsDynamic && assembly.GetReferencedAssemblies().Any(reference => reference.Name == engine));
    }
}

/// <summary>An assembly whose grain classes the silo should know even if nothing of it is loaded yet.</summary>
internal sealed record GrainAssembly(Assembly Assembly);
