using System.Globalization;

namespace Raposa.Detection;

/// <summary>Makes a correlation's matches into hits.</summary>
internal static class CorrelationHits
{
    /// <summary>
    /// The event that a match is kept by: the one that made the condition true. A match that lasts takes in more events,
    /// and its last one changes with each batch; this one stays.
    /// </summary>
    public static RuleHit DecidingHit(CorrelationMatch match) =>
        match.Hits.LastOrDefault(hit => hit.Time <= match.FiredAt) ?? match.Hits[0];

    /// <summary>Whether events of this batch can have brought the match about, or its span is judged only in hindsight.</summary>
    public static bool IsAffectedBy(CorrelationMatch match, ISet<string> eventKeys) =>
        !match.Correlation.Condition.OnlyGrows || match.Hits.Any(hit => eventKeys.Contains(hit.EventId));

    /// <summary>The hit of a match.</summary>
    /// <param name="deciding">The rule's hit behind <see cref="DecidingHit"/>.</param>
    public static Hit ToHit(CorrelationMatch match, Hit deciding, bool standsAlone)
    {
        var correlation = match.Correlation;
        return deciding with
        {
            RuleId = correlation.Id,
            RuleTitle = RecordText.Storable(correlation.Title),
            Level = correlation.Severity,
            Techniques = [.. correlation.Techniques.Distinct(StringComparer.Ordinal).Select(RecordText.Storable)],
            Summary = $"{Count(match)}; the one that decided: {deciding.Event.Sentence}",
            StandsAlone = standsAlone,
            Values = null,
            Parts = [],
            GroupKey = CorrelationPlan.KeyOf(match.Group),
        };
    }

    private static string Count(CorrelationMatch match)
    {
        var events = match.Hits.DistinctBy(hit => hit.EventId).Count();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{events} {(events == 1 ? "event" : "events")} within {Round(match.To - match.From)}");
    }

    private static string Round(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "a second",
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalSeconds)} seconds"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalMinutes)} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalHours)} hours"),
    };
}
