using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using Raposa.Collection;
using Raposa.Database;
using Raposa.Inventory;
using Raposa.Organizations;

namespace Raposa.Benchmarks;

/// <summary>
/// A thousand snapshots of five thousand resources, of which one in a hundred changes, comes or goes each time: what they take
/// on disk beside a table that keeps every document of every snapshot, and how long reads of the past take.
/// </summary>
/// <remarks>
/// The full copies have no index but their key and none of the columns, and are compressed the same way. A few of them are
/// written and measured; that size times the number of snapshots is the comparison, since each costs the same.
/// Unchanged resources are prepared once: what is measured is storage, not the parsing of JSON.
/// </remarks>
internal static class SnapshotsBenchmark
{
    private const int Snapshots = 1_000;
    private const int Resources = 5_000;
    private const int Changed = 40;
    private const int Replaced = 10;
    private const int PageSize = 1_000;
    private const int FullCopies = 20;
    private const int Rounds = 7;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_instance",
        Description = "An EC2 instance.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = new(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5), TimeSpan.FromHours(1)),
        Read = new Nothing(),
        Columns =
        [
            new("instance_id", "InstanceId", "Its id.", IsKey: true),
            new("state", "State.Name", "Its state."),
            new("instance_type", "InstanceType", "Its type."),
            new("vpc_id", "VpcId", "Its VPC."),
            new("subnet_id", "SubnetId", "Its subnet."),
            new("private_ip", "PrivateIpAddress", "Its address.", ColumnType.Address),
            new("launched_at", "LaunchTime", "When it was launched.", ColumnType.Timestamp),
            new("security_group_ids", "SecurityGroups[].GroupId", "Its groups.", ColumnType.TextArray),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
    };

    public static async Task<BenchmarkResult> RunAsync()
    {
        await using var platform = await BenchmarkPlatform.StartAsync();
        var database = platform.Services.GetRequiredService<TenantDatabase>();
        var organization = new OrganizationId(Guid.CreateVersion7());
        var rows = new List<BenchmarkRow> { new("snapshots", Snapshots, "snapshots"), new("resources in each", Resources, "resources") };

        var estate = new Estate(new(Source), seed: 1);
        rows.Add(new("bytes of a document", estate.DocumentBytes, "bytes"));
        var store = new SnapshotStore(database);
        var total = Stopwatch.StartNew();
        var sealing = new List<double>();
        var fullBytes = 0L;
        await CreateFullCopiesAsync(platform.Admin);
        for (var at = 0; at < Snapshots; at++)
        {
            sealing.Add(await WriteAsync(store, organization, estate, at));
            if (at % (Snapshots / FullCopies) == 0)
            {
                await CopyAsync(platform.Admin, organization, estate, at);
            }

            estate.Live();
        }

        rows.Add(new("written, median of a snapshot", Median(sealing), "ms"));
        rows.Add(new("written, all", total.Elapsed.TotalSeconds, "s"));
        await ExecuteAsync(platform.Admin, "vacuum analyze");
        var bytes = await SizeAsync(platform.Admin, "select sum(pg_total_relation_size(oid)) from pg_class where relnamespace = 'inventory'::regnamespace and relkind = 'r'");
        fullBytes = await SizeAsync(platform.Admin, "select pg_total_relation_size('full_copy')") / FullCopies * Snapshots;
        rows.Add(new("snapshots as intervals, with indexes and TOAST", bytes / 1e6, "MB"));
        rows.Add(new($"full copies (measured {FullCopies}, multiplied), with index and TOAST", fullBytes / 1e6, "MB"));
        rows.Add(new("share of the full copies", 100.0 * bytes / fullBytes, "%"));
        foreach (var table in new[] { "document", "observation", "snapshot", "snapshot_profile", "sighting" })
        {
            rows.Add(new($"of it inventory.{table}", await SizeAsync(platform.Admin, $"select pg_total_relation_size('inventory.{table}')") / 1e6, "MB"));
        }

        var reader = new ResourceReaderStore(database);
        foreach (var (name, at) in new[] { ("oldest", 0), ("middle", Snapshots / 2), ("newest", Snapshots - 1) })
        {
            var asOf = Start.AddMinutes(at).AddSeconds(45);
            var all = await reader.GetAsync(organization, new() { WithDocuments = true }, asOf, null, Resources + 1, default);
            Trace.Assert(all.Count == Resources, $"{all.Count} resources at {name}");
            var key = all[Resources / 2].Resource.Key;
            rows.Add(new($"all resources with documents, at the {name}", await TimeAsync(
                () => reader.GetAsync(organization, new() { WithDocuments = true }, asOf, null, Resources + 1, default)), "ms"));
            rows.Add(new($"one resource, at the {name}", await TimeAsync(() => reader.FindAsync(organization, key, asOf, default)), "ms"));
        }

        return new("snapshots", rows);
    }

