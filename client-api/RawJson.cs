using System.Text.Json;
using System.Text.Json.Serialization;

namespace Raposa;

/// <summary>JSON that goes out as it is. It was JSON when it came in; reading it again would lose what .NET's reader cannot keep.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct RawJson(string Text)
{
    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonElement.ParseValue(ref reader).GetRawText());

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Text, skipInputValidation: true);
    }
}
