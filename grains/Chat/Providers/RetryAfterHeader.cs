using System.Globalization;

namespace Raposa.Chat;

/// <summary>How long a provider asks to wait: seconds, whole or not, or Google's <c>34s</c>.</summary>
internal static class RetryAfterHeader
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Null where it does not ask, or asks in a way that we do not know.</summary>
    public static TimeSpan? Read(string? text) =>
        double.TryParse(text?.TrimEnd('s'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds))
            : null;
}
