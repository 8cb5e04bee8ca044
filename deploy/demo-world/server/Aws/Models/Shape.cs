using System.Text.Json;

namespace Raposa.DemoWorld.Aws.Models;

/// <summary>One shape of a service's model: how a value of it stands on the wire.</summary>
internal sealed class Shape
{
    public required string Name { get; init; }

    public required ShapeType Type { get; init; }

    /// <summary>In the order of the model; empty unless it is a structure.</summary>
    public required IReadOnlyDictionary<string, Member> Members { get; init; }

    /// <summary>Of a list.</summary>
    public Member? Element { get; init; }

    /// <summary>Of a map.</summary>
    public Member? Key { get; init; }

    /// <summary>Of a map.</summary>
    public Member? Value { get; init; }

    /// <summary>The member that is the whole body.</summary>
    public string? Payload { get; init; }

    public bool IsFlattened { get; init; }

    public string? TimestampFormat { get; init; }

    /// <summary>A namespace with a prefix that an element of it declares, as S3's grantees do.</summary>
    public (string Prefix, string Uri)? Namespace { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];

    public long? Least { get; init; }

    public long? Most { get; init; }

    public static Shape Read(string name, JsonElement json) => new()
    {
        Name = name,
        Type = TypeOf(json.GetProperty("type").GetString()!),
        Members = json.TryGetProperty("members", out var members)
            ? new OrderedDictionary<string, Member>(members.EnumerateObject().Select(one => KeyValuePair.Create(one.Name, Member.Read(one.Value))))
            : [],
        Element = MemberAt(json, "member"),
        Key = MemberAt(json, "key"),
        Value = MemberAt(json, "value"),
        Payload = Text(json, "payload"),
        IsFlattened = json.TryGetProperty("flattened", out var flattened) && flattened.GetBoolean(),
        TimestampFormat = Text(json, "timestampFormat"),
        Namespace = json.TryGetProperty("xmlNamespace", out var space) && space.ValueKind == JsonValueKind.Object && space.TryGetProperty("prefix", out var prefix)
            ? (prefix.GetString()!, space.GetProperty("uri").GetString()!)
            : null,
        Required = json.TryGetProperty("required", out var required) ? [.. required.EnumerateArray().Select(one => one.GetString()!)] : [],
        Least = Number(json, "min"),
        Most = Number(json, "max"),
    };

    private static Member? MemberAt(JsonElement json, string name) => json.TryGetProperty(name, out var member) ? Member.Read(member) : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static long? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var number) && number.TryGetInt64(out var value) ? value : null;

    private static ShapeType TypeOf(string name) => name switch
    {
        "structure" => ShapeType.Structure,
        "list" => ShapeType.List,
        "map" => ShapeType.Map,
        "string" or "character" => ShapeType.String,
        "integer" or "long" or "short" or "byte" or "bigInteger" => ShapeType.Integer,
        "double" or "float" or "bigDecimal" => ShapeType.Number,
        "boolean" => ShapeType.Boolean,
        "timestamp" => ShapeType.Timestamp,
        "blob" => ShapeType.Blob,
        _ => throw new FormatException($"'{name}' is no type of a shape."),
    };
}

internal enum ShapeType
{
    Structure,
    List,
    Map,
    String,
    Integer,
    Number,
    Boolean,
    Timestamp,
    Blob,
}

/// <summary>A reference to a shape, and where on the wire it stands.</summary>
/// <param name="Shape">Name of the shape.</param>
/// <param name="WireName">What it is called there, if otherwise than in the model.</param>
/// <param name="Location">Null for the body; else <c>uri</c>, <c>querystring</c>, <c>header</c>, <c>headers</c>, <c>statusCode</c>.</param>
internal sealed record Member(string Shape, string? WireName, string? QueryName, string? Location, bool IsFlattened, bool IsAttribute, string? TimestampFormat)
{
    public static Member Read(JsonElement json)
    {
        string? Text(string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;
        bool Flag(string name) => json.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;
        return new(
            Text("shape")!, Text("locationName"), Text("queryName"), Text("location"), Flag("flattened"), Flag("xmlAttribute"),
            Text("timestampFormat"));
    }
}
