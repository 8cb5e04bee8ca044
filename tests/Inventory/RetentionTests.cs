using Raposa.Collection;
using Raposa.Support;

namespace Raposa.Inventory;

public class RetentionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Day = 24 * 60;
    private readonly TestInventory _inventory = new(postgres);

    [Fact]
    public async Task What_was_so_at_the_horizon_and_since_can_still_be_read()
    {
        for (var day = 0; day < 10; day++)
        {
            await _inventory.RunAsync(day * Day, RunStatus.Sealed, [("m-1", $$"""{"day":{{day}}}"""), ("m-2", "{}")]);
        }

        await _inventory.RunAsync(Day + 10, RunStatus.Partial, [("m-3", """{"partial":1}""")]);
        await _inventory.RunAsync(Day + 20, RunStatus.Failed, []);

        var forgotten = await Retention.ForgetAsync(_inventory.Organization, TestInventory.Start.AddDays(7), default);

        // Day 7's was sealed half a minute after the horizon, so day 6's stays to answer for it.
        Assert.Equal(new Forgotten(Snapshots: 6 + 2, Documents: 6 + 1), forgotten);
        Assert.Equal("""{"day": 6}""", (await _inventory.StateAsync(7 * Day))["m-1"]);
        Assert.Equal("""{"day": 9}""", (await _inventory.StateAsync(10 * Day))["m-1"]);
        Assert.Empty(await _inventory.StateAsync(6 * Day));
        Assert.Equal(new Forgotten(0, 0), await Retention.ForgetAsync(_inventory.Organization, TestInventory.Start.AddDays(7), default));
    }

    [Fact]
    public async Task The_newest_sealed_snapshot_of_a_chain_stays_however_old()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", "{}")]);
        await _inventory.RunAsync(1, RunStatus.Failed, []);

        Assert.Equal(new Forgotten(1, 0), await Retention.ForgetAsync(_inventory.Organization, TestInventory.Start.AddDays(900), default));
        Assert.Equal(["m-1"], (await _inventory.StateAsync(999 * Day)).Keys);
    }

    [Fact]
    public async Task The_days_that_are_kept_are_a_setting()
    {
        await _inventory.RunAsync(0, RunStatus.Failed, []);
        var retention = new SnapshotRetention(new(postgres.Tenants), new() { SnapshotDays = 10 });

        Assert.Equal(0, await retention.ApplyAsync(_inventory.Organization, TestInventory.Start.AddDays(10), default));
        Assert.Equal(1, await retention.ApplyAsync(_inventory.Organization, TestInventory.Start.AddDays(11), default));
    }

    [Fact]
    public async Task Documents_that_are_being_collected_again_are_never_taken_away()
    {
        (string, string)[] estate = [.. Enumerable.Range(0, 100).Select(at => ($"m-{at}", $$"""{"Id":"m-{{at}}"}"""))];
        var collecting = Task.Run(async () =>
        {
            // Each of these finds the documents that the one before left unreferenced.
            for (var turn = 0; turn < 20; turn++)
            {
                var sealed_ = await _inventory.RunAsync(turn, RunStatus.Sealed, estate);
                var state = await _inventory.StateAsync(turn + 1);
                Assert.Equal(100, state.Count);
                await _inventory.DeleteAsync(sealed_.Id);
            }
        });
        while (!collecting.IsCompleted)
        {
            await new RetentionStore(postgres.Tenants).CollectDocumentsAsync(_inventory.Organization, default);
        }

        await collecting;
        await new RetentionStore(postgres.Tenants).CollectDocumentsAsync(_inventory.Organization, default);
        Assert.Equal(0, await _inventory.CountAsync("document"));
    }

    private SnapshotRetention Retention => new(new(postgres.Tenants), new());
}
