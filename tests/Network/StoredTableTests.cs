using Dapper;
using Raposa.Network.Oracle;
using Raposa.Network.Paths;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Network;

/// <summary>The flattened table in PostgreSQL: after each analysis it says what the analysis found, and only what differs was written.</summary>
public class StoredTableTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();

    [Fact]
    public async Task What_says_the_same_stays_the_row_it_is_when_a_machine_comes_and_shifts_all_classes()
    {
        var world = SmallWorld.ThreeTiers();
        await SaveAsync(world);
        var before = await RowsAsync();

        // Its id sorts before all others, and its group is its own.
        world.Groups.Add(new("sg-aaa", "vpc-1", [new(false, "tcp", 9000, 9000, "sg-app"), new(true, "-1", null, null, "0.0.0.0/0")]));
        world.Cards.Insert(0, new("eni-aaa", "i-aaa", "subnet-private", "vpc-1", "interface", "10.1.2.99", null, null, ["sg-aaa"]));
        var table = await SaveAsync(world);
        var after = await RowsAsync();

        Assert.Equal(Said(table), after.Select(row => row.Text).Order(StringComparer.Ordinal));
        Assert.Equal(before.Select(row => (row.Id, row.Version)).Order(), after.Where(row => !row.Text.Contains("i-aaa", StringComparison.Ordinal)).Select(row => (row.Id, row.Version)).Order());
        Assert.Contains(after, row => row.Text.StartsWith("eni-app@i-app eni-aaa@i-aaa", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_table_follows_worlds_however_they_change()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var table = await SaveAsync(new WorldGenerator(seed).Generate());

            Assert.Equal(Said(table), (await RowsAsync()).Select(row => row.Text).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_class_keeps_the_number_of_most_of_its_members_and_a_new_one_gets_a_free_one()
    {
        NetworkInterface Interface(string id) => new() { Id = id, OwnerId = id, Kind = InterfaceKind.Host, SubnetId = "subnet-1", VpcId = "vpc-1" };
        InterfaceClass Class(int number, params string[] members) => new(number, [.. members.Select(Interface)]);
        var before = new Dictionary<string, int> { ["a"] = 5, ["b"] = 5, ["c"] = 0, ["d"] = 5 };

        Assert.Equal([1, 5, 0], StableNumbers.Of([Class(0, "new"), Class(1, "a", "b"), Class(2, "c", "d")], before).AsEnumerable());
    }

    private async Task<ReachabilityTable> SaveAsync(World world)
    {
        var table = ReachabilityTable.From(world.Topology());
        var id = Guid.CreateVersion7();
        await using (var connection = await postgres.Tenants.OpenWriterAsync(_organization, default))
        {
            await connection.ExecuteAsync(
                "insert into inventory.analysis (org_id, analysis_id, as_of, started_at, snapshots, chains, chains_unknown) values (@org, @id, now(), now(), '{}', 0, 0)",
                new { org = _organization.Value, id });
        }

        await new NetworkStore(postgres.Tenants).SaveAsync(_organization, id, table, default);
        return table;
    }

    // A row by the machines on both sides, since the numbers of classes are the store's own.
    private async Task<IReadOnlyList<StoredRow>> RowsAsync()
    {
        await using var connection = await postgres.Tenants.OpenReaderAsync(_organization, default);
        var rows = await connection.QueryAsync<StoredRow>(
            """
            select r.row_id as Id, r.xmin::text as Version,
              coalesce((select string_agg(m.interface_id || '@' || m.owner_id, ',' order by m.interface_id collate "C") from network.member as m where m.org_id = r.org_id and m.class = r.from_class), 'internet')
              || ' ' ||
              coalesce((select string_agg(m.interface_id || '@' || m.owner_id, ',' order by m.interface_id collate "C") from network.member as m where m.org_id = r.org_id and m.class = r.to_class), 'internet')
              || ' ' || r.protocol || ' ' || r.from_port || ' ' || r.to_port || ' ' || r.mechanism || ' ' || array_to_string(r.rules, '+') || ' ' || r.is_certain || ' ' || r.is_everyone as Text
            from network.reachability as r
            """);
        return [.. rows];
    }

    private static IEnumerable<string> Said(ReachabilityTable table)
    {
        string Side(int place) => place == ReachabilityRow.Internet
            ? "internet"
            : string.Join(',', table.Partition.Classes[place].Members.OrderBy(one => one.Id, StringComparer.Ordinal).Select(one => $"{one.Id}@{one.OwnerId}"));
        return table.Rows.Select(row => FormattableString.Invariant(
                $"{Side(row.From)} {Side(row.To)} {row.Protocol} {row.FromPort} {row.ToPort} {row.Mechanism} {string.Join('+', row.Rules)} {(row.IsCertain ? "true" : "false")} {(row.IsEveryone ? "true" : "false")}"))
            .Order(StringComparer.Ordinal);
    }

    private sealed record StoredRow(int Id, string Version, string Text);
}
