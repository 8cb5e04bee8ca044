using System.Collections.Immutable;
using System.Globalization;

namespace Raposa.Incidents;

/// <summary>Decides which incident of an actor each of their hits belongs to.</summary>
/// <remarks>
/// The order in which hits arrive is not the order in which they happened, so only their own times count, and the outcome
/// is the same in any order: strong hits with no more than the window between one and the next are one incident. A hit
/// between two incidents therefore makes them one; the one that was opened first stays, since people know it.
/// Weak hits neither open nor stretch an incident: a chatty rule of low level would otherwise keep one open for ever.
/// They belong to the incident within whose span, widened by the window on both sides, they lie; of two, to the nearer.
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
        var groups = new List<HitGroup>();
        foreach (var span in open.OrderBy(span => span.First))
        {
            // Two that are near each other were to become one, and the call that saw it died.
            Join(groups, new(span), span.First, options.Window);
        }

        var ordered = hits
            .OrderBy(hit => hit.At).ThenBy(hit => hit.RuleId, StringComparer.Ordinal).ThenBy(hit => hit.EventId, StringComparer.Ordinal)
            .ToList();
        foreach (var hit in ordered.Where(hit => hit.Severity >= options.OpensFrom))
        {
            var near = groups.Any(group => group.DistanceTo(hit.At) <= options.Window);
            var reason = near
                ? $"within {Hours(options.Window)} of the incident's span"
                : $"opens: {hit.Severity} and no open incident of the actor within {Hours(options.Window)}";
            Join(groups, new(IncidentIdentity.Of(organization, actor, hit), hit, reason), hit.At, options.Window);
        }

        var waiting = ImmutableArray.CreateBuilder<TimelineEntry>();
        foreach (var hit in ordered.Where(hit => hit.Severity < options.OpensFrom))
        {
            var nearest = groups.Where(group => group.DistanceTo(hit.At) <= options.Window)
                .OrderBy(group => group.DistanceTo(hit.At)).ThenBy(group => group.First)
                .FirstOrDefault();
            if (nearest is null)
            {
                waiting.Add(hit);
            }
            else
            {
                nearest.AddContext(new(hit, $"context: within {Hours(options.Window)} of the incident's span"));
            }
        }

        return new([.. groups.Where(group => group.HasChanged).Select(group => group.ToStep())], waiting.ToImmutable());
    }

    /// <summary>Adds a group, and makes one of all that it is near to.</summary>
    private static void Join(List<HitGroup> groups, HitGroup added, DateTimeOffset at, TimeSpan window)
    {
        var near = groups.Where(group => group.DistanceTo(at) <= window).Append(added).ToList();
        var first = near.OrderBy(group => group.OpenedAt ?? DateTimeOffset.MaxValue).ThenBy(group => group.First).First();
        groups.RemoveAll(near.Contains);
        foreach (var group in near.Where(group => group != first))
        {
            first.Absorb(group);
        }

        groups.Add(first);
    }

    private static string Hours(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h");
}
