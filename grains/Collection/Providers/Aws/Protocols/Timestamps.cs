using System.Globalization;

namespace Raposa.Collection;

/// <summary>Times as AWS writes them, and as the CLI prints them: ISO 8601 with the offset, as in <c>2024-05-01T10:00:00+00:00</c>.</summary>
internal static class Timestamps
{
    public const string Iso8601 = "iso8601";
    public const string Rfc822 = "rfc822";
    public const string Unix = "unixTimestamp";

    // Sorted by how often they come. "Z" and offsets are one in .NET.
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyyMMdd'T'HHmmssK", "yyyy-MM-dd",
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "ddd, dd MMM yyyy HH:mm:ss.FFFFFFF 'GMT'", "ddd, d MMM yyyy HH:mm:ss 'GMT'",
    ];

    /// <summary>What the CLI prints, or null if <paramref name="text"/> is no time.</summary>
    public static string? Print(string text) => Parse(text) is { } time ? Print(time) : null;

    public static string Print(DateTimeOffset time)
    {
        // Whole seconds without a fraction, anything else with six digits: as Python writes it.
        var fraction = time.Ticks % TimeSpan.TicksPerSecond == 0 ? "" : $".{time.Ticks % TimeSpan.TicksPerSecond / 10:D6}";
        return time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
            + fraction + time.ToString("zzz", CultureInfo.InvariantCulture);
    }

    /// <summary>A time in any of AWS's forms: ISO 8601, an HTTP date, or seconds since 1970.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        var trimmed = text.Trim();
        if (decimal.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return FromUnix(seconds);
        }

        return DateTimeOffset.TryParseExact(
            trimmed, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    /// <summary>Null if it is outside of what a calendar holds.</summary>
    public static DateTimeOffset? FromUnix(decimal seconds)
    {
        // Years 1 to 9999.
        if (seconds is < -62_135_596_800m or > 253_402_300_799m)
        {
            return null;
        }

        // Microseconds are as fine as the CLI prints.
        return DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(seconds * 1_000_000m, MidpointRounding.ToEven) * 10);
    }

    /// <summary>For a request, in the format that the model asks for.</summary>
    /// <exception cref="ArgumentException"><paramref name="text"/> is no time.</exception>
    public static string Write(string text, string format)
    {
        var time = (Parse(text) ?? throw new ArgumentException($"'{text}' is not a time.")).ToUniversalTime();
        if (format.Equals(Unix, StringComparison.OrdinalIgnoreCase))
        {
            return time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }

        var pattern = format.Equals(Rfc822, StringComparison.OrdinalIgnoreCase) ? "ddd, dd MMM yyyy HH:mm:ss 'GMT'"
            : time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'"
            : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
        return time.ToString(pattern, CultureInfo.InvariantCulture);
    }
}
