#if ENGINE_LOCAL
using System.Collections.Immutable;
using Raposa.Accounts;
using Raposa.Collection;
using Raposa.Findings;
using Raposa.LocalEngine.Simulation;
using Raposa.Organizations;

namespace Raposa.Simulation;

/// <summary>
/// Everything that outlives the silo: connections, schedules, the newest runs. Every operation has a moment before and one
/// after its effect in which the silo may be killed.
/// </summary>
internal sealed class MonthDisk(MonthWatch watch, MonthSources sources, Func<Task> mayCrash)
    : ICollectionRecords, IConnectionRecords, IConnectedAccounts, IFindingSink, ISnapshotWriter
{
    private readonly Dictionary<string, SortedDictionary<string, Kept>> _accounts = [];
    private readonly Dictionary<string, StoredConnection> _connections = [];

    /// <summary>Of the next sealed run: whether it saw a change.</summary>
    public required Chance Chance { get; init; }

    public async Task<ImmutableArray<PlannedSource>> LoadAsync(
        OrganizationId organization, string accountId, CancellationToken cancellationToken)
    {
        await mayCrash();
        return
        [
            .. AccountOf(accountId).Values.Where(kept => kept.Schedule is not null).Select(kept => new PlannedSource(
                kept.Schedule!,
                kept.Ended?.StartedAt > (kept.Schedule!.LastRun?.StartedAt ?? DateTimeOffset.MinValue) ? kept.Ended : null,
                kept.Current)),
        ];
    }

    public async Task SaveAsync(
        OrganizationId organization, string accountId, ImmutableArray<SourceSchedule> schedules, CancellationToken cancellationToken)
    {
        await mayCrash();
        foreach (var schedule in schedules)
        {
            var kept = KeptOf(accountId, schedule.Source);
            if (kept.Schedule is null)
            {
                watch.Planned(new(organization, accountId, schedule.Source), sources.Find(schedule.Source)!);
            }

            kept.Schedule = kept.Schedule?.Revision >= schedule.Revision ? kept.Schedule : schedule;
        }

        await mayCrash();
    }

    public Task RemoveAsync(
        OrganizationId organization, string accountId, ImmutableArray<SourceSchedule> schedules, DateTimeOffset leftAt, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nothing is removed in this month.");

    public async Task SaveRunAsync(CollectorKey key, CollectionRun run, CancellationToken cancellationToken)
    {
        await mayCrash();
        var kept = KeptOf(key.AccountId, key.Source);
        if (kept.Ended?.Id != run.Id)
        {
            watch.Saw(key, run);
            (kept.Current, kept.Ended) = run.IsInProgress ? (run, kept.Ended) : (null, run);
        }

        await mayCrash();
    }

    public Task<ImmutableArray<CadenceSetting>> GetCadencesAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<CadenceSetting>>([]);

    public Task SaveCadenceAsync(OrganizationId organization, string source, TimeSpan? period, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Nothing is decided in this month.");

    public async Task<StoredConnection?> FindAsync(AccountKey account, CancellationToken cancellationToken)
    {
        await mayCrash();
        return _connections.GetValueOrDefault(account.AccountId);
    }

    public async Task SaveAsync(OrganizationId organization, StoredConnection connection, CancellationToken cancellationToken)
    {
        await mayCrash();
        _connections[connection.Connection.AccountId] = connection;
        await mayCrash();
    }

    public Task<ImmutableArray<ConnectedAccount>> GetAllAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<ConnectedAccount>>(
            [.. _connections.Keys.Order(StringComparer.Ordinal).Select(account => new ConnectedAccount(account, Provider.CrowdStrike))]);

    // A sweep comes later than what is allowed where nothing crashed, so that it hides no account that does not look after itself.
    public async Task<ImmutableArray<ConnectedAccount>> GetOverdueAsync(
        OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await mayCrash();
        return
        [
            .. _accounts
                .Where(account => account.Value.Values.Any(kept => kept.Schedule?.NextDueAt < now - TimeSpan.FromMinutes(1)))
                .Select(account => account.Key).Order(StringComparer.Ordinal)
                .Select(account => new ConnectedAccount(account, Provider.CrowdStrike)),
        ];
    }

    public Task RaiseAsync(OrganizationId organization, ImmutableArray<FindingDraft> findings, CancellationToken cancellationToken) => mayCrash();

    public Task ResolveAsync(
        OrganizationId organization, ImmutableArray<string> fingerprints, FindingMoment when, CancellationToken cancellationToken) => mayCrash();

    public Task CloseAsync(
        OrganizationId organization, ImmutableArray<string> fingerprints, FindingMoment when, CancellationToken cancellationToken) => mayCrash();

    public Task ConfirmAsync(
        OrganizationId organization, ImmutableArray<string> fingerprints, DateTimeOffset at, CancellationToken cancellationToken) => mayCrash();

    public Task OpenAsync(CollectorKey key, CollectionRun run, CancellationToken cancellationToken) => mayCrash();

    public async Task AddAsync(CollectorKey key, Guid runId, SourcePage page, CancellationToken cancellationToken)
    {
        await mayCrash();
        watch.Gave(key, page.NextCursor);
        await mayCrash();
    }

    public async Task<SnapshotChange?> CloseAsync(CollectorKey key, CollectionRun run, CancellationToken cancellationToken)
    {
        await mayCrash();
        return run.Status != RunStatus.Sealed ? null : Chance.Next(3) == 0 ? new(0, 1, 0) : SnapshotChange.None;
    }

    private SortedDictionary<string, Kept> AccountOf(string accountId)
    {
        if (!_accounts.TryGetValue(accountId, out var account))
        {
            _accounts.Add(accountId, account = new(StringComparer.Ordinal));
        }

        return account;
    }

    private Kept KeptOf(string accountId, string source)
    {
        var account = AccountOf(accountId);
        if (!account.TryGetValue(source, out var kept))
        {
            account.Add(source, kept = new());
        }

        return kept;
    }

    private sealed class Kept
    {
        public SourceSchedule? Schedule { get; set; }

        public CollectionRun? Current { get; set; }

        public CollectionRun? Ended { get; set; }
    }
}
#endif
