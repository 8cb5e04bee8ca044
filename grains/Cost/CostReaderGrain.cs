using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Raposa.Inventory;
using Raposa.Organizations;

namespace Raposa.Cost;

/// <inheritdoc cref="ICostReaderGrain"/>
[StatelessWorker, Reentrant]
internal sealed class CostReaderGrain(CostReaderStore store, TimeProvider time) : Grain, ICostReaderGrain
{
    private OrganizationId Organization => OrganizationId.OfKey(this.GetPrimaryKeyString());

    public async Task<DailyCost> GetDaily(CostQuery query)
    {
        var asOf = query.AsOf ?? time.GetUtcNow();
        var (source, name) = query.By switch
        {
            CostGrouping.UsageType => ("aws_cost_by_usage_type", "coalesce(d.columns->'keys'->>1, '')"),
            CostGrouping.Tag => ("aws_cost_by_tag", "coalesce(d.columns->'keys'->>0, '')"),
            CostGrouping.Account => ("aws_cost_by_service", "c.account_id"),
            _ => ("aws_cost_by_service", "coalesce(d.columns->'keys'->>0, '')"),
        };
        var coverage = await GrainFactory.GetGrain<IInventoryReaderGrain>(Organization.ToString())
            .GetCoverage(new() { Source = source, AccountId = query.AccountId, AsOf = asOf });
        return new(await store.GetDailyAsync(Organization, query, source, name, asOf, CancellationToken.None), coverage);
    }

    public Task<ImmutableArray<CostAnomaly>> GetAnomalies(string? accountId, int limit) =>
        store.GetAnomaliesAsync(Organization, accountId, Math.Clamp(limit, 1, 200), CancellationToken.None);

    public Task<CostAnomaly?> GetAnomaly(Guid id) => store.FindAsync(Organization, id, CancellationToken.None);
}
