namespace Raposa.Reconciliation;

/// <summary>The times that verdicts turn on. <c>docs/reconciliation.md</c> states each, and why.</summary>
internal static class MatchingRules
{
    /// <summary>A sensor not heard of for longer than this before its snapshot is silent.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromDays(7);

    /// <summary>A machine launched later than this before the sensors' snapshot may have a sensor that is not in it yet.</summary>
    public static readonly TimeSpan Enrolment = TimeSpan.FromMinutes(15);

    /// <summary>A sensor silent for longer than this confirms that a machine missing from one complete snapshot is gone.</summary>
    public static readonly TimeSpan Confirming = TimeSpan.FromHours(1);

    /// <summary>Falcon leaves records out of a listing for a day now and then: one seen in this time still counts.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(2);

    /// <summary>A snapshot older than this proves no absence: whoever made it has stopped.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromDays(1);
}
