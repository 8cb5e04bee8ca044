using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Raposa.Network;
using Raposa.Network.Oracle;
using Raposa.Network.Paths;

namespace Raposa.Benchmarks;

/// <summary>
/// The whole table of ten thousand interfaces and two thousand groups: time, memory, and the change of one rule. Beside it the same
/// paths by recursive queries of PostgreSQL over the same table, which has an index for each direction.
/// </summary>
/// <remarks>
/// Times are medians of rounds after a warm-up. The queries get the pairs of classes alone, without ports and rules, with those that
/// lead through the internet already worked out, and the paths to one target walk backwards from it, which is the better way for them.
/// Both sides must find the same, or nothing is reported.
/// </remarks>
internal static class NetworkBenchmark
{
    private const int Rounds = 5;
    private const int Changes = 40;
    private const int MostHops = 4;

    // With a hop more the queries walk millions of ways that end nowhere.
    private const int PathHops = 3;
    private const int QueryRounds = 3;
    private static readonly string[] Targets = ["eni-7-3-3-0", "eni-21-2-4-1", "eni-40-3-9-2"];
    private static readonly int[] Internet = [ReachabilityRow.Internet];

    public static async Task<BenchmarkResult> RunAsync()
    {
        var watch = Stopwatch.StartNew();
        var topology = NetworkEstate.Build().Topology();
        var rows = new List<BenchmarkRow>
        {
            new("interfaces", topology.Interfaces.Count, "interfaces"),
            new("security groups", topology.Groups.Count, "groups"),
            new("documents read", watch.Elapsed.TotalMilliseconds, "ms"),
        };

        ReachabilityTable table = null!;
        var full = Median(Rounds, () => table = ReachabilityTable.From(topology));
        rows.Add(new("classes", table.Partition.Classes.Length, "classes"));
        rows.Add(new("rows of the table", table.Rows.Count(), "rows"));
        rows.Add(new("table, worked out in full", full, "ms"));
        rows.Add(new("memory after it", GC.GetTotalMemory(forceFullCollection: true) / 1e6, "MB"));
        rows.Add(new("memory of the process at its peak", PeakMegabytes(), "MB"));
        var change = MedianOfChanges(topology, table);
        rows.Add(new($"table after one rule changed (median of {Changes} groups)", change, "ms"));
        rows.Add(new("full over one rule", full / change, "times"));

        AttackGraph graph = null!;
        rows.Add(new("graph of the table", Median(Rounds, () => graph = new AttackGraph(table)), "ms"));
        await using var platform = await BenchmarkPlatform.StartAsync();
        await FillAsync(platform.Admin, table);
        await CompareReachAsync(platform.Admin, graph, rows);
        await ComparePathsAsync(platform.Admin, graph, rows);
        return new("network", rows);
    }

