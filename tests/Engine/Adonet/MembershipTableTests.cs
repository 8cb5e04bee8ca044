using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;
using Raposa.Support;

namespace Raposa.Engine;

/// <summary>Our statements against Orleans' contract of a membership table, through its AdoNet provider.</summary>
public sealed class MembershipTableTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private static readonly DateTime Noon = new(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);
    private readonly List<IHost> _hosts = [];

    [Fact]
    public async Task A_new_cluster_has_version_zero_and_no_silo()
    {
        var table = await OpenAsync();

        var found = await table.ReadAllAsync();

        Assert.Equal(0, found.Version.Version);
        Assert.Empty(found.Members);
    }

    [Fact]
    public async Task Everything_said_about_a_silo_is_read_back()
    {
        var table = await OpenAsync();
        var said = Entry(1);
        await table.InsertRowAsync(said, (await table.ReadAllAsync()).Version.Next());
        said.Status = SiloStatus.Joining;
        said.SuspectTimes = [Tuple.Create(OrleansSilo.NewSilo(7), Noon), Tuple.Create(OrleansSilo.NewSilo(8), Noon.AddSeconds(1))];
        Assert.True(await UpdateAsync(table, said, (await table.ReadAllAsync()).Version));

        var read = (await table.ReadRowAsync(said.SiloAddress)).Members.Single().Item1;

        Assert.Equal(said.SiloAddress, read.SiloAddress);
        Assert.Equal(("silo-1", "host-1", SiloStatus.Joining, 30001), (read.SiloName, read.HostName, read.Status, read.ProxyPort));
        Assert.Equal((Noon, Noon.AddSeconds(5)), (read.StartTime, read.IAmAliveTime));
        Assert.Equal(said.SuspectTimes, read.SuspectTimes);
    }

    [Fact]
    public async Task Joining_moves_the_version_and_its_etag()
    {
        var table = await OpenAsync();

        Assert.True(await table.InsertRowAsync(Entry(1), (await table.ReadAllAsync()).Version.Next()));

        var found = await table.ReadAllAsync();
        Assert.Equal(new TableVersion(1, "1"), found.Version);
        Assert.Single(found.Members);
    }

    [Fact]
    public async Task A_silo_that_is_already_there_does_not_join_and_moves_nothing()
    {
        var table = await OpenAsync();
        await table.InsertRowAsync(Entry(1), (await table.ReadAllAsync()).Version.Next());

        Assert.False(await table.InsertRowAsync(Entry(1), (await table.ReadAllAsync()).Version.Next()));

        Assert.Equal(1, (await table.ReadAllAsync()).Version.Version);
    }

    [Fact]
    public async Task A_silo_that_is_not_there_is_not_changed_and_moves_nothing()
    {
        var table = await OpenAsync();

        Assert.False(await UpdateAsync(table, Entry(1), (await table.ReadAllAsync()).Version));

        Assert.Equal(0, (await table.ReadAllAsync()).Version.Version);
    }

    [Fact]
    public async Task A_change_decided_on_an_older_version_is_refused_whole()
    {
        var table = await OpenAsync();
        var older = (await table.ReadAllAsync()).Version;
        await table.InsertRowAsync(Entry(1), older.Next());

        var dead = Entry(1);
        dead.Status = SiloStatus.Dead;
        Assert.False(await UpdateAsync(table, dead, older));
        Assert.False(await table.InsertRowAsync(Entry(2), older.Next()));

        var found = await table.ReadAllAsync();
        Assert.Equal(1, found.Version.Version);
        Assert.Equal(SiloStatus.Active, found.Members.Single().Item1.Status);
    }

    [Fact]
    public async Task Of_silos_that_join_on_the_same_version_at_once_one_does()
    {
        var table = await OpenAsync();
        var version = (await table.ReadAllAsync()).Version.Next();

        var joined = await Task.WhenAll(Enumerable.Range(1, 8).Select(port => table.InsertRowAsync(Entry(port), version)));

        Assert.Equal(1, joined.Count(yes => yes));
        Assert.Single((await table.ReadAllAsync()).Members);
    }

    [Fact]
    public async Task A_heartbeat_is_recorded_and_moves_nothing()
    {
        var table = await OpenAsync();
        await table.InsertRowAsync(Entry(1), (await table.ReadAllAsync()).Version.Next());
        var alive = Entry(1);
        alive.IAmAliveTime = Noon.AddMinutes(1);

        await table.UpdateIAmAliveAsync(alive);

        var found = await table.ReadAllAsync();
        Assert.Equal(1, found.Version.Version);
        Assert.Equal(Noon.AddMinutes(1), found.Members.Single().Item1.IAmAliveTime);
    }

    [Fact]
    public async Task Looking_for_an_unknown_silo_still_tells_the_version()
    {
        var table = await OpenAsync();
        await table.InsertRowAsync(Entry(1), (await table.ReadAllAsync()).Version.Next());

        var found = await table.ReadRowAsync(OrleansSilo.NewSilo(2));

        Assert.Equal(1, found.Version.Version);
        Assert.Empty(found.Members);
    }

    [Fact]
    public async Task Only_silos_long_dead_are_cleaned_up()
    {
        var table = await OpenAsync();
        await JoinAsync(table, Entry(1, SiloStatus.Dead, aliveAt: Noon));
        await JoinAsync(table, Entry(2, SiloStatus.Dead, aliveAt: Noon.AddHours(2)));
        await JoinAsync(table, Entry(3, SiloStatus.Active, aliveAt: Noon));
        await JoinAsync(table, Entry(4, SiloStatus.Joining, aliveAt: Noon));

        await table.CleanupDefunctSiloEntriesAsync(Noon.AddHours(1));

        var left = (await table.ReadAllAsync()).Members.Select(member => member.Item1.SiloAddress.Endpoint.Port).Order();
        Assert.Equal([2, 3, 4], left);
    }

    [Fact]
    public async Task A_cluster_that_is_deleted_leaves_the_others()
    {
        var kept = await OpenAsync();
        await JoinAsync(kept, Entry(1));
        var cluster = NewCluster();
        var deleted = await OpenAsync(cluster);
        await JoinAsync(deleted, Entry(1));

        await deleted.DeleteMembershipTableEntriesAsync(cluster);

        Assert.Single((await kept.ReadAllAsync()).Members);
        await deleted.InitializeMembershipTableAsync(tryInitTableVersion: true);
        Assert.Empty((await deleted.ReadAllAsync()).Members);
    }

    public void Dispose() => _hosts.ForEach(host => host.Dispose());

    private static async Task JoinAsync(IMembershipTable table, MembershipEntry entry) =>
        Assert.True(await table.InsertRowAsync(entry, (await table.ReadAllAsync()).Version.Next()));

    /// <summary>The etag of a silo is that of the whole table's version: the provider refuses any other without asking the database.</summary>
    private static Task<bool> UpdateAsync(IMembershipTable table, MembershipEntry entry, TableVersion read) =>
        table.UpdateRowAsync(entry, read.VersionEtag, read.Next());

    private static MembershipEntry Entry(int port, SiloStatus status = SiloStatus.Active, DateTime? aliveAt = null) => new()
    {
        SiloAddress = OrleansSilo.NewSilo(port),
        SiloName = $"silo-{port}",
        HostName = $"host-{port}",
        Status = status,
        ProxyPort = 30000 + port,
        StartTime = Noon,
        IAmAliveTime = aliveAt ?? Noon.AddSeconds(5),
    };

    private static string NewCluster() => $"cluster-{Guid.NewGuid():N}";

    private async Task<IMembershipTable> OpenAsync(string? cluster = null)
    {
        var host = OrleansSilo.Build(postgres, 11111, 30000, cluster ?? NewCluster());
        _hosts.Add(host);
        var table = host.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true);
        return table;
    }
}
