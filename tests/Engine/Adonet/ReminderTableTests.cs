using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Raposa.Engine;

/// <summary>Our statements against Orleans' contract of a reminder table, through its AdoNet provider.</summary>
public sealed class ReminderTableTests(OrleansSilo silo) : IClassFixture<OrleansSilo>
{
    private static readonly DateTime Noon = new(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);
    private readonly IReminderTable _table = silo.Services.GetRequiredService<IReminderTable>();
    private readonly GrainId _grain = GrainId.Create("awsaccount", $"{Guid.NewGuid():D}/1234");

    [Fact]
    public async Task A_reminder_is_read_back_as_it_was_written()
    {
        var etag = await _table.UpsertRow(Entry("daily", TimeSpan.FromDays(1)));

        var read = await _table.ReadRow(_grain, "daily");

        Assert.Equal((_grain, "daily", Noon, TimeSpan.FromDays(1)), (read!.GrainId, read.ReminderName, read.StartAt, read.Period));
        Assert.Equal(etag, read.ETag);
    }

    [Fact]
    public async Task A_period_longer_than_an_integer_of_milliseconds_is_kept()
    {
        await _table.UpsertRow(Entry("yearly", TimeSpan.FromDays(365)));

        Assert.Equal(TimeSpan.FromDays(365), (await _table.ReadRow(_grain, "yearly"))!.Period);
    }

    [Fact]
    public async Task Writing_again_replaces_and_changes_the_etag()
    {
        var first = await _table.UpsertRow(Entry("daily", TimeSpan.FromDays(1)));
        var second = await _table.UpsertRow(Entry("daily", TimeSpan.FromHours(6)));

        Assert.NotEqual(first, second);
        Assert.Equal(TimeSpan.FromHours(6), (await _table.ReadRow(_grain, "daily"))!.Period);
    }

    [Fact]
    public async Task An_unknown_reminder_is_null() => Assert.Null(await _table.ReadRow(_grain, "daily"));

    [Fact]
    public async Task A_grain_lists_its_own_reminders()
    {
        await _table.UpsertRow(Entry("daily", TimeSpan.FromDays(1)));
        await _table.UpsertRow(Entry("hourly", TimeSpan.FromHours(1)));
        await _table.UpsertRow(Entry("other", TimeSpan.FromHours(1), GrainId.Create("awsaccount", $"{Guid.NewGuid():D}/1234")));

        var names = (await _table.ReadRows(_grain)).Reminders.Select(reminder => reminder.ReminderName).Order();

        Assert.Equal(["daily", "hourly"], names);
    }

    [Fact]
    public async Task A_reminder_is_removed_by_its_newest_etag_only()
    {
        var older = await _table.UpsertRow(Entry("daily", TimeSpan.FromDays(1)));
        var newest = await _table.UpsertRow(Entry("daily", TimeSpan.FromDays(2)));

        Assert.False(await _table.RemoveRow(_grain, "daily", older!));
        Assert.True(await _table.RemoveRow(_grain, "daily", newest!));
        Assert.False(await _table.RemoveRow(_grain, "daily", newest!));
        Assert.Null(await _table.ReadRow(_grain, "daily"));
    }

    /// <summary>The ring has no beginning: every share of it must agree with deciding each reminder alone.</summary>
    [Theory, InlineData(1), InlineData(2)]
    public async Task A_share_of_the_ring_has_the_reminders_that_hash_into_it(int seed)
    {
        var random = new Random(seed);
        var grains = Enumerable.Range(0, 50).Select(number => GrainId.Create("ring", $"{seed}-{number}")).ToList();
        foreach (var grain in grains)
        {
            await _table.UpsertRow(Entry("hourly", TimeSpan.FromHours(1), grain));
        }

        uint[] edges =
        [
            0, 1, int.MaxValue, 0x8000_0000, uint.MaxValue,
            .. grains.Take(4).Select(grain => grain.GetUniformHashCode()),
            .. Enumerable.Range(0, 4).Select(_ => (uint)random.NextInt64(uint.MaxValue)),
        ];
        foreach (var begin in edges)
        {
            foreach (var end in edges)
            {
                var expected = grains.Where(grain => IsIn(grain.GetUniformHashCode(), begin, end)).Select(grain => grain.ToString()).Order();
                var found = (await _table.ReadRows(begin, end)).Reminders
                    .Where(reminder => grains.Contains(reminder.GrainId)).Select(reminder => reminder.GrainId.ToString()).Order();

                Assert.True(expected.SequenceEqual(found), $"seed {seed}, ({begin}, {end}]");
            }
        }
    }

    /// <summary>Walking up from <paramref name="begin"/>, the hash comes before <paramref name="end"/> or is it; all of the ring if they are one.</summary>
    private static bool IsIn(uint hash, uint begin, uint end) => begin == end || unchecked(hash - begin - 1) < unchecked(end - begin);

    private ReminderEntry Entry(string name, TimeSpan period, GrainId? grain = null) =>
        new() { GrainId = grain ?? _grain, ReminderName = name, StartAt = Noon, Period = period };
}
