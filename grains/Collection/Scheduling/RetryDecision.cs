namespace Raposa.Collection.Scheduling;

/// <summary>
/// Whether a page that failed is asked for again, and when. Full jitter: anywhere between at once and an upper bound that
/// doubles, so that what failed together does not come back together (M. Brooker, "Exponential Backoff and Jitter", 2015).
/// </summary>
internal static class RetryDecision
{
    /// <summary>How often one page is tried. The vendor's client has tried each several times itself.</summary>
    public const int Tries = 6;

    public static readonly TimeSpan FirstBound = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan LastBound = TimeSpan.FromMinutes(2);

    /// <summary>A vendor that asks for more than this is asked again at the next cadence.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>How long to wait, or null: it is not tried again.</summary>
    /// <param name="attempt">Tries of this page that have failed before this one.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan? Wait(FailureKind kind, int attempt, TimeSpan? retryAfter, double chance)
    {
        var isWorthTrying = kind is FailureKind.Throttled or FailureKind.Transient
            && attempt + 1 < Tries
            && (retryAfter ?? TimeSpan.Zero) <= Patience;
        if (!isWorthTrying)
        {
            return null;
        }

        var bound = FirstBound * Math.Pow(2, attempt);
        var jitter = (bound < LastBound ? bound : LastBound) * chance;

        // Who was told a time comes after it, and not all at once.
        return (retryAfter ?? TimeSpan.Zero) + jitter;
    }
}
