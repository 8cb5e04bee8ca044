namespace Raposa.Collection.Scheduling;

/// <summary>How long a source that failed is left alone.</summary>
internal static class CircuitDecision
{
    /// <summary>Runs that fail in a row until the circuit opens.</summary>
    public const int FailuresToOpen = 3;

    /// <summary>After the first failure, and doubled with each: an hourly source is not left unread for an hour.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(5);

    /// <summary>A person who has repaired something does not wait for a day, or starts a run by hand.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    public static CircuitState After(int failures) => failures >= FailuresToOpen ? CircuitState.Open : CircuitState.Closed;

    /// <summary>When it is tried again, seen from its last failure. While open, not before twice its cadence.</summary>
    /// <param name="failures">Failed runs in a row, at least one.</param>
    /// <param name="chance">From 0 to 1: up to a quarter is added.</param>
    public static TimeSpan Wait(int failures, TimeSpan period, double chance)
    {
        var isOpen = failures >= FailuresToOpen;
        var first = isOpen && period > FirstWait / 2 ? period * 2 : FirstWait;
        var doublings = Math.Min(isOpen ? failures - FailuresToOpen : failures - 1, 16);
        var wait = first * Math.Pow(2, doublings);
        return (wait < LongestWait ? wait : LongestWait) * (1 + (chance / 4));
    }
}
