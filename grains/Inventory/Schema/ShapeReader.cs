using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using Raposa.Collection;

namespace Raposa.Inventory;

/// <summary>
/// Reads the shape of a document. Keys that are data, not schema, are one path <c>{}</c>: those of tags, of the members that
/// vendors use as maps, and of objects with a key that nobody would give a field.
/// </summary>
internal sealed partial class ShapeReader(SourceDefinition source)
{
    private const int DeepestLevel = 16;
    private const int MostPaths = 2_000;

    private static readonly FrozenSet<string> Maps = new[]
    {
        "Tags", "tags", "TagSet", "Labels", "labels", "Annotations", "annotations", "Variables", "Metadata", "metadata",
        "Condition", "Conditions", "matchLabels", "nodeSelector", "EncryptionContext", "UserDefinedFields", "ProductFields",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly FrozenSet<string> _tagPaths =
        source.Columns.Where(column => column.Type == ColumnType.Tags).Select(column => column.Path).ToFrozenSet(StringComparer.Ordinal);

    public DocumentShape Read(JsonElement document)
    {
        var paths = new Dictionary<string, ShapeTypes>(StringComparer.Ordinal);
        Add(paths, "", [document], isPartial: false, level: 0);
        return new(paths);
    }

    // All values that stand at one path are looked at together: the elements of an array are one kind of thing.
    private void Add(Dictionary<string, ShapeTypes> paths, string path, List<JsonElement> values, bool isPartial, int level)
    {
        if (paths.Count >= MostPaths || level > DeepestLevel)
        {
            return;
        }

        var objects = new List<JsonElement>();
        var elements = new List<JsonElement>();
        var types = isPartial ? ShapeTypes.Absent : ShapeTypes.None;
        foreach (var value in values)
        {
            var type = TypeOf(value);
            types |= type;
            if (type == ShapeTypes.Object)
            {
                objects.Add(value);
            }
            else if (type == ShapeTypes.Array)
            {
                elements.AddRange(value.EnumerateArray());
            }
        }

        if (path.Length > 0)
        {
            paths[path] = types;
        }

        if (elements.Count > 0)
        {
            Add(paths, path + ColumnPath.Each, elements, isPartial: false, level + 1);
        }

        if (objects.Count > 0)
        {
            AddMembers(paths, path, objects, level);
        }
    }

    private void AddMembers(Dictionary<string, ShapeTypes> paths, string path, List<JsonElement> objects, int level)
    {
        var members = objects.SelectMany(value => value.EnumerateObject()).ToList();
        var prefix = path.Length == 0 ? "" : path + ".";
        if (path.Length > 0 && (IsMap(path) || members.Exists(member => !IsFieldName(member.Name))))
        {
            if (members.Count > 0)
            {
                Add(paths, prefix + "{}", [.. members.Select(member => member.Value)], isPartial: false, level + 1);
            }

            return;
        }

        foreach (var byName in members.GroupBy(member => member.Name, StringComparer.Ordinal))
        {
            Add(paths, prefix + byName.Key, [.. byName.Select(member => member.Value)], isPartial: byName.Count() < objects.Count, level + 1);
        }
    }

    private bool IsMap(string path) => _tagPaths.Contains(path) || Maps.Contains(path[(path.LastIndexOf('.') + 1)..]);

    // A field is a word; a run of digits, a dash, a slash or a colon is part of an id, a host name or a condition.
    private static bool IsFieldName(string name) => Field().IsMatch(name) && !Digits().IsMatch(name);

    private static ShapeTypes TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => ShapeTypes.String,
        JsonValueKind.Number => ShapeTypes.Number,
        JsonValueKind.True or JsonValueKind.False => ShapeTypes.Boolean,
        JsonValueKind.Array => ShapeTypes.Array,
        JsonValueKind.Object when value.TryGetProperty(Redactor.Mark, out _) => ShapeTypes.String,
        JsonValueKind.Object when value.TryGetProperty("$absent", out _) || value.TryGetProperty("$refused", out _) => ShapeTypes.Withheld,
        JsonValueKind.Object => ShapeTypes.Object,
        _ => ShapeTypes.Null,
    };

    [GeneratedRegex("^[A-Za-z_$][A-Za-z0-9_]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Field();

    [GeneratedRegex("[0-9]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
