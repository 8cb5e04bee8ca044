using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using Orleans;
using Orleans.Concurrency;
using Raposa.Organizations;

namespace Raposa.Reconciliation;

/// <inheritdoc cref="IReconciliationReaderGrain"/>
[StatelessWorker]
internal sealed class ReconciliationReaderGrain(
    ReconciliationReaderStore verdicts, ReconciliationStore reconciliation, TimeProvider time) : Grain, IReconciliationReaderGrain
{
    private const int MaxLimit = 200;
    private const int MaxHistory = 1000;

    private OrganizationId Organization => OrganizationId.Parse(this.GetPrimaryKeyString());

    public async Task<ReconciledPage> GetInstances(ReconciledQuery query)
    {
        var after = query.Cursor is null ? default : CursorOf(query.Cursor);
        if (await verdicts.FindRunAsync(Organization, query.AsOf ?? time.GetUtcNow(), CancellationToken.None) is not { } run)
        {
            return new(null, [], null);
        }

        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        var found = await verdicts.GetInstancesAsync(Organization, query, run.AsOf, after, limit + 1, CancellationToken.None);
        return found.Length <= limit ? new(run, found, null) : new(run, found[..limit], TextOf(found[limit - 1]));
    }

    public async Task<CoverageReport?> GetCoverage(string by, DateTimeOffset? asOf)
    {
        if (!Coverage.Dimensions.Contains(by))
        {
            throw new ArgumentException($"Coverage is told by {string.Join(", ", Coverage.Dimensions)}, not by '{by}'.", nameof(by));
        }

        return await verdicts.FindRunAsync(Organization, asOf ?? time.GetUtcNow(), CancellationToken.None) is { } run
            ? new(run, by, await verdicts.GetSharesAsync(Organization, run.RunId, by, CancellationToken.None))
            : null;
    }

    public Task<ImmutableArray<ReconciliationSummary>> GetHistory(DateTimeOffset? from, DateTimeOffset? to, int limit) =>
        verdicts.GetRunsAsync(Organization, from, to, Math.Clamp(limit, 1, MaxHistory), CancellationToken.None);

    public async Task<InstanceExplanation?> Explain(InstanceName instance, DateTimeOffset? asOf)
    {
        if (await verdicts.FindRunAsync(Organization, asOf ?? time.GetUtcNow(), CancellationToken.None) is not { } run
            || await verdicts.FindInstanceAsync(Organization, instance, run.AsOf, CancellationToken.None) is not { } verdict)
        {
            return null;
        }

        Estate read;
        await using (var session = await reconciliation.OpenAsync(
            Organization, new() { RunId = run.RunId, AsOf = run.AsOf, Chains = run.Chains }, CancellationToken.None))
        {
            read = (await session.ReadAsync(CancellationToken.None)).Estate;
        }

        var explanation = Explanation.Of(read, instance);
        var documents = await verdicts.GetDocumentsAsync(Organization, run.Chains, explanation.Documents, CancellationToken.None);
        return explanation.Say(verdict, run, documents);
    }

    private static string TextOf(ReconciledInstance last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{last.AccountId}/{last.InstanceId}"));

    /// <exception cref="ArgumentException">No page ended with it.</exception>
    private static InstanceName CursorOf(string cursor) =>
        Base64Url.IsValid(cursor) && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('/') is [var account, var instance]
            ? new(account, instance)
            : throw new ArgumentException($"'{cursor}' is not a page's next.", nameof(cursor));
}
