namespace Raposa.Collection.Scheduling;

/// <summary>How often a source is read, given what its last complete run saw.</summary>
internal static class CadenceDecision
{
    /// <summary>Complete runs in a row without a change, before a source is asked less often.</summary>
    public const int QuietRunsToSlowDown = 3;

    /// <summary>The engines tick no reminder faster.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>What an organization decided, or the source's own bounds, in whole seconds and no finer than a reminder.</summary>
    public static Cadence Bounds(Cadence declared, TimeSpan? decided)
    {
        var usual = Whole(decided ?? declared.Usual);
        return decided is null
            ? new(usual, Whole(Min(declared.Fastest, usual)), Whole(Max(declared.Slowest, usual)))
            : new(usual, usual, usual);
    }

    /// <summary>Half the period after a change, twice the period after several runs that saw none; between the bounds.</summary>
    /// <returns>The period, and the quiet runs counted towards the next slowing down.</returns>
    public static (TimeSpan Period, int QuietRuns) After(Cadence bounds, TimeSpan period, int quietRuns, bool sawChange)
    {
        if (sawChange)
        {
            return (Within(bounds, Whole(period / 2)), 0);
        }

        return quietRuns + 1 < QuietRunsToSlowDown
            ? (Within(bounds, period), quietRuns + 1)
            : (Within(bounds, period * 2), 0);
    }

    public static TimeSpan Within(Cadence bounds, TimeSpan period) => Max(bounds.Fastest, Min(bounds.Slowest, period));

    private static TimeSpan Whole(TimeSpan period) => Max(Shortest, TimeSpan.FromSeconds(Math.Floor(period.TotalSeconds)));

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
