using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Raposa.Detection;

/// <summary>One value found in an event. Rules compare text, so the text is made once and kept.</summary>
internal struct EventValue(JsonElement element)
{
    // CloudTrail writes < and + as they are; the default encoder would turn them into \u003C and \u002B.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string? _text;

    public readonly bool IsNull => element.ValueKind == JsonValueKind.Null;

    public readonly bool IsNumber => element.ValueKind == JsonValueKind.Number;

    /// <summary>A string as it is, a number or boolean as written, an object as compact JSON.</summary>
    public string Text => _text ??= Read(element);

    /// <summary>The value as a number: CloudTrail writes ports and sizes both as 22 and as "22".</summary>
    public bool TryGetNumber(out double number)
    {
        if (IsNumber)
        {
            return element.TryGetDouble(out number);
        }

        number = 0;
        return element.ValueKind == JsonValueKind.String
            && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    private static string Read(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString()!,
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                JsonValueKind.Object => JsonSerializer.Serialize(element, Compact),
                _ => element.GetRawText(),
            };
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or JsonException)
        {
            // Half of a surrogate pair ("\ud800") is JSON but no text. It is compared as it was escaped: one event that a
            // caller's user agent broke must not stop detection.
            return element.GetRawText();
        }
    }
}
