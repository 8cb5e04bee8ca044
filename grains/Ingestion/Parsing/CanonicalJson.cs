using System.Buffers;
using System.Text.Json;

namespace Raposa.Ingestion.Parsing;

/// <summary>
/// One spelling for JSON that says the same: no white space, members in the order of their names' bytes (of the same name:
/// in the order they came), one spelling for each string. Numbers stay as they were written.
/// </summary>
internal static class CanonicalJson
{
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static byte[] Of(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeliveryScanner.MaxDepth });
        reader.Read();
        var output = new ArrayBufferWriter<byte>(json.Length);
        WriteValue(ref reader, output);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteValue(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                WriteObject(ref reader, output);
                break;
            case JsonTokenType.StartArray:
                WriteArray(ref reader, output);
                break;
            case JsonTokenType.String:
                WriteString(reader.ValueSpan, output);
                break;
            default:
                output.Write(reader.ValueSpan);
                break;
        }
    }

    private static void WriteObject(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output)
    {
        var members = new List<(byte[] Name, byte[] Value)>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var part = new ArrayBufferWriter<byte>();
            WriteString(reader.ValueSpan, part);
            var name = part.WrittenSpan.ToArray();
            reader.Read();
            part.ResetWrittenCount();
            WriteValue(ref reader, part);
            members.Add((name, part.WrittenSpan.ToArray()));
        }

        var separator = "{"u8;
        foreach (var (name, value) in members.OrderBy(member => member.Name, ByBytes))
        {
            output.Write(separator);
            output.Write(name);
            output.Write(":"u8);
            output.Write(value);
            separator = ","u8;
        }

        output.Write(members.Count == 0 ? "{}"u8 : "}"u8);
    }

    private static void WriteArray(ref Utf8JsonReader reader, ArrayBufferWriter<byte> output)
    {
        output.Write("["u8);
        var isFirst = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            output.Write(isFirst ? ""u8 : ","u8);
            WriteValue(ref reader, output);
            isFirst = false;
        }

        output.Write("]"u8);
    }

    private static void WriteString(ReadOnlySpan<byte> raw, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        JsonEscapes.WriteCanonical(raw, output);
        output.Write("\""u8);
    }

    private static readonly Comparer<byte[]> ByBytes = Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other));
}
