using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>The members of a REST answer that are not in its body: headers and the status.</summary>
internal static class RestHeaders
{
    public static JsonObject Read(AwsShape shape, AwsHttpResponse response)
    {
        var read = new JsonObject();
        foreach (var member in shape.Members)
        {
            switch (member.Location)
            {
                case "statusCode":
                    read[member.Name] = response.Status;
                    break;
                case "headers":
                    read[member.Name] = WithPrefix(member.LocationName ?? "", response);
                    break;
                case "header" when response.Header(member.WireName) is { } text:
                    read[member.Name] = member.Shape.Kind == AwsShapeKind.List ? List(text, member.Shape.Item!) : Value(text, member);
                    break;
                default:
                    break;
            }
        }

        return read;
    }

    private static JsonObject WithPrefix(string prefix, AwsHttpResponse response)
    {
        var read = new JsonObject();
        foreach (var (name, value) in response.Headers)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                read[name[prefix.Length..]] = value;
            }
        }

        return read;
    }

    private static JsonNode Value(string text, AwsMember member) => member.IsJsonValue
        ? FromBase64(text)
        : Scalars.FromText(text, member.Shape.Kind);

    private static JsonValue FromBase64(string text)
    {
        try
        {
            return JsonValue.Create(Encoding.UTF8.GetString(Convert.FromBase64String(text)));
        }
        catch (FormatException)
        {
            return JsonValue.Create(text);
        }
    }

    private static JsonArray List(string text, AwsMember item)
    {
        // An HTTP date has a comma of its own.
        var isDates = item.Shape.Kind == AwsShapeKind.Timestamp && char.IsLetter(text.FirstOrDefault());
        return new([.. Split(text, isDates).Select(part => Value(part, item))]);
    }

    private static IEnumerable<string> Split(string text, bool isDates)
    {
        var part = new StringBuilder();
        bool isQuoted = false, wasQuoted = false;
        var commas = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (isQuoted && letter == '\\' && at + 1 < text.Length)
            {
                part.Append(text[++at]);
            }
            else if (letter == '"')
            {
                isQuoted = !isQuoted;
                wasQuoted = true;
            }
            else if (letter == ',' && !isQuoted && (!isDates || ++commas % 2 == 0))
            {
                yield return part.ToString().Trim();
                part.Clear();
                wasQuoted = false;
            }
            else
            {
                part.Append(letter);
            }
        }

        if (part.Length > 0 || wasQuoted)
        {
            yield return part.ToString().Trim();
        }
    }
}
