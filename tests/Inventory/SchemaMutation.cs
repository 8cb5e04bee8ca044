using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Inventory;

/// <summary>A vendor that changes its schema: the same at one path in every document, whatever its values are.</summary>
/// <param name="Path">What the finding is to name.</param>
internal sealed record SchemaMutation(SchemaChangeKind Change, string Path, string? RenamedTo, Action<JsonObject> Apply)
{
    // Of a change that is to be seen, so many documents must have the path.
    private const int FewestBearers = 6;

    private static readonly SchemaChangeKind[] Kinds =
        [SchemaChangeKind.Appeared, SchemaChangeKind.Disappeared, SchemaChangeKind.Renamed, SchemaChangeKind.Retyped, SchemaChangeKind.NewlyNull];

    public static SchemaMutation Random(IReadOnlyCollection<JsonObject> documents, Random random)
    {
        var shapes = documents.Select(document =>
        {
            using var parsed = JsonDocument.Parse(document.ToJsonString());
            return new ShapeReader(TestSource.Machine).Read(parsed.RootElement);
        }).ToList();
        var kind = Kinds[random.Next(Kinds.Length)];
        var paths = shapes.SelectMany(shape => shape.Paths.Keys).Distinct().Order(StringComparer.Ordinal)
            .Where(path => !path.Contains("{}", StringComparison.Ordinal) && shapes.Count(shape => shape.IsFilled(path)) >= FewestBearers)
            .Where(path => kind == SchemaChangeKind.Appeared ? shapes.Exists(shape => (shape.At(path) & ShapeTypes.Object) != 0) && !shapes.Exists(shape => shape.IsMap(path)) : IsField(path))
            .ToImmutableArray();
        if (kind == SchemaChangeKind.Appeared)
        {
            var objects = paths.Add("");
            var parent = objects[random.Next(objects.Length)];
            JsonNode value = random.Next(3) switch { 0 => JsonValue.Create("new"), 1 => JsonValue.Create(7), _ => new JsonObject { ["Deep"] = true } };
            return new(kind, parent.Length == 0 ? "Novel" : $"{parent}.Novel", null, document => Each(document, parent, one => one["Novel"] = value.DeepClone()));
        }

        var path = paths[random.Next(paths.Length)];
        var dot = path.LastIndexOf('.');
        var (around, name) = (dot < 0 ? "" : path[..dot], path[(dot + 1)..]);
        var renamed = $"{(dot < 0 ? "" : path[..(dot + 1)])}{name}V2";
        var types = shapes.Aggregate(ShapeTypes.None, (all, shape) => all | shape.At(path));
        return kind switch
        {
            SchemaChangeKind.Disappeared => new(kind, path, null, document => Each(document, around, one => one.Remove(name))),
            SchemaChangeKind.Renamed => new(kind, path, renamed, document => Each(document, around, one => Rename(one, name))),
            SchemaChangeKind.NewlyNull => new(kind, path, null, document => Each(document, around, one => Set(one, name, null))),
            _ => new(kind, path, null, document => Each(document, around, one => Set(one, name, OfOtherType(types)))),
        };
    }

    public override string ToString() => $"{Change} {Path}{(RenamedTo is null ? "" : $" -> {RenamedTo}")}";

    // An array that is null for a moment is not what vendors do when they mean none; the elements' own fields are fields.
    private static bool IsField(string path) => !path.EndsWith("[]", StringComparison.Ordinal);

    private static JsonNode OfOtherType(ShapeTypes types) =>
        !types.HasFlag(ShapeTypes.String) ? JsonValue.Create("another type")
        : !types.HasFlag(ShapeTypes.Number) ? JsonValue.Create(42)
        : new JsonObject { ["Value"] = 1 };

    private static void Rename(JsonObject one, string name)
    {
        if (one.TryGetPropertyValue(name, out var value))
        {
            one.Remove(name);
            one[name + "V2"] = value;
        }
    }

    private static void Set(JsonObject one, string name, JsonNode? value)
    {
        if (one.ContainsKey(name))
        {
            one[name] = value;
        }
    }

    /// <summary>Every object at the path.</summary>
    private static void Each(JsonNode? node, string path, Action<JsonObject> change)
    {
        var steps = path.Replace("[]", ".[]", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<JsonNode?> at = [node];
        foreach (var step in steps)
        {
            at = [.. at.SelectMany(one => (step, one) switch
            {
                ("[]", JsonArray elements) => elements,
                (not "[]", JsonObject members) when members[step] is { } member => [member],
                _ => (IEnumerable<JsonNode?>)[],
            })];
        }

        foreach (var one in at.OfType<JsonObject>())
        {
            change(one);
        }
    }
}