    // A rule more in the ingress of one group each, as somebody opens a port.
    private static double MedianOfChanges(Topology topology, ReachabilityTable table)
    {
        var groups = topology.Groups.Values.Where((_, at) => at % (topology.Groups.Count / Changes) == 0).ToArray();
        var times = new List<double>();
        foreach (var group in groups)
        {
            var rule = new GroupRule($"{group.Id}/ingress/tcp/7777", IpProtocol.Tcp, PortSet.Only(7777)) { Range = Cidr.Parse("10.3.0.0/16") };
            var watch = Stopwatch.StartNew();
            var changed = topology.WithGroup(group with { Ingress = group.Ingress.Add(rule) });
            table.With(changed, new HashSet<string> { group.Id }, new HashSet<string>());
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(times.Count / 2);
    }

    private static async Task CompareReachAsync(NpgsqlDataSource database, AttackGraph graph, List<BenchmarkRow> rows)
    {
        IReadOnlyDictionary<int, Reached> reached = null!;
        var ours = Median(Rounds, () => reached = graph.From(Internet, MostHops));
        var (theirs, found) = await MedianAsync(database, string.Create(CultureInfo.InvariantCulture, $"""
            with recursive reach (place, hops) as (
              select -1, 0
              union
              select e.to_place, r.hops + 1 from reach as r join edge as e on e.from_place = r.place where r.hops < {MostHops}
            )
            select count(*) from (select place from reach where place <> -1 group by place) as places
            """));
        Require(reached.Count == found, $"{reached.Count} places in memory, {found} by the query");
        rows.Add(new($"reached from the internet in {MostHops} hops", reached.Count, "classes"));
        rows.Add(new("the same in memory", ours, "ms"));
        rows.Add(new("the same by a recursive query", theirs, "ms"));
        rows.Add(new("query over memory, reach", theirs / ours, "times"));
    }

    private static async Task ComparePathsAsync(NpgsqlDataSource database, AttackGraph graph, List<BenchmarkRow> rows)
    {
        var (ours, theirs, count) = (0.0, 0.0, 0L);
        foreach (var target in Targets.Select(id => graph.Table.Partition.Of[id].Number))
        {
            var paths = 0L;
            ours += Median(Rounds, () => paths = graph.Simple(ReachabilityRow.Internet, target, PathHops).LongCount());
            var (time, found) = await MedianAsync(database, string.Create(CultureInfo.InvariantCulture, $"""
                with recursive way (place, passed, hops) as (
                  select {target}, array[{target}], 0
                  union all
                  select e.from_place, w.passed || e.from_place, w.hops + 1
                  from way as w join edge as e on e.to_place = w.place
                  where w.hops < {PathHops} and w.place <> -1 and not e.from_place = any(w.passed)
                )
                select count(*) from way where place = -1
                """));
            Require(paths == found, $"{paths} paths in memory, {found} by the query");
            (theirs, count) = (theirs + time, count + paths);
        }

        rows.Add(new($"simple paths from the internet to {Targets.Length} targets in {PathHops} hops", count, "paths"));
        rows.Add(new("the same in memory", ours, "ms"));
        rows.Add(new("the same by recursive queries", theirs, "ms"));
        rows.Add(new("query over memory, paths", theirs / ours, "times"));
    }

    private static async Task FillAsync(NpgsqlDataSource database, ReachabilityTable table)
    {
        await using var connection = await database.OpenConnectionAsync();
        await ExecuteAsync(connection, "create table edge (from_place int not null, to_place int not null)");
        var pairs = table.Rows.Where(row => row.IsCertain && row.To != ReachabilityRow.Internet && (row.From != ReachabilityRow.Internet || row.IsEveryone))
            .Concat(ThroughInternet(table))
            .Select(row => (row.From, row.To)).Distinct();
        await using (var import = await connection.BeginBinaryImportAsync("copy edge from stdin (format binary)"))
        {
            foreach (var (from, to) in pairs)
            {
                await import.StartRowAsync();
                await import.WriteAsync(from, NpgsqlDbType.Integer);
                await import.WriteAsync(to, NpgsqlDbType.Integer);
            }

            await import.CompleteAsync();
        }

        await ExecuteAsync(connection, "create unique index on edge (from_place, to_place)");
        await ExecuteAsync(connection, "create unique index on edge (to_place, from_place)");
        await ExecuteAsync(connection, "vacuum analyze edge");
    }

    // The graph works these out as it goes; the queries find them written.
    private static IEnumerable<ReachabilityRow> ThroughInternet(ReachabilityTable table)
    {
        var hairpins = new Hairpins(table);
        return table.Partition.Classes.Where(one => one.First.Kind == InterfaceKind.Host).SelectMany(one => hairpins.From(one.Number, to => to != one.Number));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<(double Milliseconds, long Found)> MedianAsync(NpgsqlDataSource database, string query)
    {
        var times = new List<double>();
        var found = 0L;
        for (var round = -1; round < QueryRounds; round++)
        {
            await using var command = database.CreateCommand(query);
            command.CommandTimeout = 600;
            var watch = Stopwatch.StartNew();
            found = (long)(await command.ExecuteScalarAsync())!;
            if (round >= 0)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        return (times.Order().ElementAt(QueryRounds / 2), found);
    }

    private static double Median(int rounds, Action action)
    {
        action();
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            action();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(rounds / 2);
    }

    private static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
