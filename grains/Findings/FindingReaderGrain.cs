using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Findings;

/// <inheritdoc cref="IFindingReaderGrain"/>
[StatelessWorker]
internal sealed class FindingReaderGrain(FindingReaderStore findings, AlertReceiverStore receivers, TimeProvider time) : Grain, IFindingReaderGrain
{
    private const int MaxLimit = 200;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public async Task<Finding?> GetFinding(Guid id) => await findings.FindAsync(Organization, id, time.GetUtcNow(), CancellationToken.None) is { } finding
        ? finding with { History = FindingHistory.Tell(finding.History!.Value, time.GetUtcNow()) }
        : null;

    public async Task<ImmutableArray<FindingChange>?> GetHistory(Guid id) => (await GetFinding(id))?.History;

    public async Task<FindingPage> GetFindings(FindingQuery query)
    {
        var (after, limit, now) = (CursorOf(query), Math.Clamp(query.Limit, 1, MaxLimit), time.GetUtcNow());
        var found = await findings.ListAsync(Organization, query, now, after, limit, CancellationToken.None);
        var counts = await findings.CountAsync(Organization, query, now, CancellationToken.None);
        return new([.. found.Take(limit).Select(one => one.Finding)], found.Length <= limit ? null : found[limit - 1].Cursor) { Counts = counts };
    }

    public async Task<FindingSummary> GetSummary() =>
        Summaries.Of(await findings.CountOpenAsync(Organization, time.GetUtcNow(), CancellationToken.None), time.GetUtcNow());

    public Task<ImmutableArray<AlertReceiver>> GetReceivers() => receivers.GetAllAsync(Organization, CancellationToken.None);

    public Task<ImmutableArray<AlertDelivery>?> GetDeliveries(Guid receiverId) =>
        receivers.GetDeliveriesAsync(new(Organization, receiverId), CancellationToken.None);

    private static PriorityCursor? CursorOf(FindingQuery query) => query.Cursor is not { } text ? null
        : (query.Order == FindingOrder.Priority ? PriorityCursor.TryParse(text) : TimeCursor.TryParse(text) is { } row ? new PriorityCursor(0, row) : null)
            ?? throw new ArgumentException($"'{text}' is not the next of a page in this order.", nameof(query));
}
