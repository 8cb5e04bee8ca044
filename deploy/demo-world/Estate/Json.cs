using System.Globalization;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Estate;

/// <summary>Small pieces that many documents share.</summary>
internal static class Json
{
    /// <summary>An instant as the CLI prints it.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);

    /// <summary>An instant as vendors write it who write text.</summary>
    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static JsonArray Array(IEnumerable<JsonNode?> items) => [.. items];

    public static JsonArray Texts(params IEnumerable<string> items) => [.. items.Select(item => (JsonNode)item)];

    /// <summary>Tags as EC2 and most services list them.</summary>
    public static JsonArray Tags(params IEnumerable<(string Key, string Value)> tags) =>
        [.. tags.Where(tag => tag.Value.Length > 0).Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })];

    /// <summary>Tags as newer services map them.</summary>
    public static JsonObject TagMap(params IEnumerable<(string Key, string Value)> tags) =>
        new(tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));

    /// <summary>The object with those members that are there.</summary>
    public static JsonObject With(this JsonObject value, string name, JsonNode? member)
    {
        if (member is not null)
        {
            value[name] = member;
        }

        return value;
    }
}
