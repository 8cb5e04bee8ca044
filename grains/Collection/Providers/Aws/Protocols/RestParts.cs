using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Raposa.Collection;

/// <summary>Where the parameters of a REST operation go besides the body.</summary>
internal static partial class RestParts
{
    /// <exception cref="ArgumentException">A label has no value.</exception>
    public static string Path(string template, AwsOperation operation, JsonObject parameters) =>
        Label().Replace(template, label =>
        {
            var name = label.Groups["name"].Value;
            var member = operation.Input?.Members.FirstOrDefault(part => part.Location == "uri" && part.WireName == name);
            var text = member is not null && parameters[member.Name] is { } value
                ? Scalars.TextOf(value, member, Timestamps.Iso8601)
                : "";
            if (text.Length == 0)
            {
                throw new ArgumentException($"{operation} needs the parameter {member?.Name ?? name}: it is a part of the path.");
            }

            return label.Groups["greedy"].Success
                ? string.Join('/', text.Split('/').Select(Uri.EscapeDataString))
                : Uri.EscapeDataString(text);
        });

    /// <summary>What the template itself has after its question mark: <c>list-type=2</c>, <c>acl</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> ConstantQuery(string? template) =>
        (template ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2) is [var name, var value]
            ? new KeyValuePair<string, string?>(Uri.UnescapeDataString(name), Uri.UnescapeDataString(value))
            : new(Uri.UnescapeDataString(pair), null));

    public static IEnumerable<KeyValuePair<string, string?>> Query(AwsOperation operation, JsonObject parameters)
    {
        var given = Given(operation, parameters, "querystring").ToList();
        var named = given.Where(part => part.Member.Shape.Kind != AwsShapeKind.Map).Select(part => part.Member.WireName).ToHashSet();
        foreach (var (member, value) in given)
        {
            if (member.Shape.Kind == AwsShapeKind.Map)
            {
                // A map names parameters itself, but never takes the place of one that has a member.
                foreach (var (name, part) in value.AsObject().Where(entry => !named.Contains(entry.Key)))
                {
                    foreach (var text in Texts(part!, member.Shape.Value!))
                    {
                        yield return new(name, text);
                    }
                }
            }
            else
            {
                foreach (var text in Texts(value, member))
                {
                    yield return new(member.WireName, text);
                }
            }
        }
    }

    public static List<KeyValuePair<string, string>> Headers(AwsOperation operation, JsonObject parameters)
    {
        List<KeyValuePair<string, string>> headers = [];
        foreach (var (member, value) in Given(operation, parameters, "header"))
        {
            headers.Add(new(member.WireName, HeaderOf(member, value)));
        }

        foreach (var (member, value) in Given(operation, parameters, "headers"))
        {
            headers.AddRange(value.AsObject().Where(entry => entry.Value is not null)
                .Select(entry => new KeyValuePair<string, string>(member.WireName + entry.Key, Scalars.TextOf(entry.Value!))));
        }

        return headers;
    }

    private static IEnumerable<string> Texts(JsonNode value, AwsMember member) => value is JsonArray list
        ? list.Where(item => item is not null).Select(item => Scalars.TextOf(item!, member.Shape.Item!, Timestamps.Iso8601))
        : [Scalars.TextOf(value, member, Timestamps.Iso8601)];

    private static string HeaderOf(AwsMember member, JsonNode value) => value switch
    {
        JsonArray list => string.Join(", ", list.Where(item => item is not null)
            .Select(item => Quoted(Scalars.TextOf(item!, member.Shape.Item!, Timestamps.Rfc822), member.Shape.Item!))),
        _ when member.IsJsonValue => Convert.ToBase64String(Encoding.UTF8.GetBytes(Scalars.TextOf(value))),
        _ => Scalars.TextOf(value, member, Timestamps.Rfc822),
    };

    private static string Quoted(string text, AwsMember item) =>
        item.Shape.Kind == AwsShapeKind.Text && text.AsSpan().IndexOfAny(',', '"') >= 0
            ? $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : text;

    private static IEnumerable<(AwsMember Member, JsonNode Value)> Given(AwsOperation operation, JsonObject parameters, string location)
    {
        foreach (var (name, value) in parameters)
        {
            var member = operation.Input?.Find(name) ?? throw new ArgumentException($"{operation} has no parameter {name}.");
            if (member.Location == location && value is not null)
            {
                yield return (member, value);
            }
        }
    }

    [GeneratedRegex(@"\{(?<name>[^}+]+)(?<greedy>\+)?\}")]
    private static partial Regex Label();
}
