using System.Text;
using System.Text.Json.Nodes;
using System.Xml;

namespace Raposa.Collection;

/// <summary>Bodies of requests in the protocol <c>rest-xml</c>.</summary>
internal static class XmlWriting
{
    public static byte[] Structure(string root, JsonObject value, AwsShape shape, XmlNamespace? declared)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new() { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment }))
        {
            WriteStructure(writer, root, value, shape, declared);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void WriteStructure(XmlWriter writer, string name, JsonObject value, AwsShape shape, XmlNamespace? declared)
    {
        Begin(writer, name, declared);
        var members = value.Where(part => part.Value is not null)
            .Select(part => (Member: shape.Find(part.Key) ?? throw new ArgumentException($"{shape.Name} has no member {part.Key}."), Value: part.Value!))
            .ToList();
        foreach (var (member, part) in members.Where(part => part.Member.IsXmlAttribute))
        {
            WriteAttribute(writer, member.WireName, Scalars.TextOf(part), declared);
        }

        foreach (var (member, part) in members.Where(part => !part.Member.IsXmlAttribute && part.Member.Location is null))
        {
            WriteMember(writer, member.WireName, part, member);
        }

        writer.WriteEndElement();
    }

    private static void WriteMember(XmlWriter writer, string name, JsonNode value, AwsMember member)
    {
        switch (member.Shape.Kind)
        {
            case AwsShapeKind.Structure:
                WriteStructure(writer, name, value.AsObject(), member.Shape, member.XmlNamespace);
                break;
            case AwsShapeKind.List:
                WriteItems(writer, name, value.AsArray(), member);
                break;
            case AwsShapeKind.Map:
                WriteEntries(writer, name, value.AsObject(), member);
                break;
            default:
                Begin(writer, name, member.XmlNamespace);
                writer.WriteString(Scalars.TextOf(value, member, Timestamps.Iso8601));
                writer.WriteEndElement();
                break;
        }
    }

    private static void WriteItems(XmlWriter writer, string name, JsonArray items, AwsMember member)
    {
        var item = member.Shape.Item!;
        if (!member.IsFlattened)
        {
            Begin(writer, name, member.XmlNamespace);
        }

        foreach (var value in items)
        {
            WriteMember(writer, member.IsFlattened ? name : item.LocationName ?? "member", value!, item);
        }

        if (!member.IsFlattened)
        {
            writer.WriteEndElement();
        }
    }

    private static void WriteEntries(XmlWriter writer, string name, JsonObject entries, AwsMember member)
    {
        if (!member.IsFlattened)
        {
            Begin(writer, name, member.XmlNamespace);
        }

        foreach (var (key, value) in entries)
        {
            Begin(writer, member.IsFlattened ? name : "entry", member.IsFlattened ? member.XmlNamespace : null);
            WriteMember(writer, member.Shape.Key!.LocationName ?? "key", key, member.Shape.Key);
            WriteMember(writer, member.Shape.Value!.LocationName ?? "value", value!, member.Shape.Value);
            writer.WriteEndElement();
        }

        if (!member.IsFlattened)
        {
            writer.WriteEndElement();
        }
    }

    // Names stay as the model spells them: a namespace is a declaration here, not a part of the names.
    private static void Begin(XmlWriter writer, string name, XmlNamespace? declared)
    {
        if (declared is { Prefix: null })
        {
            writer.WriteStartElement(null, name, declared.Uri);
            return;
        }

        writer.WriteStartElement(name);
        if (declared is { Prefix: { } prefix })
        {
            writer.WriteAttributeString("xmlns", prefix, null, declared.Uri);
        }
    }

    private static void WriteAttribute(XmlWriter writer, string name, string value, XmlNamespace? declared)
    {
        if (name.Split(':') is [var prefix, var local] && declared is not null)
        {
            writer.WriteAttributeString(prefix, local, declared.Uri, value);
        }
        else
        {
            writer.WriteAttributeString(name, value);
        }
    }
}
