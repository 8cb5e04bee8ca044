using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using Raposa.DemoWorld.Aws.Models;

namespace Raposa.DemoWorld.Aws.Protocols;

/// <summary>Reads the form of the query and ec2 protocols into parameters as the CLI takes them.</summary>
internal sealed class FormInput(ServiceModel service, IReadOnlyDictionary<string, StringValues> form)
{
    public JsonObject Read(Operation operation) => operation.Input is { } shape ? Structure(shape, "") : [];

    private JsonObject Structure(Shape shape, string prefix)
    {
        var value = new JsonObject();
        foreach (var (name, member) in shape.Members)
        {
            if (Value(member, prefix + NameOf(name, member)) is { } node)
            {
                value[name] = node;
            }
        }

        return value;
    }

    private string NameOf(string name, Member member) => service.Protocol == "ec2"
        ? member.QueryName ?? (member.WireName is { } wire ? char.ToUpperInvariant(wire[0]) + wire[1..] : name)
        : member.WireName ?? name;

    private JsonNode? Value(Member member, string path)
    {
        var shape = service[member];
        switch (shape.Type)
        {
            case ShapeType.Structure:
                return Holds(path) ? Structure(shape, path + ".") : null;
            case ShapeType.List:
                return List(member, shape, path);
            case ShapeType.Map:
                return null;
            default:
                return form.TryGetValue(path, out var text) ? RequestText.Scalar(shape, text.ToString(), path) : null;
        }
    }

    private JsonArray? List(Member member, Shape shape, string path)
    {
        var items = service.Protocol == "ec2" || shape.IsFlattened || member.IsFlattened
            ? path
            : $"{path}.{shape.Element!.WireName ?? "member"}";
        var list = new JsonArray();
        for (var index = 1; Holds(Numbered(items, index)); index++)
        {
            list.Add(Value(shape.Element!, Numbered(items, index)));
        }

        return list.Count > 0 ? list : null;
    }

    private static string Numbered(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}.{index}");

    private bool Holds(string path) =>
        form.ContainsKey(path) || form.Keys.Any(key => key.Length > path.Length && key[path.Length] == '.' && key.StartsWith(path, StringComparison.Ordinal));
}
