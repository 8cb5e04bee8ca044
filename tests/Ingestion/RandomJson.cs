using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.Ingestion;

/// <summary>JSON values from a seed, and many ways to write each down.</summary>
internal static class RandomJson
{
    private static readonly string[] Texts =
        ["", "a", "é", "😀", "\"quoted\"", "back\\slash", "tab\t", "line\n", "\u0001", "/", "eventName", "long " + new string('x', 80)];

    private static readonly string[] Numbers = ["0", "-1", "42", "1.5", "-0.25", "123456789012345678901234567890", "1.10"];

    /// <summary>An object, array or scalar with no repeated names, at most four levels deep.</summary>
    public static JsonNode? Value(Random random, int depth = 0) => random.Next(depth > 3 ? 4 : 6) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonNode.Parse(Numbers[random.Next(Numbers.Length)]),
        3 => JsonValue.Create(Texts[random.Next(Texts.Length)]),
        4 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))]),
        _ => Object(random, depth),
    };

    public static JsonObject Object(Random random, int depth = 0) => new(Texts
        .Where(_ => random.Next(3) == 0)
        .Select(name => KeyValuePair.Create(name, Value(random, depth + 1))));

    /// <summary>The value in some spelling: members in any order, white space, escapes where none are needed.</summary>
    public static byte[] Spell(JsonNode? value, Random random)
    {
        var text = new StringBuilder();
        Append(text, value, random);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, JsonNode? value, Random random)
    {
        Space(text, random);
        switch (value)
        {
            case JsonObject members:
                var order = members.ToArray();
                random.Shuffle(order);
                text.Append('{');
                AppendAll(text, order, member =>
                {
                    Space(text, random);
                    AppendString(text, member.Key, random);
                    Space(text, random);
                    text.Append(':');
                    Append(text, member.Value, random);
                });
                text.Append('}');
                break;
            case JsonArray elements:
                text.Append('[');
                AppendAll(text, elements, element => Append(text, element, random));
                text.Append(']');
                break;
            case JsonValue scalar when scalar.TryGetValue<string>(out var content):
                AppendString(text, content, random);
                break;
            default:
                text.Append(value?.ToJsonString() ?? "null");
                break;
        }

        Space(text, random);
    }

    private static void AppendAll<T>(StringBuilder text, IEnumerable<T> parts, Action<T> append)
    {
        var isFirst = true;
        foreach (var part in parts)
        {
            text.Append(isFirst ? "" : ",");
            append(part);
            isFirst = false;
        }
    }

    private static void AppendString(StringBuilder text, string content, Random random)
    {
        text.Append('"');
        foreach (var rune in content.EnumerateRunes())
        {
            if (rune.Value is < ' ' or '"' or '\\' || random.Next(8) == 0)
            {
                var format = random.Next(2) == 0 ? "x4" : "X4";
                foreach (var unit in rune.ToString())
                {
                    text.Append("\\u").Append(((int)unit).ToString(format, CultureInfo.InvariantCulture));
                }
            }
            else
            {
                text.Append(rune.ToString());
            }
        }

        text.Append('"');
    }

    private static void Space(StringBuilder text, Random random) => text.Append(random.Next(6) == 0 ? " \n" : "");
}
