using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans;
using Raposa.Collection;
using Raposa.Collection.Sources;
using Raposa.Database;
using Raposa.Inventory;
using Raposa.Organizations;
using Raposa.Reconciliation;
#if ENGINE_LOCAL
using Raposa.LocalEngine.Activations;
#endif

namespace Raposa.Benchmarks;

/// <summary>
/// A whole reconciliation by grain calls, beside one SQL hash join over the same rows in the same database: 500 live instances
/// in 50,000 records of sensors, 1,000 in 100,000, and ten times the first.
/// </summary>
/// <remarks>
/// The join does the least that could be called reconciliation: it reads what it needs of each document's columns, joins by
/// instance id, says matched, unprotected or stale, and gives every row to the client. It knows no address, no MAC address, no
/// name, no silence and no partial snapshot, and it writes nothing. The run does all of that, and writes. The first run of an
/// organization writes a row for each record; those after it write what changed.
/// </remarks>
internal static class ReconcileBenchmark
{
    private const string Account = "123456789012", Region = "eu-west-1", Tenant = "0123456789abcdef0123456789abcdef";
    private const int PageSize = 5_000;
    private const int Rounds = 7;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly (int Live, int Records)[] Sizes = [(500, 50_000), (1_000, 100_000), (5_000, 500_000)];

    private const string Join =
        """
        with host as (
          select o.resource_key as device_id, r.instance_id, r.account_id, r.last_seen_at
          from inventory.snapshot as s
          join inventory.observation as o on o.org_id = s.org_id and o.chain_id = s.chain_id and o.first_seq <= s.sequence and o.last_seq >= s.sequence
          join inventory.document as d on d.org_id = o.org_id and d.source = 'crowdstrike_host' and d.sha256 = o.sha256
          cross join lateral jsonb_to_record(d.columns) as r (instance_id text, account_id text, last_seen_at timestamptz)
          where s.org_id = $1 and s.snapshot_id = $2
        ), instance as (
          select o.resource_key as instance_id, r.state, r.launched_at
          from inventory.snapshot as s
          join inventory.observation as o on o.org_id = s.org_id and o.chain_id = s.chain_id and o.first_seq <= s.sequence and o.last_seq >= s.sequence
          join inventory.document as d on d.org_id = o.org_id and d.source = 'aws_ec2_instance' and d.sha256 = o.sha256
          cross join lateral jsonb_to_record(d.columns) as r (state text, launched_at timestamptz)
          where s.org_id = $1 and s.snapshot_id = $3 and r.state in ('pending', 'running')
        )
        select h.device_id, i.instance_id,
          case when i.instance_id is null then 'stale' when h.device_id is null or h.last_seen_at < i.launched_at then 'unprotected' else 'matched' end
        from host as h full join instance as i on i.instance_id = h.instance_id and h.account_id = $4
        """;

    public static async Task<BenchmarkResult> RunAsync()
    {
        await using var platform = await BenchmarkPlatform.StartAsync();
        var rows = new List<BenchmarkRow>();

        // Code that is compiled while it is measured is not what is measured.
        await MeasureAsync(platform, 50, 1_000, []);
        foreach (var (live, records) in Sizes)
        {
            await MeasureAsync(platform, live, records, rows);
        }

        return new(
            "reconcile",
            rows,
            "The join reads the same documents by instance id alone and writes nothing; a run matches by four rungs, and writes. Medians of 7; the first run once.");
    }

