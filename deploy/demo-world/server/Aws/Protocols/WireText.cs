using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Aws.Protocols;

/// <summary>Single values between the JSON that the CLI prints and the text on the wire.</summary>
internal static class WireText
{
    /// <summary>An instant as the CLI prints it, of a document of the estate.</summary>
    /// <exception cref="InvalidOperationException">The estate put something else there.</exception>
    public static DateTimeOffset Time(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String &&
        DateTimeOffset.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new InvalidOperationException($"{value.GetPath()} is to be a time and is {value.ToJsonString()}.");

    public static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString(time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Rfc822(DateTimeOffset time) => time.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Seconds since 1970, with a fraction where there is one.</summary>
    public static JsonNode Unix(DateTimeOffset time) =>
        time.Millisecond == 0 ? JsonValue.Create(time.ToUnixTimeSeconds()) : JsonValue.Create(time.ToUnixTimeMilliseconds() / 1000m);

    /// <summary>A scalar as XML and headers hold it.</summary>
    public static string Scalar(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.ToJsonString(),
        _ => throw new InvalidOperationException($"{value.GetPath()} is to be a single value and is {value.ToJsonString()}."),
    };
}
