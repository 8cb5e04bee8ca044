using Raposa.Collection;
using Raposa.Incidents;
using Raposa.Support;

namespace Raposa.Inventory;

/// <summary>A vendor's change of schema is one finding; the life of resources is none.</summary>
public class SchemaDriftTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Mutations = 200;
    private const int QuietDays = 30;
    private const int Day = 24 * 60;

    [SharedDataFact]
    public async Task Each_of_two_hundred_random_changes_of_recorded_payloads_is_found_once_and_named()
    {
        var operations = RecordedPayloads.Operations.ToArray();
        var wrong = new List<string>();
        for (var seed = 0; seed < Mutations; seed++)
        {
            var random = new Random(seed);
            var estate = new LivingEstate(RecordedPayloads.Of(operations[seed % operations.Length]), random);
            var inventory = new TestInventory(postgres);
            await inventory.RunAsync(0, RunStatus.Sealed, estate.Page);
            estate.Live();
            await inventory.RunAsync(Day, RunStatus.Sealed, estate.Page);

            var mutation = SchemaMutation.Random(estate.Resources.Values, random);
            estate.Live();
            foreach (var resource in estate.Resources.Values)
            {
                mutation.Apply(resource);
            }

            await inventory.RunAsync(2 * Day, RunStatus.Sealed, estate.Page);
            estate.Live();
            foreach (var resource in estate.Resources.Values)
            {
                mutation.Apply(resource);
            }

            await inventory.RunAsync(3 * Day, RunStatus.Sealed, estate.Page);

            var found = string.Join("; ", inventory.Findings.Raised.Select(finding => finding.Fingerprint));
            var expected = $"schema.drift:*:{TestSource.Name}/{mutation.Path}/{mutation.Change}";
            if (found != expected)
            {
                wrong.Add($"seed {seed}, {operations[seed % operations.Length]}, {mutation}: found {(found.Length == 0 ? "nothing" : found)}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Mutations}:\n{string.Join('\n', wrong)}");
    }

    [SharedDataFact]
    public async Task Thirty_days_in_which_no_schema_changes_raise_nothing()
    {
        foreach (var operation in RecordedPayloads.Operations)
        {
            var estate = new LivingEstate(RecordedPayloads.Of(operation), new Random(7));
            var inventory = new TestInventory(postgres);
            var lively = 0;
            for (var day = 0; day < QuietDays; day++)
            {
                var sealed_ = await inventory.RunAsync(day * Day, RunStatus.Sealed, estate.Page);
                lively += sealed_.Change is { IsNone: false } ? 1 : 0;
                estate.Live();
            }

            Assert.True(lively > QuietDays / 2, $"{operation}: something changed on {lively} days only, which proves little");
            Assert.True(
                inventory.Findings.Raised.IsEmpty,
                $"{operation}: {string.Join("; ", inventory.Findings.Raised.Select(finding => finding.Title))}");
        }
    }

    [Fact]
    public async Task The_finding_names_the_columns_and_views_that_read_the_path()
    {
        var inventory = new TestInventory(postgres);
        await inventory.RunAsync(0, RunStatus.Sealed, Machines("""{"State": {"Name": "running"}, "Other": 1}"""));
        await inventory.RunAsync(1, RunStatus.Sealed, Machines("""{"State": {}, "Other": 1}"""));

        var finding = Assert.Single(inventory.Findings.Raised);
        Assert.Equal("schema.drift", finding.Kind);
        Assert.Equal("aws_test_machine/State.Name", finding.Subject);
        Assert.Equal(Severity.Medium, finding.Severity);
        Assert.True(finding.IsAlert);
        Assert.Equal("aws_test_machine: the field State.Name disappeared (string).", finding.Title);
        Assert.Contains("column aws_test_machine.state, view source.aws_test_machine", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nothing_reads_is_told_more_quietly()
    {
        var inventory = new TestInventory(postgres);
        await inventory.RunAsync(0, RunStatus.Sealed, Machines("""{"State": {"Name": "running"}}"""));
        await inventory.RunAsync(1, RunStatus.Sealed, Machines("""{"State": {"Name": "running"}, "Novel": 1}"""));

        var finding = Assert.Single(inventory.Findings.Raised);
        Assert.Equal(Severity.Low, finding.Severity);
        Assert.False(finding.IsAlert);
        Assert.Contains("no answer is affected", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_every_region_shows_is_one_finding()
    {
        var inventory = new TestInventory(postgres);
        CollectorKey[] regions = [inventory.Key, inventory.Key with { Region = "us-east-1" }, inventory.Key with { AccountId = "210987654321" }];
        foreach (var (region, at) in regions.Select((region, at) => (region, at)))
        {
            await inventory.RunAsync(at, RunStatus.Sealed, Machines("""{"A": 1, "B": 2}"""), key: region);
        }

        foreach (var (region, at) in regions.Select((region, at) => (region, at)))
        {
            await inventory.RunAsync(10 + at, RunStatus.Sealed, Machines("""{"A": 1, "C": 2}"""), key: region);
        }

        Assert.Equal(["schema.drift:*:aws_test_machine/B/Renamed"], inventory.Findings.Raised.Select(finding => finding.Fingerprint));
    }

    [Fact]
    public async Task A_field_that_comes_back_resolves_its_finding()
    {
        var inventory = new TestInventory(postgres);
        await inventory.RunAsync(0, RunStatus.Sealed, Machines("""{"A": 1, "B": 2}"""));
        await inventory.RunAsync(1, RunStatus.Sealed, Machines("""{"A": 1}"""));
        await inventory.RunAsync(2, RunStatus.Sealed, Machines("""{"A": 1, "B": 2}"""));

        Assert.Equal(["schema.drift:*:aws_test_machine/B/Disappeared"], inventory.Findings.Raised.Select(finding => finding.Fingerprint));
        Assert.Equal(["schema.drift:*:aws_test_machine/B/Disappeared"], inventory.Findings.Resolved);
    }

    [Fact]
    public async Task Instances_that_stop_together_lose_their_addresses_and_no_schema_has_changed()
    {
        var inventory = new TestInventory(postgres);
        await inventory.RunAsync(0, RunStatus.Sealed, Machines("""{"State": {"Name": "running"}, "Address": "192.0.2.1"}"""));
        await inventory.RunAsync(1, RunStatus.Sealed, Machines("""{"State": {"Name": "stopped"}}"""));

        Assert.Empty(inventory.Findings.Raised);
    }

    [Fact]
    public async Task One_resource_alone_proves_nothing()
    {
        var inventory = new TestInventory(postgres);
        await inventory.RunAsync(0, RunStatus.Sealed, [("m-1", """{"A": 1, "B": 2}""")]);
        await inventory.RunAsync(1, RunStatus.Sealed, [("m-1", """{"A": 1}""")]);

        Assert.Empty(inventory.Findings.Raised);
    }

    [Fact]
    public async Task A_permission_that_is_lost_is_no_change_of_schema()
    {
        var inventory = new TestInventory(postgres);
        await inventory.RunAsync(0, RunStatus.Sealed, Machines("""{"A": 1, "GetPolicy": {"Policy": "x"}}"""));
        await inventory.RunAsync(1, RunStatus.Sealed, Machines("""{"A": 1, "GetPolicy": {"$refused": "AccessDenied"}}"""));

        Assert.Empty(inventory.Findings.Raised);
    }

    [Fact]
    public async Task Keys_of_tags_are_data()
    {
        var inventory = new TestInventory(postgres);
        await inventory.RunAsync(0, RunStatus.Sealed, Machines("""{"A": 1, "Tags": {"team": "a"}}"""));
        await inventory.RunAsync(1, RunStatus.Sealed, Machines("""{"A": 1, "Tags": {"squad": "a"}}"""));

        Assert.Empty(inventory.Findings.Raised);
    }

    [Fact]
    public async Task A_field_that_was_always_null_and_has_values_now_is_newly_filled()
    {
        var inventory = new TestInventory(postgres);
        await inventory.RunAsync(0, RunStatus.Sealed, Machines("""{"A": 1, "B": null}"""));
        await inventory.RunAsync(1, RunStatus.Sealed, Machines("""{"A": 1, "B": "x"}"""));

        Assert.Equal(["schema.drift:*:aws_test_machine/B/NewlyFilled"], inventory.Findings.Raised.Select(finding => finding.Fingerprint));
    }

    [Fact]
    public async Task Where_everything_moves_all_the_time_many_resources_without_exception_are_enough()
    {
        var inventory = new TestInventory(postgres);
        await inventory.RunAsync(0, RunStatus.Sealed, Machines(at => $$"""{"SeenAt": "{{at}}", "B": 1}""", 25));
        await inventory.RunAsync(1, RunStatus.Sealed, Machines(at => $$"""{"SeenAt": "{{at + 1}}"}""", 25));

        Assert.Equal(["schema.drift:*:aws_test_machine/B/Disappeared"], inventory.Findings.Raised.Select(finding => finding.Fingerprint));
    }

    private static (string, string)[] Machines(string json) => Machines(_ => json, 4);

    private static (string, string)[] Machines(Func<int, string> json, int count) => [.. Enumerable.Range(0, count).Select(at => ($"m-{at}", json(at)))];
}
