namespace Raposa.Ingestion;

/// <summary>What follows from a verdict.</summary>
internal static class TrailVerdicts
{
    /// <summary>Somebody changed the trail.</summary>
    public static bool IsTampered(this TrailVerdict verdict) => verdict is TrailVerdict.Extra or TrailVerdict.Modified
        or TrailVerdict.Deleted or TrailVerdict.Moved or TrailVerdict.ReSigned or TrailVerdict.Reordered;

    /// <summary>The content is CloudTrail's, although it may have come late or after a gap.</summary>
    public static bool IsGenuine(this TrailVerdict verdict) => verdict is TrailVerdict.Valid or TrailVerdict.Backfill
        or TrailVerdict.Late or TrailVerdict.Gap;

    /// <summary>As people read it: <c>re-signed</c>.</summary>
    public static string ToWord(this TrailVerdict verdict) =>
        verdict == TrailVerdict.ReSigned ? "re-signed" : verdict.ToString().ToLowerInvariant();
}
