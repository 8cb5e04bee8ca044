using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Collection;

/// <summary>A type of AWS's models: what a value is called and how it is written on the wire.</summary>
internal sealed class AwsShape
{
    private readonly FrozenDictionary<string, AwsMember> _byName;

    public AwsShape(string name, JsonElement definition, Func<string, AwsShape> shapes)
    {
        Name = name;
        Kind = KindOf(definition.GetProperty("type").GetString()!);
        IsDocument = definition.TryGetProperty("document", out var document) && document.GetBoolean();
        Payload = AwsMember.TextOf(definition, "payload");
        LocationName = AwsMember.TextOf(definition, "locationName");
        TimestampFormat = AwsMember.TextOf(definition, "timestampFormat");
        IsFlattened = definition.TryGetProperty("flattened", out var flattened) && flattened.GetBoolean();
        XmlNamespace = XmlNamespace.Of(definition);
        Members = definition.TryGetProperty("members", out var members)
            ? [.. members.EnumerateObject().Select(member => new AwsMember(member.Name, member.Value, shapes))]
            : [];
        _byName = Members.ToFrozenDictionary(member => member.Name);
        Required = definition.TryGetProperty("required", out var required)
            ? [.. required.EnumerateArray().Select(member => member.GetString()!)]
            : [];
        Item = PartOf("member");
        Key = PartOf("key");
        Value = PartOf("value");

        AwsMember? PartOf(string part) =>
            definition.TryGetProperty(part, out var reference) ? new AwsMember(part, reference, shapes) : null;
    }

    public string Name { get; }

    public AwsShapeKind Kind { get; }

    /// <summary>Free JSON, passed on as it is.</summary>
    public bool IsDocument { get; }

    /// <summary>Of a structure: the member that is the whole body.</summary>
    public string? Payload { get; }

    /// <summary>Of a structure: what its element is called where it is the root of a body.</summary>
    public string? LocationName { get; }

    public string? TimestampFormat { get; }

    public bool IsFlattened { get; }

    public XmlNamespace? XmlNamespace { get; }

    /// <summary>Of a structure, in the model's order.</summary>
    public ImmutableArray<AwsMember> Members { get; }

    public ImmutableArray<string> Required { get; }

    /// <summary>Of a list.</summary>
    public AwsMember? Item { get; }

    /// <summary>Of a map.</summary>
    public AwsMember? Key { get; }

    /// <summary>Of a map.</summary>
    public AwsMember? Value { get; }

    public AwsMember? Find(string member) => _byName.GetValueOrDefault(member);

    private static AwsShapeKind KindOf(string type) => type switch
    {
        "structure" => AwsShapeKind.Structure,
        "list" => AwsShapeKind.List,
        "map" => AwsShapeKind.Map,
        "boolean" => AwsShapeKind.Boolean,
        "integer" or "long" or "short" or "byte" or "bigInteger" => AwsShapeKind.Integer,
        "float" or "double" or "bigDecimal" => AwsShapeKind.Number,
        "timestamp" => AwsShapeKind.Timestamp,
        "blob" => AwsShapeKind.Blob,
        _ => AwsShapeKind.Text,
    };
}

internal enum AwsShapeKind
{
    Structure,
    List,
    Map,
    Text,
    Boolean,
    Integer,
    Number,
    Timestamp,
    Blob,
}

/// <summary>A namespace that an element declares.</summary>
internal sealed record XmlNamespace(string Uri, string? Prefix)
{
    public static XmlNamespace? Of(JsonElement definition) =>
        !definition.TryGetProperty("xmlNamespace", out var declared) ? null
        : declared.ValueKind == JsonValueKind.String ? new(declared.GetString()!, null)
        : new(declared.GetProperty("uri").GetString()!, AwsMember.TextOf(declared, "prefix"));
}
