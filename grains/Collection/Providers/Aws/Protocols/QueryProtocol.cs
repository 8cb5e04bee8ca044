using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>The protocols <c>query</c> and <c>ec2</c>: a form is sent, XML comes back.</summary>
internal sealed class QueryProtocol(bool isEc2) : IAwsProtocol
{
    // What the protocol itself says, which is no member of any answer.
    private static readonly string[] Envelope = ["requestId", "RequestId", "ResponseMetadata"];

    public AwsHttpRequest Write(AwsOperation operation, JsonObject parameters)
    {
        var form = new QueryForm(isEc2);
        form.Add("Action", operation.Name);
        form.Add("Version", operation.Service.ApiVersion);
        if (operation.Input is not null)
        {
            form.AddStructure("", parameters, operation.Input);
        }

        return new("POST", "/", [], [new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")], form.ToBytes())
        {
            HostPrefix = HostPrefixes.Expand(operation, parameters),
        };
    }

    public AwsOutput Read(AwsOperation operation, AwsHttpResponse response)
    {
        if (operation.Output is null || response.Body.IsEmpty)
        {
            return new([]);
        }

        var root = XmlText.Parse(response.Body);
        var result = isEc2 ? root : root.Child(operation.OutputWrapper ?? operation.Name + "Result") ?? root;
        return new(XmlReading.Structure(operation.Output, result, besides: Envelope));
    }
}

/// <summary>The parameters of a query, flattened to a form.</summary>
internal sealed class QueryForm(bool isEc2)
{
    private readonly StringBuilder _text = new();

    public void Add(string name, string value)
    {
        _text.Append(_text.Length == 0 ? "" : "&").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
    }

    public void AddStructure(string prefix, JsonObject value, AwsShape shape)
    {
        foreach (var (name, part) in value)
        {
            if (part is not null)
            {
                var member = shape.Find(name) ?? throw new ArgumentException($"{shape.Name} has no member {name}.");
                AddValue(Join(prefix, NameOf(member)), part, member);
            }
        }
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    private void AddValue(string name, JsonNode value, AwsMember member)
    {
        switch (member.Shape.Kind)
        {
            case AwsShapeKind.Structure:
                AddStructure(name, value.AsObject(), member.Shape);
                break;
            case AwsShapeKind.List:
                AddList(name, value.AsArray(), member);
                break;
            case AwsShapeKind.Map:
                AddMap(member.IsFlattened ? name : name + ".entry", value.AsObject(), member.Shape);
                break;
            default:
                Add(name, Scalars.TextOf(value, member, Timestamps.Iso8601));
                break;
        }
    }

    private void AddList(string name, JsonArray items, AwsMember member)
    {
        // The query protocol says that a list is empty, the ec2 protocol has no word for it.
        if (items.Count == 0 && !isEc2)
        {
            Add(name, "");
        }

        var prefix = isEc2 || member.IsFlattened ? name : $"{name}.{member.Shape.Item!.LocationName ?? "member"}";
        for (var at = 0; at < items.Count; at++)
        {
            AddValue($"{prefix}.{at + 1}", items[at]!, member.Shape.Item!);
        }
    }

    private void AddMap(string prefix, JsonObject entries, AwsShape shape)
    {
        var at = 0;
        foreach (var (key, value) in entries)
        {
            at++;
            Add($"{prefix}.{at}.{shape.Key!.LocationName ?? "key"}", key);
            AddValue($"{prefix}.{at}.{shape.Value!.LocationName ?? "value"}", value!, shape.Value!);
        }
    }

    // In the ec2 protocol a name that stands for answers is written with a capital letter in requests.
    private string NameOf(AwsMember member) => !isEc2 ? member.WireName
        : member.QueryName ?? char.ToUpperInvariant(member.WireName[0]) + member.WireName[1..];

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";
}
