using System.Globalization;
using System.Text.RegularExpressions;

namespace Raposa.Chat;

/// <summary>A date as people and vendors write it, as a day: <c>2026-10-03</c>, or the month alone where no day is given.</summary>
internal static partial class DateText
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;

    /// <summary>Null where it is no day: a time of day, or a day without a year, which is then compared as it is written.</summary>
    public static string? DayOf(string text)
    {
        if (Iso().Match(text) is { Success: true } iso)
        {
            return iso.Value;
        }

        var month = Array.FindIndex(Months, name => name.Length > 0 && text.Contains(name, StringComparison.OrdinalIgnoreCase)) + 1;
        var numbers = Digits().Matches(text).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)).ToList();
        var year = numbers.Find(number => number > 31);
        var day = numbers.Find(number => number is >= 1 and <= 31);
        return month == 0 || year == 0 ? null
            : day == 0 ? string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}");
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}")]
    private static partial Regex Iso();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
