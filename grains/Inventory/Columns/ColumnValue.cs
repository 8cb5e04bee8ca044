using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Raposa.Collection;

namespace Raposa.Inventory;

/// <summary>One value of a document as a column's type asks for it.</summary>
internal static class ColumnValue
{
    /// <summary>Writes the column, if the value is one of its type.</summary>
    public static void Write(Utf8JsonWriter writer, Column column, JsonElement value)
    {
        switch (column.Type)
        {
            case ColumnType.Text when Text(value) is { } text:
                writer.WriteString(column.Name, text);
                break;
            case ColumnType.Integer when Integer(value) is { } number:
                writer.WriteNumber(column.Name, number);
                break;
            case ColumnType.Number when Number(value) is { } number:
                writer.WriteNumber(column.Name, number);
                break;
            case ColumnType.Boolean when Boolean(value) is { } claim:
                writer.WriteBoolean(column.Name, claim);
                break;
            case ColumnType.Timestamp when Time(value) is { } time:
                writer.WriteString(column.Name, time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
                break;
            case ColumnType.Address when Address(value) is { } address:
                writer.WriteString(column.Name, address);
                break;
            case ColumnType.Tags:
                WriteTags(writer, column.Name, value);
                break;
            case ColumnType.Json:
                writer.WritePropertyName(column.Name);
                value.WriteTo(writer);
                break;
            default:
                break;
        }
    }

    /// <summary>Strings as they are, other values as their JSON.</summary>
    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => value.GetRawText(),
    };

    /// <summary>ISO 8601 with an offset, or seconds (or milliseconds) since 1970.</summary>
    public static DateTimeOffset? Time(JsonElement value)
    {
        const double mostSeconds = 100_000_000_000;
        switch (value.ValueKind)
        {
            case JsonValueKind.String when DateTimeOffset.TryParse(
                value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time):
                return time;
            case JsonValueKind.Number when value.TryGetDouble(out var number) && number is > 0 and < mostSeconds * 1_000:
                var seconds = number < mostSeconds ? number : number / 1_000;
                return DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * 1_000_000) * TimeSpan.TicksPerMicrosecond);
            default:
                return null;
        }
    }

    private static long? Integer(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) => number,
        _ => null,
    };

    private static bool? Boolean(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when bool.TryParse(value.GetString(), out var claim) => claim,
        _ => null,
    };

    // .NET also takes "1" and "0x7f.1" for addresses; PostgreSQL's inet does not.
    private static string? Address(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var text = value.GetString()!;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? text : text[..slash];
        if (!IPAddress.TryParse(host, out var address) || host.Contains('%', StringComparison.Ordinal) || host.Contains('[', StringComparison.Ordinal))
        {
            return null;
        }

        var isV4 = address.AddressFamily == AddressFamily.InterNetwork;
        if (isV4 && (host.Count(letter => letter == '.') != 3 || host.Any(letter => letter is not '.' and (< '0' or > '9'))))
        {
            return null;
        }

        return slash < 0
            ? address.ToString()
            : byte.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits <= (isV4 ? 32 : 128)
                ? $"{address}/{bits}"
                : null;
    }

    private static void WriteTags(Utf8JsonWriter writer, string name, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, tag) in TagList.Of(value).DistinctBy(tag => tag.Key))
        {
            writer.WritePropertyName(key);
            WriteOrNull(writer, tag);
        }

        writer.WriteEndObject();
    }

    private static void WriteOrNull(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.WriteTo(writer);
        }
    }
}
