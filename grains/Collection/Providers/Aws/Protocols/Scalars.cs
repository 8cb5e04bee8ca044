using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>
/// Single values, between text and JSON. A value that is not what its model says is kept as it came: that a field has
/// changed its type is for the reader to see, not for the parser to refuse.
/// </summary>
internal static class Scalars
{
    /// <summary>Of a request: the text that stands for a value.</summary>
    public static string TextOf(JsonNode value, AwsMember member, string timestampFormat) => member.Shape.Kind switch
    {
        AwsShapeKind.Timestamp => Timestamps.Write(TextOf(value), member.TimestampFormat ?? timestampFormat),
        _ => TextOf(value),
    };

    /// <summary>Texts as they are, numbers as they were written, booleans in lower case.</summary>
    public static string TextOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.ToJsonString(),
    };

    /// <summary>Of an answer: what a text from XML or from a header means.</summary>
    public static JsonNode FromText(string text, AwsShapeKind kind) => kind switch
    {
        // As the CLI has it, in which "True" is not true; AWS itself never writes it so.
        AwsShapeKind.Boolean when bool.TryParse(text, out _) => JsonValue.Create(text == "true"),
        AwsShapeKind.Integer or AwsShapeKind.Number => NumberFrom(text.Trim()) ?? JsonValue.Create(text),
        AwsShapeKind.Timestamp => JsonValue.Create(Timestamps.Print(text) ?? text),
        _ => JsonValue.Create(text),
    };

    /// <summary>Of an answer in JSON: only times differ from what came.</summary>
    public static JsonNode FromJson(JsonNode value, AwsShapeKind kind) =>
        kind == AwsShapeKind.Timestamp && PrintTime(value) is { } time ? JsonValue.Create(time) : value.DeepClone();

    private static string? PrintTime(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Number when decimal.TryParse(
            value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && Timestamps.FromUnix(seconds) is { } time => Timestamps.Print(time),
        JsonValueKind.String => Timestamps.Print(value.GetValue<string>()),
        _ => null,
    };

    // As it was written: 1.0 stays 1.0. What JSON has no number for (NaN, Infinity) stays text.
    private static JsonValue? NumberFrom(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonValue number && number.GetValueKind() == JsonValueKind.Number ? number : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
