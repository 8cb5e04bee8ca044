namespace Raposa.Ingestion.Parsing;

/// <summary>
/// Reads the times that CloudTrail records carry in practice: <c>2024-07-30T21:31:21Z</c> as AWS writes it, and what exports
/// make of it: a space for the T, a fraction, an offset, or no zone at all (then UTC).
/// </summary>
internal static class EventTime
{
    /// <summary>The time in whole microseconds, UTC; null if the text is not such a time.</summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length < 16
            || !Number(text[..4], out var year) || text[4] != '-'
            || !Number(text[5..7], out var month) || text[7] != '-'
            || !Number(text[8..10], out var day) || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || !Number(text[11..13], out var hour) || text[13] != ':'
            || !Number(text[14..16], out var minute)
            || year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59)
        {
            return null;
        }

        var rest = text[16..];
        var second = 0;
        var microseconds = 0;
        if (rest is [(byte)':', _, _, ..])
        {
            if (!Number(rest[1..3], out second) || second > 59)
            {
                return null;
            }

            rest = rest[3..];
            if (rest is [(byte)'.', ..] && !Fraction(ref rest, out microseconds))
            {
                return null;
            }
        }

        return Offset(rest) is { } offset
            ? new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).AddMicroseconds(microseconds) - offset
            : null;
    }

    /// <summary>PostgreSQL keeps microseconds; what is finer would not compare equal to what was stored.</summary>
    public static DateTimeOffset InMicroseconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out int microseconds)
    {
        var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? rest.Length - 1 : digits;
        microseconds = 0;
        for (var place = 0; place < 6; place++)
        {
            microseconds = (microseconds * 10) + (place < digits ? rest[1 + place] - '0' : 0);
        }

        rest = rest[(1 + digits)..];
        return digits is > 0 and <= 12;
    }

    private static TimeSpan? Offset(ReadOnlySpan<byte> zone)
    {
        if (zone is [] or [(byte)'Z'] or [(byte)'z'])
        {
            return TimeSpan.Zero;
        }

        if (zone is not ([(byte)'+' or (byte)'-', _, _, (byte)':', _, _] or [(byte)'+' or (byte)'-', _, _, _, _])
            || !Number(zone[1..3], out var hours) || !Number(zone[^2..], out var minutes) || hours > 14 || minutes > 59)
        {
            return null;
        }

        var offset = new TimeSpan(hours, minutes, 0);
        return zone[0] == '-' ? -offset : offset;
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + digit - '0';
        }

        return true;
    }
}
