using System.Collections.Immutable;

namespace Raposa.Inventory;

/// <summary>
/// Tells a vendor's change of schema from the ordinary life of resources, by shapes alone. Only resources that were there
/// before and still are count: one that comes or goes brings and takes its optional fields, and proves nothing.
/// </summary>
/// <remarks>
/// A change is worth a look when every resource that could go on as before has changed at once, or a field comes that no
/// document of the source ever had. Two resources are the least that can tell a habit of the vendor's from a person's edit;
/// where the path is known to be optional, or not every resource shows the change, three. What is found here still has to be
/// shown by that many resources of which nothing else changed: an instance that is stopped loses its public address, and its
/// state changes with it.
/// </remarks>
internal static class SchemaComparison
{
    private const int FewestIfAll = 2;
    private const int FewestIfSome = 3;

    /// <param name="known">Every shape that the source's documents are known to have had, in any account, before.</param>
    /// <param name="now">The shapes of the new snapshot.</param>
    /// <param name="transitions">Resources that are in the snapshot before and in the new one, and look different.</param>
    public static ImmutableArray<SchemaChange> Candidates(
        IReadOnlyCollection<DocumentShape> known, IReadOnlyCollection<ShapeCount> now, IReadOnlyCollection<ShapeTransition> transitions)
    {
        var found = ImmutableArray.CreateBuilder<SchemaChange>();
        var paths = transitions.SelectMany(one => one.Before.Paths.Keys.Concat(one.After.Paths.Keys)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var moved = transitions.Where(one => one.Before.At(path) != one.After.At(path)).ToList();
            if (moved.Count > 0 && Judge(path, known, now, moved) is { } change)
            {
                found.Add(change);
            }
        }

        return found.ToImmutable();
    }

    private static SchemaChange? Judge(
        string path, IReadOnlyCollection<DocumentShape> known, IReadOnlyCollection<ShapeCount> now, List<ShapeTransition> moved)
    {
        var before = moved.Aggregate(ShapeTypes.None, (types, one) => types | one.Before.At(path));
        var after = moved.Aggregate(ShapeTypes.None, (types, one) => types | one.After.At(path));
        SchemaChange? Found(SchemaChangeKind kind, bool isForAll)
        {
            var needed = isForAll ? FewestIfAll : FewestIfSome;
            var change = new SchemaChange(kind, path, before, after, 0, needed) { IsUniversal = isForAll };
            var bearers = moved.Where(one => change.IsShownBy(one.Before, one.After)).Sum(one => one.Resources);
            return bearers >= needed ? change with { Bearers = bearers } : null;
        }

        var isField = ShapePath.IsField(path);
        if (isField && !known.Any(shape => shape.Has(path)))
        {
            return Found(SchemaChangeKind.Appeared, isForAll: !now.Any(one => one.Shape.Lacks(path)));
        }

        if (isField && !now.Any(one => one.Shape.Has(path)))
        {
            return Found(SchemaChangeKind.Disappeared, isForAll: !known.Any(shape => shape.Lacks(path) || shape.IsPartly(path)));
        }

        if (!now.Any(one => one.Shape.IsFilled(path)) && now.Any(one => one.Shape.IsNull(path)))
        {
            return Found(SchemaChangeKind.NewlyNull, isForAll: !known.Any(shape => shape.IsNull(path) || shape.Lacks(path)));
        }

        if (known.Any(shape => shape.IsNull(path)) && !known.Any(shape => shape.IsFilled(path)))
        {
            return Found(SchemaChangeKind.NewlyFilled, isForAll: !now.Any(one => one.Shape.IsNull(path)));
        }

        var knownTypes = known.Aggregate(ShapeTypes.None, (types, shape) => types | shape.At(path)) & ShapeTypes.Filled;
        return (after & ShapeTypes.Filled & ~knownTypes) != 0
            ? Found(SchemaChangeKind.Retyped, isForAll: !now.Any(one => (one.Shape.At(path) & knownTypes) != 0))
            : null;
    }
}
