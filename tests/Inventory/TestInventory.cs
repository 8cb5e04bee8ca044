using System.Security.Cryptography;
using System.Text;
using Raposa.Collection;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Inventory;

/// <summary>An organization's inventory on a real database, filled through the writer as collectors do.</summary>
internal sealed class TestInventory
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PostgresFixture _postgres;

    public TestInventory(PostgresFixture postgres, params SourceDefinition[] sources)
    {
        _postgres = postgres;
        sources = sources.Length > 0 ? sources : [TestSource.Machine];
        var declared = new DeclaredSources(new TestSources(sources));
        var keyRing = new LocalKeyRing(Path.Combine(Path.GetTempPath(), $"raposa-keys-{Environment.ProcessId}"), RandomNumberGenerator.Create());
        Keys = new(new(postgres.Tenants), keyRing, RandomNumberGenerator.Create(), TimeProvider.System);
        var schemas = new SchemaWatch(new(postgres.Tenants), [new ColumnPathReader(declared)], Findings);
        Writer = new(declared, new(postgres.Tenants), Keys, schemas, TimeProvider.System);
        Key = new(Organization, "123456789012", sources[0].Name, "eu-west-1");
    }

    public OrganizationId Organization { get; } = PostgresFixture.NewOrganizationId();

    public RecordedFindings Findings { get; } = new();

    public RedactionKeys Keys { get; }

    public SnapshotWriter Writer { get; }

    /// <summary>The chain that is filled where none is named.</summary>
    public CollectorKey Key { get; }

    public ResourceReaderStore Resources => new(_postgres.Tenants);

    public SnapshotReaderStore Snapshots => new(_postgres.Tenants);

    public static CollectionRun RunAt(int minute, params string[] only) => new()
    {
        Id = Guid.CreateVersion7(),
        Status = RunStatus.InProgress,
        Trigger = RunTrigger.Cadence,
        StartedAt = Start.AddMinutes(minute),
        Only = [.. only],
    };

    public static SourcePage Page(params (string Key, string Json)[] resources) => new(
        [.. resources.Select(one => new CollectedResource(one.Key, Encoding.UTF8.GetBytes(one.Json)))], null);

    /// <summary>A whole run in one page, that ends half a minute after it began.</summary>
    public async Task<(Guid Id, SnapshotChange? Change)> RunAsync(
        int minute, RunStatus status, (string Key, string Json)[] resources, string[]? only = null, CollectorKey? key = null)
    {
        var run = RunAt(minute, only ?? []);
        await Writer.OpenAsync(key ?? Key, run, default);
        if (resources.Length > 0)
        {
            await Writer.AddAsync(key ?? Key, run.Id, Page(resources), default);
        }

        return (run.Id, await CloseAsync(run, status, key));
    }

    public Task<SnapshotChange?> CloseAsync(CollectionRun run, RunStatus status, CollectorKey? key = null) => Writer.CloseAsync(
        key ?? Key, run with { Status = status, FinishedAt = run.StartedAt.AddSeconds(30) }, default);

    /// <summary>Everything of a chain as of a minute, by key.</summary>
    public async Task<SortedDictionary<string, string>> StateAsync(int minute, CollectorKey? key = null)
    {
        var chain = key ?? Key;
        var found = await Resources.GetAsync(
            Organization,
            new() { AccountId = chain.AccountId, Source = chain.Source, Region = chain.Region, WithDocuments = true },
            Start.AddMinutes(minute), null, 100_000, default);
        return new(found.ToDictionary(one => one.Resource.Key.Key, one => one.Resource.Document!), StringComparer.Ordinal);
    }

    public async Task DeleteAsync(params Guid[] snapshots)
    {
        await using var connection = await _postgres.Tenants.OpenWriterAsync(Organization, default);
        await using var command = new Npgsql.NpgsqlCommand("delete from inventory.snapshot where snapshot_id = any($1)", connection);
        command.Parameters.Add(new() { Value = snapshots });
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> CountAsync(string table)
    {
        await using var command = _postgres.Admin.CreateCommand($"select count(*) from inventory.{table} where org_id = $1");
        command.Parameters.Add(new() { Value = Organization.Value });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
