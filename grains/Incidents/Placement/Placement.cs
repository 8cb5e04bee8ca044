using System.Collections.Immutable;
using System.Globalization;

namespace Raposa.Incidents;

/// <summary>Decides which incident of an actor each of their hits belongs to.</summary>
/// <remarks>
/// The order in which hits arrive is not the order in which they happened, so only their own times count. A hit belongs to
/// the open incident around whose span, widened by the window on both sides, it lies; to the nearest, and of two equally
/// near the older one. Where there is none, a hit strong enough opens one. Weak hits neither open nor stretch an incident:
/// a chatty rule of low level would otherwise keep one open for ever.
/// Two incidents that a late hit would connect stay two: people may already work on both.
/// </remarks>
internal static class Placement
{
    /// <param name="organization">Part of the identity of what is opened.</param>
    /// <param name="actor">Whose hits and incidents these are.</param>
    /// <param name="open">The actor's open incidents.</param>
    /// <param name="hits">In any order.</param>
    /// <param name="options">The window, and what opens.</param>
    public static PlacementPlan Decide(
        string organization, string actor, IEnumerable<IncidentSpan> open, IEnumerable<TimelineEntry> hits, TriageOptions options)
    {
        var spans = open.ToList();
        var steps = new List<(Guid Incident, TimelineEntry Hit, string Reason)>();
        var opened = new HashSet<Guid>();
        var ordered = hits.OrderBy(hit => hit.At).ThenBy(hit => hit.RuleId, StringComparer.Ordinal).ThenBy(hit => hit.EventId, StringComparer.Ordinal).ToList();
        foreach (var hit in ordered.Where(hit => hit.Severity >= options.OpensFrom))
        {
            if (Nearest(spans, hit.At, options.Window) is { } span)
            {
                spans[spans.IndexOf(span)] = span.With(hit.At);
                steps.Add((span.Id, hit, Reason(span, hit.At, options)));
            }
            else
            {
                var id = IncidentIdentity.Of(organization, actor, hit);
                opened.Add(id);
                spans.Add(new(id, hit.At, hit.At));
                steps.Add((id, hit, $"opens: {hit.Severity} and no open incident of the actor within {Hours(options.Window)}"));
            }
        }

        var waiting = ImmutableArray.CreateBuilder<TimelineEntry>();
        foreach (var hit in ordered.Where(hit => hit.Severity < options.OpensFrom))
        {
            if (Nearest(spans, hit.At, options.Window) is { } span)
            {
                steps.Add((span.Id, hit, $"context: {Reason(span, hit.At, options)}"));
            }
            else
            {
                waiting.Add(hit);
            }
        }

        return new(
            [.. steps.GroupBy(step => step.Incident, (id, group) => new PlacementStep(
                id, opened.Contains(id), [.. group.Select(step => new PlacedHit(step.Hit, step.Reason))]))],
            waiting.ToImmutable());
    }

    private static IncidentSpan? Nearest(List<IncidentSpan> spans, DateTimeOffset at, TimeSpan window) => spans
        .Where(span => span.DistanceTo(at) <= window)
        .OrderBy(span => span.DistanceTo(at))
        .ThenBy(span => span.First)
        .FirstOrDefault();

    private static string Reason(IncidentSpan span, DateTimeOffset at, TriageOptions options) =>
        span.DistanceTo(at) == TimeSpan.Zero ? "within the incident's span" : $"within {Hours(options.Window)} of the incident's span";

    private static string Hours(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h");
}

/// <summary>An open incident as placement sees it: from its first to its last hit that could have opened one.</summary>
internal sealed record IncidentSpan(Guid Id, DateTimeOffset First, DateTimeOffset Last)
{
    public TimeSpan DistanceTo(DateTimeOffset at) => at < First ? First - at : at > Last ? at - Last : TimeSpan.Zero;

    public IncidentSpan With(DateTimeOffset at) => this with { First = at < First ? at : First, Last = at > Last ? at : Last };
}

/// <summary>What goes where, and what waits because it is too weak to open an incident.</summary>
internal sealed record PlacementPlan(ImmutableArray<PlacementStep> Steps, ImmutableArray<TimelineEntry> Waiting);

/// <summary>Hits for one incident.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="Opens">Whether it is new.</param>
/// <param name="Hits">Strong ones first, each with why it is here.</param>
internal sealed record PlacementStep(Guid IncidentId, bool Opens, ImmutableArray<PlacedHit> Hits);

internal sealed record PlacedHit(TimelineEntry Hit, string Reason);
