using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Detection;

/// <summary>A YAML value as JSON, for the parts of a rule that are data and not logic.</summary>
internal static class YamlJson
{
    public static JsonElement Convert(YamlNode node) => JsonSerializer.SerializeToElement(ToNode(node));

    private static JsonNode? ToNode(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, ToNode(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(ToNode)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { Type: ScalarType.Boolean } scalar => JsonValue.Create(scalar.Text[0] is 't' or 'T'),
        YamlScalar { Type: ScalarType.Number } scalar => ToNumber(scalar.Text),
        _ => JsonValue.Create(((YamlScalar)node).Text),
    };

    private static JsonValue ToNumber(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonValue.Create(number)
        : JsonValue.Create(text);
}
