using System.Collections.Immutable;

namespace Raposa.Inventory;

/// <summary>Something that looks as if the vendor's schema moved, until the resources that show it have been looked at.</summary>
/// <param name="Bearers">Resources that show it.</param>
/// <param name="Needed">How many of them must show it while nothing else about them changed.</param>
internal sealed record SchemaChange(
    SchemaChangeKind Kind, string Path, ShapeTypes Before, ShapeTypes After, int Bearers, int Needed)
{
    /// <summary>True: every resource that can show it does, and no resource ever was without it before.</summary>
    public bool IsUniversal { get; init; }

    /// <summary>Of a renamed path, its new name.</summary>
    public string? RenamedTo { get; init; }

    /// <summary>Whether a resource that went from one shape to the other shows it.</summary>
    public bool IsShownBy(DocumentShape before, DocumentShape after) => Kind switch
    {
        SchemaChangeKind.Appeared => before.Lacks(Path) && after.Has(Path),
        SchemaChangeKind.Disappeared => before.IsFilled(Path) && after.Lacks(Path),
        SchemaChangeKind.NewlyNull => before.IsFilled(Path) && after.IsNull(Path),
        SchemaChangeKind.NewlyFilled => before.IsNull(Path) && after.IsFilled(Path),
        SchemaChangeKind.Retyped => IsRetyped(before.At(Path), after.At(Path)),
        _ => false,
    };

    public static bool IsRetyped(ShapeTypes before, ShapeTypes after) =>
        (before & ShapeTypes.Filled) != 0 && (after & ShapeTypes.Filled) != 0 && (before & after & ShapeTypes.Filled) == 0;
}

/// <summary>How many resources of a snapshot have a shape.</summary>
internal sealed record ShapeCount(DocumentShape Shape, int Resources);

/// <summary>How many resources went from one shape to another.</summary>
internal sealed record ShapeTransition(DocumentShape Before, DocumentShape After, int Resources);

/// <summary>Names of types, as findings and answers say them.</summary>
internal static class ShapeTypeNames
{
    private static readonly ImmutableArray<(ShapeTypes Type, string Name)> Names =
    [
        (ShapeTypes.String, "string"), (ShapeTypes.Number, "number"), (ShapeTypes.Boolean, "boolean"), (ShapeTypes.Object, "object"),
        (ShapeTypes.Array, "array"), (ShapeTypes.Null, "null"),
    ];

    public static ImmutableArray<string> Of(ShapeTypes types) => [.. Names.Where(name => types.HasFlag(name.Type)).Select(name => name.Name)];
}
