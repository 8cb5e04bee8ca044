using System.Text.Json.Nodes;
using Raposa.DemoWorld.Aws.Models;

namespace Raposa.DemoWorld.Aws.Protocols;

/// <summary>
/// Writes documents as the JSON protocols do: times as numbers, members by their wire names. A member that the model does
/// not know is an error of the estate.
/// </summary>
internal sealed class JsonOutput(ServiceModel service)
{
    public JsonObject Body(Shape shape, JsonObject output)
    {
        var body = new JsonObject();
        foreach (var (name, value) in output)
        {
            var member = shape.Members.GetValueOrDefault(name)
                ?? throw new InvalidOperationException($"{service.Name}: {shape.Name} has no member {name}.");
            if (member.Location is null)
            {
                body[service.Protocol == "rest-json" ? member.WireName ?? name : name] = Value(member, value);
            }
        }

        return body;
    }

    private JsonNode? Value(Member member, JsonNode? value)
    {
        if (value is null)
        {
            return null;
        }

        var shape = service[member];
        return shape.Type switch
        {
            ShapeType.Structure => Body(shape, value.AsObject()),
            ShapeType.List => new JsonArray([.. value.AsArray().Select(item => Value(shape.Element!, item))]),
            ShapeType.Map => new JsonObject(value.AsObject().Select(one => KeyValuePair.Create(one.Key, Value(shape.Value!, one.Value)))),
            ShapeType.Timestamp => (member.TimestampFormat ?? shape.TimestampFormat) switch
            {
                "iso8601" => WireText.Iso(WireText.Time(value)),
                "rfc822" => WireText.Rfc822(WireText.Time(value)),
                _ => WireText.Unix(WireText.Time(value)),
            },
            _ => value.DeepClone(),
        };
    }
}
