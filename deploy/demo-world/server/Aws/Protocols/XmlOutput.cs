using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using Raposa.DemoWorld.Aws.Models;

namespace Raposa.DemoWorld.Aws.Protocols;

/// <summary>
/// Writes documents as the three XML protocols do. A member that the model does not know is an error of the estate, not
/// something to leave out in silence.
/// </summary>
internal sealed class XmlOutput(ServiceModel service)
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false };

    /// <summary>The body of an answer of the query and ec2 protocols.</summary>
    public byte[] Response(Operation operation, JsonObject output, string requestId) => Write(xml =>
    {
        var space = service.XmlNamespace ?? "";
        xml.WriteStartElement($"{operation.Name}Response", space);
        if (service.Protocol == "ec2")
        {
            xml.WriteElementString("requestId", space, requestId);
            Members(xml, operation.Output, output, space);
            xml.WriteEndElement();
            return;
        }

        if (operation.ResultWrapper is { } wrapper)
        {
            xml.WriteStartElement(wrapper, space);
            Members(xml, operation.Output, output, space);
            xml.WriteEndElement();
        }

        xml.WriteStartElement("ResponseMetadata", space);
        xml.WriteElementString("RequestId", space, requestId);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    /// <summary>The body of an answer of rest-xml: the members that stand neither in a header nor alone in the body.</summary>
    public byte[] Body(string root, Shape shape, JsonObject output, string space) => Write(xml =>
    {
        xml.WriteStartElement(root, space);
        Members(xml, shape, output, space);
        xml.WriteEndElement();
    });

    /// <summary>The one answer of S3 whose root holds the value itself.</summary>
    public static byte[] Location(string? constraint) => Write(xml =>
    {
        xml.WriteStartElement("LocationConstraint", S3Namespace);
        xml.WriteString(constraint ?? "");
        xml.WriteEndElement();
    });

    public const string S3Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public static byte[] Write(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartDocument();
            write(xml);
        }

        return bytes.ToArray();
    }

    private void Members(XmlWriter xml, Shape? shape, JsonObject value, string space)
    {
        if (shape is null)
        {
            return;
        }

        // In the model's order: attributes come first there too, and readers of the real thing see one order.
        foreach (var name in value.Select(one => one.Key).Where(name => !shape.Members.ContainsKey(name)))
        {
            throw new InvalidOperationException($"{service.Name}: {shape.Name} has no member {name}.");
        }

        foreach (var (name, member) in shape.Members.Where(one => one.Value.Location is null && !one.Value.IsAttribute))
        {
            if (value[name] is { } node)
            {
                Element(xml, member.WireName ?? name, member, node, space);
            }
        }
    }

    private void Element(XmlWriter xml, string name, Member member, JsonNode value, string space)
    {
        var shape = service[member];
        switch (shape.Type)
        {
            case ShapeType.List when shape.IsFlattened || member.IsFlattened:
                foreach (var item in value.AsArray())
                {
                    Element(xml, shape.Element!.WireName ?? name, shape.Element, item!, space);
                }

                break;
            case ShapeType.List:
                xml.WriteStartElement(name, space);
                foreach (var item in value.AsArray())
                {
                    Element(xml, shape.Element!.WireName ?? "member", shape.Element, item!, space);
                }

                xml.WriteEndElement();
                break;
            case ShapeType.Map:
                Map(xml, name, shape, value.AsObject(), shape.IsFlattened || member.IsFlattened, space);
                break;
            case ShapeType.Structure:
                xml.WriteStartElement(name, space);
                Attributes(xml, shape, value.AsObject());
                Members(xml, shape, value.AsObject(), space);
                xml.WriteEndElement();
                break;
            default:
                xml.WriteElementString(name, space, Scalar(shape, member, value));
                break;
        }
    }

    private void Map(XmlWriter xml, string name, Shape shape, JsonObject map, bool isFlattened, string space)
    {
        if (!isFlattened)
        {
            xml.WriteStartElement(name, space);
        }

        foreach (var (key, value) in map)
        {
            xml.WriteStartElement(isFlattened ? name : "entry", space);
            xml.WriteElementString(shape.Key!.WireName ?? "key", space, key);
            Element(xml, shape.Value!.WireName ?? "value", shape.Value, value!, space);
            xml.WriteEndElement();
        }

        if (!isFlattened)
        {
            xml.WriteEndElement();
        }
    }

    private static void Attributes(XmlWriter xml, Shape shape, JsonObject value)
    {
        foreach (var (name, member) in shape.Members.Where(one => one.Value.IsAttribute))
        {
            if (value[name] is { } node && member.WireName!.Split(':') is [var prefix, var local] && shape.Namespace is { } space)
            {
                xml.WriteAttributeString(prefix, local, space.Uri, WireText.Scalar(node));
            }
        }
    }

    // IAM's policies are documents to the caller and URL-encoded text on the wire.
    private static string Scalar(Shape shape, Member member, JsonNode value) => shape.Type != ShapeType.Timestamp
        ? value is JsonObject policy ? Uri.EscapeDataString(policy.ToJsonString()) : WireText.Scalar(value)
        : (member.TimestampFormat ?? shape.TimestampFormat) switch
        {
            "rfc822" => WireText.Rfc822(WireText.Time(value)),
            "unixTimestamp" => WireText.Unix(WireText.Time(value)).ToJsonString(),
            _ => WireText.Iso(WireText.Time(value)),
        };
}
