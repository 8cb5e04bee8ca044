using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;

namespace Raposa.Incidents;

/// <inheritdoc cref="ITriageGrain"/>
internal sealed partial class TriageGrain(
    IncidentStore incidents, IOptions<TriageOptions> options, ILogger<TriageGrain> logger) : Grain, ITriageGrain
{
    private TriageKey Key => TriageKey.Parse(this.GetPrimaryKeyString());

    public async Task<ImmutableArray<Guid>> Place(ImmutableArray<TimelineEntry> hits)
    {
        if (hits.IsEmpty)
        {
            return [];
        }

        // The evidence first: if this ends after any line below, the next call finds it without an incident and goes on.
        var (organization, actor) = (Key.Organization, Key.Actor);
        await incidents.RecordAsync(organization, actor, hits, CancellationToken.None);
        var unplaced = await incidents.FindUnplacedAsync(organization, actor, hits, CancellationToken.None);
        var times = hits.Concat(unplaced).Select(hit => hit.At).ToList();
        var open = await incidents.FindOpenAsync(organization, actor, times.Min(), times.Max(), CancellationToken.None);
        foreach (var step in Placement.Decide(organization.ToString(), actor, open, unplaced, options.Value).Steps)
        {
            await Follow(step, new(organization, step.IncidentId), actor);
        }

        return await incidents.FindIncidentsOfAsync(organization, hits, CancellationToken.None);
    }

    private async Task Follow(PlacementStep step, IncidentKey key, string actor)
    {
        var incident = GrainFactory.GetGrain<IIncidentGrain>(key.ToString());
        if (!step.Hits.IsEmpty)
        {
            LogPlacing(Key, step.Hits.Length, step.IncidentId, step.Hits[0].Reason);
            await incident.Add(actor, [.. step.Hits.Select(placed => placed.Hit)]);
        }

        if (!step.Absorbs.IsEmpty)
        {
            await incident.Absorb(step.Absorbs);
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Triage} places {Hits} hits in incident {Incident}; the first {Reason}")]
    private partial void LogPlacing(TriageKey triage, int hits, Guid incident, string reason);
}
