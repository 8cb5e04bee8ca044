using System.Text.Json;

namespace Raposa.Collection;

/// <summary>A use of a shape: a member of a structure, the item of a list, the key or value of a map.</summary>
internal sealed class AwsMember(string name, JsonElement reference, Func<string, AwsShape> shapes)
{
    private readonly string _shape = reference.GetProperty("shape").GetString()!;
    private readonly bool? _isFlattened = FlagOf(reference, "flattened");
    private readonly string? _timestampFormat = TextOf(reference, "timestampFormat");
    private readonly XmlNamespace? _xmlNamespace = XmlNamespace.Of(reference);
    private AwsShape? _resolved;

    /// <summary>As the CLI prints it.</summary>
    public string Name { get; } = name;

    // Resolved on first use: shapes may contain themselves.
    public AwsShape Shape => _resolved ??= shapes(_shape);

    /// <summary><c>header</c>, <c>headers</c>, <c>uri</c>, <c>querystring</c>, <c>statusCode</c>; null for the body.</summary>
    public string? Location { get; } = TextOf(reference, "location");

    /// <summary>The name on the wire where it is not <see cref="Name"/>.</summary>
    public string? LocationName { get; } = TextOf(reference, "locationName");

    /// <summary>The name in a request of the ec2 protocol, before <see cref="LocationName"/>.</summary>
    public string? QueryName { get; } = TextOf(reference, "queryName");

    public string WireName => LocationName ?? Name;

    public bool IsFlattened => _isFlattened ?? Shape.IsFlattened;

    public bool IsXmlAttribute { get; } = FlagOf(reference, "xmlAttribute") ?? false;

    /// <summary>Its value is a part of the host's name.</summary>
    public bool IsHostLabel { get; } = FlagOf(reference, "hostLabel") ?? false;

    /// <summary>JSON in a header, as base64.</summary>
    public bool IsJsonValue { get; } = FlagOf(reference, "jsonvalue") ?? false;

    public string? TimestampFormat => _timestampFormat ?? Shape.TimestampFormat;

    public XmlNamespace? XmlNamespace => _xmlNamespace ?? Shape.XmlNamespace;

    internal static string? TextOf(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) ? value.GetString() : null;

    private static bool? FlagOf(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) ? value.GetBoolean() : null;
}
