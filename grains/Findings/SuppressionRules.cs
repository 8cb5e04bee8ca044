namespace Raposa.Findings;

/// <summary>What makes a suppression: a reason, and an end that is near enough to be remembered.</summary>
internal static class SuppressionRules
{
    public const int LongestReason = 1000;

    /// <summary>So that nothing is set aside for ever: whoever still wants it then says so again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <returns>The reason without the space around it.</returns>
    /// <exception cref="ArgumentException">It is none; the message says why.</exception>
    public static string Check(string? reason, DateTimeOffset until, DateTimeOffset now)
    {
        var text = reason?.Trim() ?? "";
        return text.Length is 0 or > LongestReason ? throw new ArgumentException($"A suppression needs a reason, of {LongestReason} characters at the most.")
            : until <= now ? throw new ArgumentException("A suppression ends in the future.")
            : until > now + Longest ? throw new ArgumentException($"A suppression ends within {Longest.Days} days; it can be given again then.")
            : text;
    }
}
