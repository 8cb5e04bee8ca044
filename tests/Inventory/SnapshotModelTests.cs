using Raposa.Collection;
using Raposa.Support;

namespace Raposa.Inventory;

/// <summary>
/// Intervals are an optimization of full copies, so they must say what full copies say: of every moment, whatever was sealed,
/// refreshed, left partial, failed or deleted, in any order.
/// </summary>
public class SnapshotModelTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task What_was_so_at_any_time_is_what_full_copies_say(int seed)
    {
        var random = new Random(seed);
        var inventory = new TestInventory(postgres);
        var copies = new List<Copy>();
        var estate = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var minute = 0;
        for (var step = 0; step < 40; step++)
        {
            minute += 1 + random.Next(3);
            Live(estate, random);
            switch (random.Next(10))
            {
                case 0:
                    await inventory.RunAsync(minute, RunStatus.Partial, Some(estate, random));
                    break;
                case 1:
                    await inventory.RunAsync(minute, RunStatus.Failed, []);
                    break;
                case 2 or 3:
                    await RefreshAsync();
                    break;
                case 4 or 5 when copies.Count > 0:
                    await DeleteAsync();
                    break;
                default:
                    var sealed_ = await inventory.RunAsync(minute, RunStatus.Sealed, [.. estate.Select(one => (one.Key, one.Value))]);
                    Assert.Equal(ChangeOf(copies.LastOrDefault()?.State ?? [], estate), sealed_.Change);
                    copies.Add(new(sealed_.Id, minute, new(estate, StringComparer.Ordinal)));
                    break;
            }

            var at = random.Next(minute + 2);
            await AssertSame(at);
        }

        for (var at = 0; at <= minute + 1; at++)
        {
            await AssertSame(at);
        }

        await inventory.DeleteAsync([.. copies.Select(copy => copy.Id)]);
        Assert.Equal(0, await inventory.CountAsync("observation"));

        async Task RefreshAsync()
        {
            string[] only = [.. estate.Keys.Concat(["gone-1", "gone-2"]).Where(_ => random.Next(3) == 0).DefaultIfEmpty("gone-1")];
            (string, string)[] seen = [.. estate.Where(one => only.Contains(one.Key)).Select(one => (one.Key, one.Value))];

            // What was not asked for and comes nevertheless is not the refresh's to say.
            var refreshed = await inventory.RunAsync(minute, RunStatus.Sealed, [.. seen, ("not-asked-for", "{}")], only);
            if (copies.Count == 0)
            {
                Assert.Null(refreshed.Change);
                return;
            }

            var state = new SortedDictionary<string, string>(copies[^1].State, StringComparer.Ordinal);
            foreach (var key in only)
            {
                state.Remove(key);
            }

            foreach (var (key, json) in seen)
            {
                state[key] = json;
            }

            Assert.Equal(ChangeOf(copies[^1].State, state), refreshed.Change);
            copies.Add(new(refreshed.Id, minute, state));
        }

        async Task DeleteAsync()
        {
            Copy[] doomed = [.. copies.Where(_ => random.Next(3) == 0)];
            await inventory.DeleteAsync([.. doomed.Select(copy => copy.Id)]);
            copies.RemoveAll(doomed.Contains);
        }

        async Task AssertSame(int at)
        {
            // A snapshot is sealed half a minute after its run began.
            var expected = copies.LastOrDefault(copy => copy.Minute < at)?.State ?? [];
            var actual = await inventory.StateAsync(at);
            Assert.True(
                expected.Keys.SequenceEqual(actual.Keys) && expected.All(one => Same(one.Value, actual[one.Key])),
                $"seed {seed}, minute {at}: expected {Show(expected)}, got {Show(actual)}");
        }
    }

    private static void Live(SortedDictionary<string, string> estate, Random random)
    {
        foreach (var key in estate.Keys.ToList())
        {
            switch (random.Next(8))
            {
                case 0:
                    estate.Remove(key);
                    break;
                case 1:
                    estate[key] = Document(key, random);
                    break;
                default:
                    break;
            }
        }

        for (var births = random.Next(3); births > 0; births--)
        {
            var key = $"m-{random.Next(12)}";
            estate[key] = Document(key, random);
        }
    }

    // Few values, so that a resource often becomes what it was before.
    private static string Document(string key, Random random) => $$"""{"Id": "{{key}}", "State": {"Name": "s{{random.Next(3)}}"} }""";

    private static (string, string)[] Some(SortedDictionary<string, string> estate, Random random) =>
        [.. estate.Where(_ => random.Next(2) == 0).Select(one => (one.Key, one.Value))];

    private static SnapshotChange ChangeOf(SortedDictionary<string, string> before, SortedDictionary<string, string> now) => new(
        now.Keys.Count(key => !before.ContainsKey(key)),
        now.Count(one => before.TryGetValue(one.Key, out var old) && old != one.Value),
        before.Keys.Count(key => !now.ContainsKey(key)));

    private static bool Same(string one, string other) =>
        System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(one), System.Text.Json.Nodes.JsonNode.Parse(other));

    private static string Show(SortedDictionary<string, string> state) => string.Join("; ", state.Select(one => one.Value));

    private sealed record Copy(Guid Id, int Minute, SortedDictionary<string, string> State);
}
