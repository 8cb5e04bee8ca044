using Orleans;
using Orleans.Concurrency;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <inheritdoc cref="ICompletenessReaderGrain"/>
[StatelessWorker, Reentrant]
internal sealed class CompletenessReaderGrain(CompletenessReaderStore store) : Grain, ICompletenessReaderGrain
{
    private const int MaxLimit = 200;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public async Task<CompletenessPage> GetHours(CompletenessQuery query)
    {
        var after = query.Cursor is null
            ? null
            : CompletenessCursor.TryParse(query.Cursor) ?? throw new ArgumentException($"'{query.Cursor}' is not a page's next.", nameof(query));
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        var found = await store.ListAsync(Organization, query, after, limit, CancellationToken.None);
        return found.Length <= limit
            ? new(found, null)
            : new(found[..limit], new CompletenessCursor(found[limit - 1].Hour, found[limit - 1].AccountId, found[limit - 1].Region).ToString());
    }

    public Task<CompletenessDetail?> GetHour(string accountId, string region, DateTimeOffset hour) =>
        store.FindAsync(Organization, accountId, region, hour, CancellationToken.None);
}
