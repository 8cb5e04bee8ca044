using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Raposa.Detection;

/// <summary>Whether one value of an event is what a rule looks for. Null never comes here: absence has its own test.</summary>
internal abstract class ValueTest
{
    public abstract bool Matches(ref EventValue value);

    /// <summary>
    /// The texts of which one must be there for this to match, apart from case; null where they cannot be listed.
    /// The index is made of them, so a test that lists too few would lose matches.
    /// </summary>
    public virtual IReadOnlyCollection<string>? Literals => null;

    /// <summary>See <see cref="Expression.Cost"/>.</summary>
    public virtual int Cost => Costs.Text;
}

internal sealed class PatternTest(TextPattern pattern) : ValueTest
{
    public TextPattern Pattern => pattern;

    public override int Cost => pattern.Literal is null ? Costs.Text : 1;

    public override IReadOnlyCollection<string>? Literals { get; } = pattern.Literal is { } literal ? [literal] : null;

    public override bool Matches(ref EventValue value) => pattern.Matches(value.Text);
}

/// <summary>A list of plain strings, any of which will do: one look-up however long the list is.</summary>
internal sealed class OneOfTest(IEnumerable<string> texts, bool cased) : ValueTest
{
    private readonly FrozenSet<string> _texts =
        texts.ToFrozenSet(cased ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    public override IReadOnlyCollection<string>? Literals => _texts;

    public override int Cost => 1;

    public override bool Matches(ref EventValue value) => _texts.Contains(value.Text);
}

/// <summary>A list of texts, any of which may stand anywhere in the value: one pass however long the list is.</summary>
internal sealed class ContainsOneOfTest(IEnumerable<string> texts, bool cased) : ValueTest
{
    private readonly SearchValues<string> _texts =
        SearchValues.Create([.. texts], cased ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    public override int Cost => 2 * Costs.Text;

    public override bool Matches(ref EventValue value) => value.Text.AsSpan().ContainsAny(_texts);
}

/// <summary>A number written without quotes: 1 equals 1.0, and the text "1" as well.</summary>
internal sealed class NumberTest(string source, double number) : ValueTest
{
    public override bool Matches(ref EventValue value) =>
        string.Equals(value.Text, source, StringComparison.OrdinalIgnoreCase)
        || (value.IsNumber && value.TryGetNumber(out var actual) && actual.Equals(number));
}

/// <summary>A regular expression, searched for anywhere unless it is anchored. Case counts, as the specification says.</summary>
internal sealed class RegexTest(Regex regex) : ValueTest
{
    public override int Cost => Costs.Regex;

    public override bool Matches(ref EventValue value) => regex.IsMatch(value.Text);
}

/// <summary>An address in a network. What is no address ("AWS Internal", a service's host name) is in none.</summary>
internal sealed class CidrTest(IPNetwork network) : ValueTest
{
    public override bool Matches(ref EventValue value) =>
        TryParseAddress(value.Text, out var address) && network.Contains(address);

    /// <summary>Only the usual notation: .NET itself would read "1" as 0.0.0.1 and "010.0.0.1" as octal.</summary>
    public static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        if (!IPAddress.TryParse(text, out address))
        {
            return false;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
            return true;
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text;
    }
}

internal enum Comparison
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal static class Comparisons
{
    public static bool Holds(this Comparison comparison, double actual, double wanted) => comparison switch
    {
        Comparison.Less => actual < wanted,
        Comparison.LessOrEqual => actual <= wanted,
        Comparison.Greater => actual > wanted,
        Comparison.GreaterOrEqual => actual >= wanted,
        _ => actual.Equals(wanted),
    };
}

internal sealed class CompareTest(Comparison comparison, double wanted) : ValueTest
{
    public override bool Matches(ref EventValue value) =>
        value.TryGetNumber(out var actual) && comparison.Holds(actual, wanted);
}

internal enum TimePart
{
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// <summary>A part of a date as it is written: the specification says that no time zone is converted.</summary>
internal sealed class TimePartTest(TimePart part, Comparison comparison, double wanted) : ValueTest
{
    public override bool Matches(ref EventValue value) =>
        TryParseTime(value.Text, out var time) && comparison.Holds(Of(time), wanted);

    // Only ISO 8601, as CloudTrail writes it: the framework would also take "5/6" for a date.
    private static bool TryParseTime(string text, out DateTimeOffset time)
    {
        time = default;
        return text is [_, _, _, _, '-', _, _, '-', _, _, ..]
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }

    private int Of(DateTimeOffset time) => part switch
    {
        TimePart.Minute => time.Minute,
        TimePart.Hour => time.Hour,
        TimePart.Day => time.Day,
        TimePart.Week => ISOWeek.GetWeekOfYear(time.DateTime),
        TimePart.Month => time.Month,
        _ => time.Year,
    };
}