    private static async Task MeasureAsync(BenchmarkPlatform platform, int live, int records, List<BenchmarkRow> rows)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"{live:#,0} live x {records:#,0} records");
        var organization = new OrganizationId(Guid.CreateVersion7());
        var database = platform.Services.GetRequiredService<TenantDatabase>();
        var estate = new ReconcileEstate(live, records);
        var instances = await WriteAsync(database, organization, Account, ChainBook.Instances, Region, estate.Instances());
        var interfaces = await WriteAsync(database, organization, Account, ChainBook.Interfaces, Region, estate.Interfaces());
        var sensors = await WriteAsync(database, organization, Tenant, ChainBook.Sensors, null, estate.Sensors());
        await using (var analyze = platform.Admin.CreateCommand("analyze"))
        {
            analyze.CommandTimeout = 600;
            await analyze.ExecuteNonQueryAsync();
        }

        ReconciliationRequest RequestAt(int minute) => new()
        {
            RunId = Guid.CreateVersion7(), AsOf = Start.AddMinutes(minute),
            Chains =
            [
                new() { AccountId = Account, Source = ChainBook.Instances, Region = Region, SnapshotId = instances, IsComplete = true },
                new() { AccountId = Account, Source = ChainBook.Interfaces, Region = Region, SnapshotId = interfaces, IsComplete = true },
                new() { AccountId = Tenant, Source = ChainBook.Sensors, SnapshotId = sensors, IsComplete = true },
            ],
        };
        Caller.ActFor(organization);
        var grain = platform.Services.GetRequiredService<IGrainFactory>().GetGrain<IReconciliationGrain>(organization.ToString());
        var joins = await TimesAsync(() => JoinAsync(database, organization, sensors, instances, live + records));
        using var memory = new PeakMemory();
        var first = Stopwatch.StartNew();
        var summary = await grain.Reconcile(RequestAt(5));
        first.Stop();
        var minute = 6;
        var runs = await TimesAsync(() => grain.Reconcile(RequestAt(minute++)));
        Trace.Assert(summary.Live == live && summary.Records == records && summary.Matched > live / 2, summary.ToString());
        var (join, run) = (Median(joins), Median(runs));
        rows.AddRange(
        [
            new($"{size}: one SQL hash join", join, "ms"),
            new($"{size}: a run by grain calls", run, "ms"),
            new($"{size}: a run, of the join", run / join, "ratio"),
            new($"{size}: an organization's first run, with every row and reminder", first.Elapsed.TotalMilliseconds, "ms"),
            new($"{size}: the first run, of the join", first.Elapsed.TotalMilliseconds / join, "ratio"),
            new($"{size}: peak memory of the process", memory.WorkingSet / 1e6, "MB"),
            new($"{size}: of it managed, above what was there before", memory.ManagedAbove / 1e6, "MB"),
            new($"{size}: matched", summary.Matched, "instances"),
        ]);
#if ENGINE_LOCAL
        var alive = platform.Services.GetRequiredService<Catalog>().Activations()
            .Where(activation => activation.GrainId.Key.ToString()!.StartsWith(organization.ToString(), StringComparison.Ordinal)).ToList();
        rows.Add(new($"{size}: grains activated, of instances", alive.Count(one => one.GrainInstance is InstanceGrain), "grains"));
        rows.Add(new($"{size}: grains activated, of sensors", alive.Count(one => one.GrainInstance is FalconHostGrain), "grains"));
        rows.Add(new($"{size}: grains activated, all", alive.Count, "grains"));
#endif
    }

    private static async Task<Guid> WriteAsync(
        TenantDatabase database, OrganizationId organization, string account, string source, string? region, IEnumerable<CollectedResource> resources)
    {
        var (store, reader, id) = (new SnapshotStore(database), new DocumentReader(SourceCatalog.Platform[source]), Guid.CreateVersion7());
        await store.OpenAsync(organization, new(id, account, source, region, Start, [], ""), default);
        foreach (var page in resources.Chunk(PageSize))
        {
            await store.AddAsync(
                organization, source, id, reader.See(page, "a key of the benchmark"u8), new(Start, page.Length), reader.ColumnsVersion,
                unknown => Task.FromResult(Array.ConvertAll(unknown, reader.Read)), default);
        }

        await store.CloseAsync(organization, new(id, (short)RunStatus.Sealed, Start.AddMinutes(1), null, "[]", null), default);
        return id;
    }

    private static async Task JoinAsync(TenantDatabase database, OrganizationId organization, Guid sensors, Guid instances, int least)
    {
        await using var connection = await database.OpenReaderAsync(organization, default);
        // As much memory as the run gives itself.
        await using (var memory = new NpgsqlCommand("set work_mem = '64MB'", connection))
        {
            await memory.ExecuteNonQueryAsync();
        }

        await using var command = connection.Command(Join, organization.Value, sensors, instances, Account);
        command.CommandTimeout = 600;
        await using var reader = await command.ExecuteReaderAsync();
        var count = 0;
        while (await reader.ReadAsync())
        {
            count += reader.GetString(2).Length > 0 ? 1 : 0;
        }

        Trace.Assert(count >= least / 2, $"{count} rows");
    }

    private static async Task<List<double>> TimesAsync(Func<Task> work)
    {
        await work();
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await work();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>The most memory that was in use at any of many moments.</summary>
    private sealed class PeakMemory : IDisposable
    {
        private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
        private readonly Timer _timer;
        private long _managed;

        public PeakMemory() => _timer = new(_ =>
        {
            WorkingSet = Math.Max(WorkingSet, Environment.WorkingSet);
            _managed = Math.Max(_managed, GC.GetTotalMemory(forceFullCollection: false));
        }, null, 0, 5);

        public long WorkingSet { get; private set; }

        public long ManagedAbove => Math.Max(0, _managed - _before);

        public void Dispose() => _timer.Dispose();
    }
}