    private static async Task<double> WriteAsync(SnapshotStore store, OrganizationId organization, Estate estate, int at)
    {
        var watch = Stopwatch.StartNew();
        var id = Guid.CreateVersion7();
        await store.OpenAsync(organization, new(id, "123456789012", Source.Name, "eu-west-1", Start.AddMinutes(at), [], ""), default);
        foreach (var page in estate.Seen.Chunk(PageSize))
        {
            await store.AddAsync(
                organization, Source.Name, id, page, new(Start.AddMinutes(at), Resources), estate.Reader.ColumnsVersion,
                unknown => Task.FromResult(Array.ConvertAll(unknown, estate.Reader.Read)), default);
        }

        await store.CloseAsync(organization, new(id, (short)RunStatus.Sealed, Start.AddMinutes(at).AddSeconds(30), Resources, "[]", null), default);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task CreateFullCopiesAsync(NpgsqlDataSource admin)
    {
        await ExecuteAsync(admin, "create table full_copy (org_id uuid, snapshot_id int, resource_key text, body jsonb, primary key (org_id, snapshot_id, resource_key))");
        try
        {
            await ExecuteAsync(admin, "alter table full_copy alter column body set compression lz4");
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.FeatureNotSupported)
        {
            Console.WriteLine("This server has no lz4; both sides are compressed with pglz.");
        }
    }

    private static async Task CopyAsync(NpgsqlDataSource admin, OrganizationId organization, Estate estate, int at)
    {
        await using var connection = await admin.OpenConnectionAsync();
        await using var import = await connection.BeginBinaryImportAsync("copy full_copy (org_id, snapshot_id, resource_key, body) from stdin (format binary)");
        foreach (var resource in estate.Seen)
        {
            await import.StartRowAsync();
            await import.WriteAsync(organization.Value);
            await import.WriteAsync(at);
            await import.WriteAsync(resource.Key);
            await import.WriteAsync(resource.Json, NpgsqlDbType.Jsonb);
        }

        await import.CompleteAsync();
    }

    private static async Task<double> TimeAsync<T>(Func<Task<T>> read)
    {
        await read();
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await read();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return Median(times);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<long> SizeAsync(NpgsqlDataSource admin, string sql)
    {
        await using var command = admin.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource admin, string sql)
    {
        await using var command = admin.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    private sealed record Nothing : SourceRead
    {
        public override System.Collections.Immutable.ImmutableArray<string> Operations => [];

        public override System.Collections.Immutable.ImmutableArray<string> Permissions => [];
    }

    /// <summary>The resources as they are now, prepared as the writer prepares them.</summary>
    private sealed class Estate
    {
        private readonly InstancePayloads _payloads;
        private readonly Random _random;
        private readonly List<SeenResource> _now;

        public Estate(DocumentReader reader, int seed)
        {
            (Reader, _payloads, _random) = (reader, new(seed), new(seed));
            _now = [.. Enumerable.Range(0, Resources).Select(_ => New(_payloads.NewId()))];
            DocumentBytes = _now.Average(resource => resource.Json.Length);
        }

        public DocumentReader Reader { get; }

        public double DocumentBytes { get; }

        public SeenResource[] Seen => [.. _now];

        public void Live()
        {
            for (var change = 0; change < Changed + Replaced; change++)
            {
                var at = _random.Next(_now.Count);
                _now[at] = New(change < Changed ? _now[at].Key : _payloads.NewId());
            }
        }

        private SeenResource New(string id) => Reader.See([new(id, _payloads.Document(id))], [])[0];
    }
}
