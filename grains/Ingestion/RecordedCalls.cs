using System.Collections.Immutable;
using Raposa.Cost;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <inheritdoc cref="IRecordedCalls"/>
internal sealed class RecordedCalls(EventReaderStore store) : IRecordedCalls
{
    private const int EventsAtOnce = 500;

    public async Task<ImmutableArray<TrailEvent>> FindAsync(
        OrganizationId organization, string accountId, string eventSource, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<TrailEvent>();
        var query = new EventQuery { AccountId = accountId, EventSource = eventSource, From = from, To = to, Limit = EventsAtOnce };
        do
        {
            var page = await store.GetPageAsync(organization, query, cancellationToken);
            found.AddRange(page.Events.Where(one => one.IsReadOnly != true));
            query = query with { Cursor = page.Next };
        }
        while (query.Cursor is not null);

        return found.ToImmutable();
    }
}
