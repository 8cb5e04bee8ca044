using System.Collections.Immutable;
using Raposa.Collection;
using Raposa.Collection.Scheduling;
using Raposa.Collection.Sources;
using Raposa.Inventory;
using Raposa.Support;

namespace Raposa.Demo;

/// <summary>A page of Falcon's that keeps failing: what came before it is kept, and nobody takes it for all there is.</summary>
public class FalconPartialTests(WorldFixture world, PostgresFixture postgres) : IClassFixture<WorldFixture>, IClassFixture<PostgresFixture>
{
    // Three pages of the world's some 3,000 hosts.
    private static readonly SourceDefinition Hosts = WithPagesOf(1_000);

    [Fact]
    public async Task Hosts_are_partial_while_a_page_fails_and_known_when_it_comes()
    {
        var inventory = new TestInventory(postgres, Hosts);
        var estate = await world.EstateAsync();
        var key = new CollectorKey(inventory.Organization, estate["falcon"]!["cid"]!.GetValue<string>(), Hosts.Name);
        var reader = new FalconSourceReader(new(
            new VendorHttpClient(world.Http, TimeProvider.System, () => 0), new WorldConnections(world.Address, estate), TimeProvider.System));

        CollectionRun broken;
        await using (await world.FaultAsync(new { kind = "error", service = "falcon", operation = "/devices/combined/devices/v1", page = 2 }))
        {
            broken = await CollectAsync(inventory, reader, key, TestInventory.RunAt(0));
        }

        var total = (await world.GetAsync("devices/combined/devices/v1?limit=1", await world.FalconTokenAsync()))["meta"]!["pagination"]!["total"]!.GetValue<int>();
        Assert.Equal((RunStatus.Partial, 1_000, total), (broken.Status, broken.Resources, broken.Expected));
        var unknown = Assert.Single(await CoverageAsync(inventory, 2));
        Assert.Equal((CoverageState.Unknown, SnapshotStatus.Partial, (Guid?)null), (unknown.State, unknown.LastStatus, unknown.SnapshotId));
        Assert.Equal("crowdstrike_host", unknown.Chain.Source);

        var whole = await CollectAsync(inventory, reader, key, TestInventory.RunAt(10));

        Assert.Equal((RunStatus.Sealed, total), (whole.Status, whole.Resources));
        var known = Assert.Single(await CoverageAsync(inventory, 12));
        Assert.Equal((CoverageState.Known, total), (known.State, known.Resources));
    }

    private static SourceDefinition WithPagesOf(int size)
    {
        var hosts = SourceCatalog.Platform["crowdstrike_host"];
        var read = (FalconRead)hosts.Read;
        return hosts with { Read = read with { List = read.List with { PageSize = size } } };
    }

    private static Task<ImmutableArray<ChainCoverage>> CoverageAsync(TestInventory inventory, int minute) =>
        inventory.Snapshots.GetCoverageAsync(inventory.Organization, new(), TestInventory.Start.AddMinutes(minute), default);

    /// <summary>The collector's own decisions, without its waiting.</summary>
    private static async Task<CollectionRun> CollectAsync(TestInventory inventory, FalconSourceReader reader, CollectorKey key, CollectionRun run)
    {
        var now = run.StartedAt.AddSeconds(30);
        await inventory.Writer.OpenAsync(key, run, default);
        while (run.IsInProgress)
        {
            try
            {
                var page = await reader.ReadAsync(Hosts, key, run.Cursor, [], default);
                await inventory.Writer.AddAsync(key, run.Id, page, default);
                run = RunDecision.AfterPage(Hosts, run, page, now);
                run = run.IsReadToEnd ? RunDecision.AtEnd(Hosts, run, now) : run;
            }
            catch (SourceReadException failed)
            {
                run = RunDecision.AfterFailure(run, failed, now, chance: 0.5);
            }
        }

        await inventory.Writer.CloseAsync(key, run, default);
        return run;
    }
}
