using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Inventory;

/// <summary>A resource's document before and now, with their shapes.</summary>
internal sealed record DocumentPair(DocumentShape BeforeShape, DocumentShape AfterShape, JsonElement Before, JsonElement After);

/// <summary>
/// Decides on what <see cref="SchemaComparison"/> found, by the documents: a change of schema shows in resources of which
/// nothing else changed. A path that went while another came beside it with the same values was renamed, which is one change.
/// </summary>
internal static class SchemaVerdict
{
    /// <summary>
    /// Where everything about every resource moves all the time (a sensor's last check-in), nothing stands still to compare
    /// with; then so many resources, without exception, are enough.
    /// </summary>
    private const int EnoughWithoutStillness = 20;

    public static ImmutableArray<SchemaChange> Of(ImmutableArray<SchemaChange> candidates, IReadOnlyCollection<DocumentPair> pairs)
    {
        var moved = candidates.Select(change => change.Path).ToHashSet(StringComparer.Ordinal);
        var still = pairs.Where(pair => IsOtherwiseEqual(pair, moved)).ToList();
        var proven = candidates
            .Where(change => still.Count(pair => change.IsShownBy(pair.BeforeShape, pair.AfterShape)) >= change.Needed
                || (change.IsUniversal && change.Bearers >= EnoughWithoutStillness))
            .ToList();
        return [.. JoinRenamed(proven, pairs)];
    }

    private static List<SchemaChange> JoinRenamed(List<SchemaChange> changes, IReadOnlyCollection<DocumentPair> pairs)
    {
        var appeared = changes.Where(change => change.Kind == SchemaChangeKind.Appeared).ToList();
        var all = new List<SchemaChange>();
        foreach (var change in changes.Where(change => change.Kind != SchemaChangeKind.Appeared))
        {
            var other = change.Kind == SchemaChangeKind.Disappeared ? appeared.Find(one => IsRenaming(change, one, pairs)) : null;
            if (other is null)
            {
                all.Add(change);
            }
            else
            {
                appeared.Remove(other);
                all.Add(change with { Kind = SchemaChangeKind.Renamed, RenamedTo = other.Path, After = other.After });
            }
        }

        return [.. all.Concat(appeared).OrderBy(change => change.Path, StringComparer.Ordinal)];
    }

    private static bool IsRenaming(SchemaChange gone, SchemaChange come, IReadOnlyCollection<DocumentPair> pairs)
    {
        if (ShapePath.ParentOf(gone.Path) != ShapePath.ParentOf(come.Path) || (gone.Before & come.After & ShapeTypes.Filled) == 0)
        {
            return false;
        }

        var showing = pairs.Where(pair =>
            gone.IsShownBy(pair.BeforeShape, pair.AfterShape) && come.IsShownBy(pair.BeforeShape, pair.AfterShape)).ToList();
        var same = showing.Count(pair => ShapePath.ValuesAt(pair.Before, gone.Path)
            .SequenceEqual(ShapePath.ValuesAt(pair.After, come.Path), EqualJson.Instance));
        return same > 0 && same * 2 >= showing.Count;
    }

    private static bool IsOtherwiseEqual(DocumentPair pair, HashSet<string> moved) =>
        IsOtherwiseEqual(pair.Before, pair.After, "", moved, path => pair.BeforeShape.IsMap(path) || pair.AfterShape.IsMap(path));

    private static bool IsOtherwiseEqual(JsonElement before, JsonElement after, string path, HashSet<string> moved, Func<string, bool> isMap)
    {
        if (before.ValueKind != after.ValueKind || before.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return JsonElement.DeepEquals(before, after);
        }

        if (before.ValueKind == JsonValueKind.Array)
        {
            var below = path + ColumnPath.Each;
            return moved.Contains(below) || (before.GetArrayLength() == after.GetArrayLength()
                && before.EnumerateArray().Zip(after.EnumerateArray()).All(both => IsOtherwiseEqual(both.First, both.Second, below, moved, isMap)));
        }

        var isData = path.Length > 0 && isMap(path);
        var prefix = path.Length == 0 ? "" : path + ".";
        var left = Members(before);
        var right = Members(after);
        return left.Count == right.Count && left.All(member =>
            right.TryGetValue(member.Key, out var value) && IsOtherwiseEqual(member.Value, value, PathOf(member.Key), moved, isMap));

        string PathOf(string name) => prefix + (isData ? ShapePath.AnyKey : name);

        Dictionary<string, JsonElement> Members(JsonElement value) => value.EnumerateObject()
            .Where(member => !moved.Contains(PathOf(member.Name)))
            .DistinctBy(member => member.Name)
            .ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
    }

    private sealed class EqualJson : IEqualityComparer<JsonElement>
    {
        public static readonly EqualJson Instance = new();

        public bool Equals(JsonElement one, JsonElement other) => JsonElement.DeepEquals(one, other);

        public int GetHashCode(JsonElement value) => (int)value.ValueKind;
    }
}
