using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Raposa.Collection;

/// <summary>Bodies of XML, for the protocols <c>ec2</c>, <c>query</c> and <c>rest-xml</c>.</summary>
internal static class XmlReading
{
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Members by their names in the model; what the model does not know stays under its name on the wire.</summary>
    /// <param name="shape">A structure.</param>
    /// <param name="element">What holds the members.</param>
    /// <param name="besides">Children that are no members.</param>
    public static JsonObject Structure(AwsShape shape, XElement element, params ReadOnlySpan<string> besides)
    {
        var children = element.Elements().ToLookup(child => child.Name.LocalName);
        var read = new JsonObject();
        var known = new HashSet<string>([.. besides], StringComparer.Ordinal);
        foreach (var member in shape.Members.Where(member => member.Location is null))
        {
            var name = ElementNameOf(member, children);
            known.Add(name);
            if (member.IsXmlAttribute)
            {
                if (AttributeOf(member, element) is { } attribute)
                {
                    read[member.Name] = attribute.Value;
                }
            }
            else if (children.Contains(name))
            {
                read[member.Name] = Member(member, [.. children[name]]);
            }
        }

        foreach (var unknown in children.Where(child => !known.Contains(child.Key) && !read.ContainsKey(child.Key)))
        {
            read[unknown.Key] = Unknown([.. unknown]);
        }

        return read;
    }

    // Of a flattened list the elements are called as the list, or, in older models, as the item.
    private static string ElementNameOf(AwsMember member, ILookup<string, XElement> children) =>
        member.Shape.Kind == AwsShapeKind.List && member.IsFlattened && !children.Contains(member.WireName)
            ? member.Shape.Item!.LocationName ?? member.WireName
            : member.WireName;

    private static XAttribute? AttributeOf(AwsMember member, XElement element)
    {
        var name = member.WireName[(member.WireName.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name);
    }

    private static JsonNode Member(AwsMember member, List<XElement> elements) => member.Shape.Kind switch
    {
        AwsShapeKind.List => Items(member, elements),
        AwsShapeKind.Map => Entries(member, elements),
        _ when elements.Count > 1 => new JsonArray([.. elements.Select(element => Value(member.Shape, element))]),
        _ => Value(member.Shape, elements[0]),
    };

    private static JsonNode Value(AwsShape shape, XElement element) => shape.Kind switch
    {
        AwsShapeKind.Structure when element.HasElements || string.IsNullOrWhiteSpace(element.Value) => Structure(shape, element),
        AwsShapeKind.Structure => JsonValue.Create(element.Value),
        AwsShapeKind.List => Items(shape, [.. element.Elements()]),
        AwsShapeKind.Map => Entries(shape, [.. element.Elements()]),
        _ when element.HasElements => Unknown([element]),
        _ => Scalars.FromText(element.Value, shape.Kind),
    };

    private static JsonArray Items(AwsMember member, List<XElement> elements) =>
        Items(member.Shape, member.IsFlattened ? elements : [.. elements.Elements()]);

    private static JsonArray Items(AwsShape list, List<XElement> items) =>
        new([.. items.Select(item => Value(list.Item!.Shape, item))]);

    private static JsonObject Entries(AwsMember member, List<XElement> elements) =>
        Entries(member.Shape, member.IsFlattened ? elements : [.. elements.Elements()]);

    private static JsonObject Entries(AwsShape map, List<XElement> entries)
    {
        var read = new JsonObject();
        foreach (var entry in entries)
        {
            if (entry.Child(map.Key!.LocationName ?? "key") is { } key)
            {
                read[key.Value] = entry.Child(map.Value!.LocationName ?? "value") is { } value ? Value(map.Value.Shape, value) : null;
            }
        }

        return read;
    }

    // Without a model, XML does not say what is a list: what repeats is one, and what holds only "item" or "member".
    private static JsonNode Unknown(List<XElement> elements) => elements.Count > 1
        ? new JsonArray([.. elements.Select(Unknown)])
        : Unknown(elements[0]);

    private static JsonNode Unknown(XElement element)
    {
        var attributes = element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.Namespace != Instance).ToList();
        if (!element.HasElements)
        {
            return attributes.Count == 0
                ? JsonValue.Create(element.Value)
                : new JsonObject([.. attributes.Select(Pair), new("", JsonValue.Create(element.Value))]);
        }

        if (element.Elements().All(child => child.Name.LocalName is "item" or "member"))
        {
            return new JsonArray([.. element.Elements().Select(Unknown)]);
        }

        var children = element.Elements().GroupBy(child => child.Name.LocalName)
            .Select(group => new KeyValuePair<string, JsonNode?>(group.Key, Unknown([.. group])));
        return new JsonObject([.. attributes.Select(Pair), .. children]);
    }

    private static KeyValuePair<string, JsonNode?> Pair(XAttribute attribute) => new($"@{attribute.Name.LocalName}", attribute.Value);
}
