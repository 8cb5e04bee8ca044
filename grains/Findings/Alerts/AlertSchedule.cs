namespace Raposa.Findings;

/// <summary>
/// When a message that did not arrive is tried again: the schedule that Standard Webhooks recommends, each wait counted
/// from the attempt before it, and less a little by chance, so that a receiver that comes back is not met by everything at once.
/// </summary>
internal static class AlertSchedule
{
    /// <summary>Nothing reached it for so long: it is disabled, and its organization's findings say so.</summary>
    public static readonly TimeSpan DisableAfter = TimeSpan.FromDays(5);

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>The time of the next attempt; null when there have been enough.</summary>
    /// <param name="attempts">How many have failed, this one included.</param>
    /// <param name="now">When the last one failed.</param>
    /// <param name="retryAfter">What the receiver asked for, if it did; never more than a day is waited.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static DateTimeOffset? Next(int attempts, DateTimeOffset now, TimeSpan? retryAfter, double chance)
    {
        if (attempts > Waits.Length)
        {
            return null;
        }

        var wait = Waits[attempts - 1] * (1 - (0.2 * chance));
        var asked = retryAfter > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : retryAfter ?? TimeSpan.Zero;
        return now + (asked > wait ? asked : wait);
    }
}
