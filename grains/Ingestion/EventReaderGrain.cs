using Orleans;
using Orleans.Concurrency;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <inheritdoc cref="IEventReaderGrain"/>
[StatelessWorker, Reentrant]
internal sealed class EventReaderGrain(EventReaderStore store) : Grain, IEventReaderGrain
{
    private OrganizationId Organization => OrganizationId.OfKey(this.GetPrimaryKeyString());

    public Task<TrailEvent?> GetEvent(string eventId) => store.FindAsync(Organization, eventId, CancellationToken.None);

    public Task<EventPage> GetEvents(EventQuery query) => store.GetPageAsync(Organization, query, CancellationToken.None);

    public Task<IngestReceipt?> GetReceipt(Guid batchId) => store.FindReceiptAsync(Organization, batchId, CancellationToken.None);
}
