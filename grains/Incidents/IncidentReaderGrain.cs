using Orleans;
using Orleans.Concurrency;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Incidents;

/// <inheritdoc cref="IIncidentReaderGrain"/>
[StatelessWorker]
internal sealed class IncidentReaderGrain(IncidentReaderStore incidents) : Grain, IIncidentReaderGrain
{
    private const int MaxLimit = 200;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public Task<Incident?> GetIncident(Guid id) => incidents.FindAsync(Organization, id, CancellationToken.None);

    public async Task<IncidentPage> GetIncidents(IncidentQuery query)
    {
        var after = query.Cursor is null
            ? null
            : TimeCursor.TryParse(query.Cursor) ?? throw new ArgumentException($"'{query.Cursor}' is not a page's next.", nameof(query));
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        var found = await incidents.ListAsync(Organization, query, after, limit, CancellationToken.None);
        return found.Length <= limit
            ? new(found, null)
            : new(found[..limit], new TimeCursor(found[limit - 1].LastEventAt, found[limit - 1].Id).ToString());
    }
}
