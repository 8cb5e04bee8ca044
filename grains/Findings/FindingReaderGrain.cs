using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Findings;

/// <inheritdoc cref="IFindingReaderGrain"/>
[StatelessWorker]
internal sealed class FindingReaderGrain(FindingReaderStore findings, AlertReceiverStore receivers) : Grain, IFindingReaderGrain
{
    private const int MaxLimit = 200;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public Task<Finding?> GetFinding(Guid id) => findings.FindAsync(Organization, id, CancellationToken.None);

    public async Task<FindingPage> GetFindings(FindingQuery query)
    {
        var after = query.Cursor is null
            ? null
            : TimeCursor.TryParse(query.Cursor) ?? throw new ArgumentException($"'{query.Cursor}' is not a page's next.", nameof(query));
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        var found = await findings.ListAsync(Organization, query, after, limit, CancellationToken.None);
        return found.Length <= limit
            ? new(found, null)
            : new(found[..limit], new TimeCursor(found[limit - 1].ChangedAt, found[limit - 1].Id).ToString());
    }

    public Task<ImmutableArray<AlertReceiver>> GetReceivers() => receivers.GetAllAsync(Organization, CancellationToken.None);

    public Task<ImmutableArray<AlertDelivery>?> GetDeliveries(Guid receiverId) =>
        receivers.GetDeliveriesAsync(new(Organization, receiverId), CancellationToken.None);
}
