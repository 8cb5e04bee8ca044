using System.Globalization;

namespace Raposa.Chat;

/// <summary>A number as people write it: 1,234.50 or twelve.</summary>
internal static class NumberText
{
    private static readonly string[] Spelled =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];

    private static readonly Dictionary<string, decimal> Larger = new(StringComparer.OrdinalIgnoreCase)
    {
        ["twenty"] = 20, ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50, ["hundred"] = 100, ["thousand"] = 1_000, ["million"] = 1_000_000,
    };

    /// <param name="places">Behind the point.</param>
    public static bool TryParse(string text, out decimal number, out int places)
    {
        places = text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? text.Length - point - 1 : 0;
        var at = Array.FindIndex(Spelled, word => word.Equals(text, StringComparison.OrdinalIgnoreCase));
        number = at;
        return at >= 0 || Larger.TryGetValue(text, out number)
            || decimal.TryParse(text.TrimStart('+'), NumberStyles.Number, CultureInfo.InvariantCulture, out number);
    }
}
