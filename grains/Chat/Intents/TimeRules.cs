using System.Globalization;
using System.Text.RegularExpressions;

namespace Raposa.Chat;

/// <summary>Reads the time that a question names. Days begin at midnight UTC, weeks on Monday, as in the vendors' bills and logs.</summary>
internal static partial class TimeRules
{
    private static readonly string[] Months =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ];

    /// <summary>Null where it names none.</summary>
    public static IntentTime? Of(string question, DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        foreach (var rule in Rules)
        {
            if (rule.Pattern.Match(question) is { Success: true } match && rule.Read(match, today, now) is { } span)
            {
                // What ended before now is answered by the state at its end.
                return new(match.Value, span.From, span.To, span.To <= now ? span.To : null);
            }
        }

        return null;
    }

    private delegate (DateTimeOffset From, DateTimeOffset To)? Reader(Match match, DateTimeOffset today, DateTimeOffset now);

    private static readonly (Regex Pattern, Reader Read)[] Rules =
    [
        (Iso(), (match, _, _) => DateOf(Number(match, "y"), Number(match, "m"), Number(match, "d")) is { } day ? (day, day.AddDays(1)) : null),
        (DayMonth(), (match, today, _) => MonthDay(match, today)),
        (MonthDayForm(), (match, today, _) => MonthDay(match, today)),
        (QuarterOfYear(), (match, _, _) => Quarter(Number(match, "y"), Number(match, "q"))),
        (MonthOfYear(), (match, _, _) => Month(Number(match, "y"), MonthOf(match))),
        (BareMonth(), (match, today, _) => Month(MonthOf(match) <= today.Month ? today.Year : today.Year - 1, MonthOf(match))),
        (Yesterday(), (_, today, _) => (today.AddDays(-1), today)),
        (Today(), (_, today, _) => (today, today.AddDays(1))),
        (LastSpan(), (match, today, now) => Before(match.Groups["unit"].Value.ToLowerInvariant(), today)),
        (ThisSpan(), (match, today, _) => Current(match.Groups["unit"].Value.ToLowerInvariant(), today)),
        (PastSpan(), (match, _, now) => (Back(now, Number(match, "n"), match.Groups["unit"].Value), now)),
        (Ago(), (match, today, _) => Back(today, Number(match, "n"), match.Groups["unit"].Value) is var day ? (day, day.AddDays(1)) : null),
        (Weekday(), (match, today, _) => LastWeekday(match.Groups["day"].Value, today)),
    ];

    private static (DateTimeOffset, DateTimeOffset)? MonthDay(Match match, DateTimeOffset today)
    {
        var named = match.Groups["y"].Success ? Number(match, "y") : today.Year;
        var day = DateOf(named, MonthOf(match), Number(match, "d"));
        // A day without a year is the last one of that name.
        day = day > today && !match.Groups["y"].Success ? DateOf(named - 1, MonthOf(match), Number(match, "d")) : day;
        return day is { } found ? (found, found.AddDays(1)) : null;
    }

    private static (DateTimeOffset, DateTimeOffset) Quarter(int year, int quarter)
    {
        var first = new DateTimeOffset(year, ((quarter - 1) * 3) + 1, 1, 0, 0, 0, TimeSpan.Zero);
        return (first, first.AddMonths(3));
    }

    private static (DateTimeOffset, DateTimeOffset) Month(int year, int month)
    {
        var first = new DateTimeOffset(year, month, 1, 0, 0, 0, TimeSpan.Zero);
        return (first, first.AddMonths(1));
    }

    private static (DateTimeOffset From, DateTimeOffset To) Current(string unit, DateTimeOffset today) => unit switch
    {
        "week" => (Monday(today), Monday(today).AddDays(7)),
        "month" => Month(today.Year, today.Month),
        "quarter" => Quarter(today.Year, ((today.Month - 1) / 3) + 1),
        _ => (new(today.Year, 1, 1, 0, 0, 0, TimeSpan.Zero), new(today.Year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero)),
    };

    private static (DateTimeOffset, DateTimeOffset) Before(string unit, DateTimeOffset today)
    {
        var (from, _) = Current(unit, today);
        return (unit switch { "week" => from.AddDays(-7), "month" => from.AddMonths(-1), "quarter" => from.AddMonths(-3), _ => from.AddYears(-1) }, from);
    }

    private static (DateTimeOffset, DateTimeOffset) LastWeekday(string name, DateTimeOffset today)
    {
        var wanted = (int)Enum.Parse<DayOfWeek>(name, ignoreCase: true);
        var back = (((int)today.DayOfWeek - wanted + 6) % 7) + 1;
        return (today.AddDays(-back), today.AddDays(1 - back));
    }

    private static DateTimeOffset Monday(DateTimeOffset day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static DateTimeOffset Back(DateTimeOffset from, int count, string unit) => unit.ToLowerInvariant().TrimEnd('s') switch
    {
        "hour" => from.AddHours(-count),
        "day" => from.AddDays(-count),
        "week" => from.AddDays(-7 * count),
        "month" => from.AddMonths(-count),
        "quarter" => from.AddMonths(-3 * count),
        _ => from.AddYears(-count),
    };

    private static DateTimeOffset? DateOf(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day, 0, 0, 0, TimeSpan.Zero) : null;

    private static int MonthOf(Match match) =>
        Array.FindIndex(Months, month => month.StartsWith(match.Groups["m"].Value[..3], StringComparison.OrdinalIgnoreCase)) + 1;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private const string MonthNames = "(?<m>jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sep(t(ember)?)?|oct(ober)?|nov(ember)?|dec(ember)?)";

    [GeneratedRegex(@"\b(?<y>20\d\d)-(?<m>\d\d)-(?<d>\d\d)\b")]
    private static partial Regex Iso();

    [GeneratedRegex(@"\b(?<d>\d{1,2})(st|nd|rd|th)?( of)? " + MonthNames + @"\b(,? (?<y>20\d\d))?", RegexOptions.IgnoreCase)]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"\b" + MonthNames + @" (?<d>\d{1,2})(st|nd|rd|th)?\b(,? (?<y>20\d\d))?", RegexOptions.IgnoreCase)]
    private static partial Regex MonthDayForm();

    [GeneratedRegex(@"\bq(?<q>[1-4])( of)? (?<y>20\d\d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex QuarterOfYear();

    [GeneratedRegex(@"\b" + MonthNames + @" (?<y>20\d\d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex MonthOfYear();

    [GeneratedRegex(@"\b(in|during|of|since|for) " + MonthNames + @"\b", RegexOptions.IgnoreCase)]
    private static partial Regex BareMonth();

    [GeneratedRegex(@"\byesterday\b", RegexOptions.IgnoreCase)]
    private static partial Regex Yesterday();

    [GeneratedRegex(@"\btoday\b", RegexOptions.IgnoreCase)]
    private static partial Regex Today();

    [GeneratedRegex(@"\b(last|previous) (?<unit>week|month|quarter|year)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LastSpan();

    [GeneratedRegex(@"\b(this|current) (?<unit>week|month|quarter|year)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ThisSpan();

    [GeneratedRegex(@"\b(last|past|previous|in|for) (the (last|past) )?(?<n>\d{1,3}) (?<unit>hours?|days?|weeks?|months?|quarters?|years?)\b(?! ago)", RegexOptions.IgnoreCase)]
    private static partial Regex PastSpan();

    [GeneratedRegex(@"\b(?<n>\d{1,3}) (?<unit>days?|weeks?|months?|quarters?|years?) ago\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ago();

    [GeneratedRegex(@"\b(last |on |since |this )?(?<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Weekday();
}
