using System.Text.Json;
using Raposa.Ingestion.Parsing;

namespace Raposa.Inventory;

/// <summary>Where in a text a JSON value stands.</summary>
internal readonly record struct JsonSpan(int Start, int Length, JsonTokenType Kind);

/// <summary>Finds values in a JSON text without changing or copying it, so that they can be replaced where they stand.</summary>
internal static class JsonSpans
{
    /// <summary>The values that the path leads to. A member named twice counts twice.</summary>
    public static List<JsonSpan> Of(ReadOnlySpan<byte> json, ColumnPath path)
    {
        var found = new List<JsonSpan>();
        var reader = ReaderOf(json);
        reader.Read();
        Follow(ref reader, path, 0, found);
        return found;
    }

    /// <summary>The strings and numbers in a value, at any depth: of what was replaced already, none.</summary>
    public static List<JsonSpan> Scalars(ReadOnlySpan<byte> json, JsonSpan value)
    {
        var found = new List<JsonSpan>();
        var reader = ReaderOf(json.Slice(value.Start, value.Length));
        reader.Read();
        AddScalars(ref reader, value.Start, found);
        return found;
    }

    /// <summary>The tags in a list of Key and Value or in a map, each with where its value stands.</summary>
    public static List<(string Key, JsonSpan Value)> Tags(ReadOnlySpan<byte> json, JsonSpan value)
    {
        var found = new List<(string, JsonSpan)>();
        var reader = ReaderOf(json.Slice(value.Start, value.Length));
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            AddMembers(ref reader, value.Start, found);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                AddElement(ref reader, value.Start, found);
            }
        }

        return found;
    }

    private static void Follow(ref Utf8JsonReader reader, ColumnPath path, int step, List<JsonSpan> found)
    {
        if (step == path.Steps.Length)
        {
            found.Add(Skip(ref reader, 0));
        }
        else if (path.Steps[step] == ColumnPath.Each && reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Follow(ref reader, path, step + 1, found);
            }
        }
        else if (path.Steps[step] != ColumnPath.Each && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var isOnPath = JsonEscapes.ToText(reader.ValueSpan) == path.Steps[step];
                reader.Read();
                if (isOnPath)
                {
                    Follow(ref reader, path, step + 1, found);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        else
        {
            reader.Skip();
        }
    }

    private static void AddScalars(ref Utf8JsonReader reader, int offset, List<JsonSpan> found)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String or JsonTokenType.Number:
                found.Add(Skip(ref reader, offset));
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    AddScalars(ref reader, offset, found);
                }

                break;
            case JsonTokenType.StartObject:
                var before = found.Count;
                var isReplaced = false;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    isReplaced |= JsonEscapes.ToText(reader.ValueSpan) == Redactor.Mark;
                    reader.Read();
                    AddScalars(ref reader, offset, found);
                }

                if (isReplaced)
                {
                    found.RemoveRange(before, found.Count - before);
                }

                break;
            default:
                break;
        }
    }

    private static void AddMembers(ref Utf8JsonReader reader, int offset, List<(string, JsonSpan)> found)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = JsonEscapes.ToText(reader.ValueSpan);
            reader.Read();
            found.Add((name, Skip(ref reader, offset)));
        }
    }

    private static void AddElement(ref Utf8JsonReader reader, int offset, List<(string, JsonSpan)> found)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        string? key = null;
        JsonSpan? value = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = JsonEscapes.ToText(reader.ValueSpan);
            reader.Read();
            if (name is "Key" or "key" or "TagKey" && reader.TokenType == JsonTokenType.String)
            {
                key = JsonEscapes.ToText(reader.ValueSpan);
            }
            else if (name is "Value" or "value" or "TagValue")
            {
                value = Skip(ref reader, offset);
            }
            else
            {
                reader.Skip();
            }
        }

        if (key is not null && value is { } span)
        {
            found.Add((key, span));
        }
    }

    // Goes to the value's last token, and says where the value stands.
    private static JsonSpan Skip(ref Utf8JsonReader reader, int offset)
    {
        var (start, kind) = ((int)reader.TokenStartIndex, reader.TokenType);
        reader.Skip();
        return new(offset + start, (int)reader.BytesConsumed - start, kind);
    }

    private static Utf8JsonReader ReaderOf(ReadOnlySpan<byte> json) => new(json, new JsonReaderOptions { MaxDepth = DeliveryScanner.MaxDepth });
}
