using System.Collections.Immutable;
using Orleans;
using Raposa.Detection;
using Raposa.Organizations;

namespace Raposa.Incidents;

/// <inheritdoc cref="IIncidentGrain"/>
internal sealed class IncidentGrain(IncidentStore incidents, TimeProvider time) : Grain, IIncidentGrain
{
    private IncidentKey Key => IncidentKey.Parse(this.GetPrimaryKeyString());

    public Task<Incident?> Get() => incidents.FindAsync(Key, CancellationToken.None);

    public async Task<Incident> Add(string actor, ImmutableArray<TimelineEntry> entries)
    {
        var change = await incidents.AddAsync(Key, actor, Actor.Short(actor), entries, time.GetUtcNow(), CancellationToken.None);
        if (change.Added > 0)
        {
            await Publish(change.WasOpened ? "incident.opened" : "incident.updated", change.Incident, change.Added);
        }

        return change.Incident;
    }

    public async Task<Incident?> Absorb(ImmutableArray<Guid> others)
    {
        var change = await incidents.AbsorbAsync(Key, others, Actor.Short, time.GetUtcNow(), CancellationToken.None);
        if (change is { Added: > 0 })
        {
            await Publish("incident.merged", change.Incident, others.Length);
        }

        return change?.Incident;
    }

    public async Task<Incident?> SetStatus(IncidentStatus status)
    {
        if (await incidents.FindAsync(Key, CancellationToken.None) is not { } before || before.Status == status)
        {
            return await incidents.FindAsync(Key, CancellationToken.None);
        }

        var after = await incidents.SetStatusAsync(Key, status, time.GetUtcNow(), CancellationToken.None);
        if (after is not null)
        {
            await Publish(status == IncidentStatus.Closed ? "incident.closed" : "incident.reopened", after, null);
        }

        return after;
    }

    private Task Publish(string kind, Incident incident, long? count) =>
        GrainFactory.GetGrain<IActivityGrain>(Key.Organization.ToString()).Publish(new()
        {
            At = time.GetUtcNow(),
            Kind = kind,
            Summary = incident.Title,
            Subject = incident.Id.ToString("D"),
            Count = count,
            Severity = incident.Severity.ToString().ToLowerInvariant(),
        });
}
