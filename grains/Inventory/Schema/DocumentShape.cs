using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Raposa.Inventory;

/// <summary>What stands at a path of a document. Stored by number: append, never renumber.</summary>
[Flags]
internal enum ShapeTypes
{
    None = 0,
    String = 1,
    Number = 2,
    Boolean = 4,
    Object = 8,
    Array = 16,
    Null = 32,

    /// <summary>Some of the objects around it do not have it.</summary>
    Absent = 64,

    /// <summary>The vendor was asked and said that it is not configured, or refused: nothing follows for what is below.</summary>
    Withheld = 128,

    /// <summary>A value, of whatever type.</summary>
    Filled = String | Number | Boolean | Object | Array,
}

/// <summary>
/// The paths of a document with the types that stand there, without its values: <c>Tags[].Key</c>, and <c>{}</c> for each
/// key of a map. Most documents of a source share a few shapes.
/// </summary>
internal sealed class DocumentShape
{
    public DocumentShape(IEnumerable<KeyValuePair<string, ShapeTypes>> paths)
    {
        Paths = paths.ToImmutableSortedDictionary(StringComparer.Ordinal);
        var text = string.Join('\n', Paths.Select(path => string.Create(CultureInfo.InvariantCulture, $"{path.Key} {(int)path.Value}")));
        Id = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The first 64 bits of the SHA-256 of its paths.</summary>
    public long Id { get; }

    public ImmutableSortedDictionary<string, ShapeTypes> Paths { get; }

    public static DocumentShape Parse(string json) => new(
        JsonSerializer.Deserialize<Dictionary<string, int>>(json)!.Select(path => KeyValuePair.Create(path.Key, (ShapeTypes)path.Value)));

    public ShapeTypes At(string path) => Paths.GetValueOrDefault(path);

    public bool IsFilled(string path) => (At(path) & ShapeTypes.Filled) != 0;

    /// <summary>Null, and nowhere in the document filled.</summary>
    public bool IsNull(string path) => (At(path) & (ShapeTypes.Null | ShapeTypes.Filled)) == ShapeTypes.Null;

    /// <summary>Filled or null.</summary>
    public bool Has(string path) => (At(path) & (ShapeTypes.Null | ShapeTypes.Filled)) != 0;

    /// <summary>Not there, although what would be around it is. What is around may be missing or withheld: then nothing follows.</summary>
    public bool Lacks(string path)
    {
        var parent = ShapePath.ParentOf(path);
        return At(path) == ShapeTypes.None && (parent.Length == 0 || (At(parent) & ShapeTypes.Object) != 0);
    }

    /// <summary>Some of the elements around it have it and some do not.</summary>
    public bool IsPartly(string path) => (At(path) & ShapeTypes.Absent) != 0;

    /// <summary>Whether the keys at that path are data.</summary>
    public bool IsMap(string path) => Paths.ContainsKey($"{path}.{ShapePath.AnyKey}");

    /// <summary>A JSON object, path by path.</summary>
    public string ToJson() => JsonSerializer.Serialize(Paths.ToDictionary(path => path.Key, path => (int)path.Value));
}
