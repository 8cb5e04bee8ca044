using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Raposa.Ingestion.Parsing;

/// <summary>
/// What PostgreSQL's <c>jsonb</c> can hold of a JSON text. It refuses <c>\u0000</c>, half surrogate pairs and numbers beyond
/// its numeric, keeps the last of two members of one name, and respells some numbers.
/// </summary>
internal static class JsonbText
{
    private const int LongestNumber = 64;

    /// <summary>False for a number that comes back from <c>jsonb</c> in another spelling, or does not go in.</summary>
    public static bool KeepsNumber(ReadOnlySpan<byte> number) =>
        number.Length <= LongestNumber && number.IndexOfAny((byte)'e', (byte)'E') < 0 && !number.StartsWith("-0"u8);

    /// <summary>
    /// The record with everything replaced that <c>jsonb</c> refuses: characters by U+FFFD, numbers by their text. It is what
    /// queries see; the record itself is stored as text beside it.
    /// </summary>
    public static byte[] KeepWhatCanBe(ReadOnlySpan<byte> record)
    {
        var output = new ArrayBufferWriter<byte>(record.Length);
        using var writer = new Utf8JsonWriter(
            output, new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var reader = new Utf8JsonReader(record, new JsonReaderOptions { MaxDepth = DeliveryScanner.MaxDepth });
        while (reader.Read())
        {
            Write(ref reader, writer);
        }

        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static void Write(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(JsonEscapes.ToText(reader.ValueSpan));
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(JsonEscapes.ToText(reader.ValueSpan));
                break;
            case JsonTokenType.Number when KeepsNumber(reader.ValueSpan):
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
            case JsonTokenType.Number:
                writer.WriteStringValue(Encoding.UTF8.GetString(reader.ValueSpan));
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.WriteBooleanValue(reader.TokenType == JsonTokenType.True);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
