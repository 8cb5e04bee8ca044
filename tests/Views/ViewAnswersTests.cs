using System.Globalization;
using Npgsql;
using Raposa.DemoWorld.Estate;
using Raposa.Posture;
using Raposa.Support;

namespace Raposa.Views;

/// <summary>Each view on the demo's company: it answers what is planted, for its tenant alone, as of any time, and by its indexes.</summary>
public class ViewAnswersTests(DemoAnswers demo) : IClassFixture<DemoAnswers>
{
    public static TheoryData<string> Names => [.. ViewCatalogue.Platform.All.Select(view => view.Name)];

    [Fact]
    public void Each_view_has_its_planted_facts() =>
        Assert.Equal(ViewCatalogue.Platform.All.Select(view => view.Name), PlantedAnswers.All.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public async Task A_view_answers_what_is_planted(string name)
    {
        var expected = PlantedAnswers.All[name](demo).ToList();

        var rows = await demo.RowsAsync(name);

        Assert.NotEmpty(expected);
        Assert.All(expected, one => Assert.True(
            rows.Any(one.IsIn), $"{name} has no row {one}. It has:\n{string.Join('\n', rows.Take(40).Select(row => string.Join(", ", row.Select(pair => $"{pair.Key}={pair.Value}"))))}"));
        Assert.All(rows, row => Assert.Contains(row["answer"], (string[])["yes", "no", "unknown"]));
        Assert.All(rows.Where(row => row["answer"] == "unknown"), row => Assert.False(string.IsNullOrEmpty(row["why"]), string.Join(", ", row)));
        Assert.All(rows.Where(row => row["answer"] != "unknown"), row => Assert.False(string.IsNullOrEmpty(row["coverage"]), string.Join(", ", row)));
    }

    /// <summary>Where the answer sheet is the whole answer, nothing else is.</summary>
    [Theory]
    [InlineData("public_bucket", "bucket", PlantedKind.PublicBucket)]
    [InlineData("public_database", "resource", PlantedKind.PublicDatabase)]
    [InlineData("public_image_or_snapshot", "resource", PlantedKind.PublicSnapshot)]
    [InlineData("severe_unprotected_production_host", "instance_id", PlantedKind.SevereFindingWithoutSensor, PlantedKind.SilentSensor, PlantedKind.ReducedSensor)]
    [InlineData("dangling_name", "name", PlantedKind.DanglingName)]
    [InlineData("unencrypted_database_behind_name", "name", PlantedKind.UnencryptedDatabaseBehindName)]
    [InlineData("user_without_mfa", "name", PlantedKind.PasswordWithoutMfa, PlantedKind.RootWithoutMfa)]
    [InlineData("attack_path_to_administrator", "name", PlantedKind.EscalationPath)]
    public async Task A_view_answers_nothing_that_is_not_planted(string name, string column, params object[] kinds)
    {
        var planted = kinds.Cast<PlantedKind>().SelectMany(kind => demo.Planted[kind]).Select(fact => fact.Resource).ToHashSet();

        Assert.Empty((await demo.RowsAsync(name)).Where(row => row["answer"] == "yes").Select(row => row[column]).Except(planted));
    }

    [Fact]
    public async Task A_bucket_is_public_as_of_when_it_was()
    {
        const string bucket = "corvina-customer-exports";
        var before = await demo.RowsAsync("public_bucket", DemoAnswers.Early.AddMinutes(10));
        var after = await demo.RowsAsync("public_bucket");

        Assert.DoesNotContain(before, row => row["bucket"] == bucket);
        Assert.Equal("yes", Assert.Single(after, row => row["bucket"] == bucket)["answer"]);
        Assert.Contains(before, row => row["bucket"] == "corvina-legacy-downloads");
    }

    /// <summary>The view decides in SQL what the report decides in code.</summary>
    [Fact]
    public async Task Each_framework_stands_in_the_view_as_in_its_report()
    {
        var tallies = await new PostureReaderStore(demo.Postgres.Tenants).GetTalliesAsync(demo.Organization, DemoAnswers.Late, default);
        var rows = await demo.RowsAsync("control");

        Assert.NotEmpty(tallies);
        Assert.Equal(
            Frameworks.All.SelectMany(framework => Compliance.Of(framework, CheckCatalog.Platform, tallies, DemoAnswers.Late).Controls
                .Select(control => $"{framework.Id} {control.Id} {control.Status switch { CheckStatus.Pass => "yes", CheckStatus.Fail => "no", _ => "unknown" }} {control.Counts.Passed} {control.Counts.Failed} {control.Counts.Unknown} {control.AccountsEvaluated}"))
                .Order(StringComparer.Ordinal),
            rows.Select(row => $"{row["framework"]} {row["control"]} {row["answer"]} {row["passed"]} {row["failed"]} {row["unknown"]} {row["accounts_evaluated"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_asked_of_a_time_before_everything_is_unknown_and_never_none()
    {
        foreach (var view in ViewCatalogue.Platform.All.Where(view => view.Name is not ("incident" or "vendor_schema_drift")))
        {
            var rows = await demo.RowsAsync(view.Name, DemoAnswers.Early.AddDays(-40));
            Assert.True(rows.Count > 0, $"{view.Name} says nothing.");
            Assert.All(rows, row => Assert.True(row["answer"] == "unknown", $"{view.Name}: {string.Join(", ", row)}"));
        }
    }

    /// <summary>Volumes of one region were refused, after they had never been read: nothing says that none is unencrypted.</summary>
    [Fact]
    public async Task What_was_refused_is_unknown_in_the_views_that_stand_on_it()
    {
        var rows = await demo.RowsAsync("unencrypted_volume");

        Assert.Contains(rows, row => row["answer"] == "unknown" && row["account_id"] == Raposa.Demo.WorldFixture.Staging);
        Assert.Contains("not authorized", Assert.Single(await demo.RowsAsync("source_coverage", null, ("state", "unknown")))["why"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_tenant_and_with_another_nothing_of_this_one_is_seen()
    {
        await using var connection = await demo.Postgres.Reader.OpenConnectionAsync();
        foreach (var name in ViewCatalogue.Platform.All.Select(view => view.Name))
        {
            Assert.Equal(0L, await CountAsync(connection, "", $"select count(*) from raposa_views.{name}"));
            Assert.Equal(0L, await CountAsync(connection, PostgresFixture.NewOrganizationId().ToString(), $"select count(*) from raposa_views.{name} as v where v.answer <> 'unknown' or v::text like '%900100%' or v::text like '%corvina%'"));
        }

        // It is not that there is nothing to see.
        Assert.True(await CountAsync(connection, demo.Organization.ToString(), "select count(*) from raposa_views.unprotected_host") > 0);
        await using var mcp = await demo.Postgres.Mcp.OpenConnectionAsync();
        Assert.True(await CountAsync(mcp, demo.Organization.ToString(), "select count(*) from raposa_views.unprotected_host") > 0);
    }

    /// <summary>On statistics of a filled database the planner goes to documents by index, or the view would read all of a tenant for each question.</summary>
    [Fact]
    public async Task No_view_scans_the_documents()
    {
        await FillAsync();
        await using var connection = await demo.Postgres.Reader.OpenConnectionAsync();
        await using var tenant = new NpgsqlCommand("select set_config('raposa.org_id', $1, false)", connection) { Parameters = { new() { Value = demo.Organization.ToString() } } };
        await tenant.ExecuteNonQueryAsync();
        var scans = new List<string>();
        foreach (var name in ViewCatalogue.Platform.All.Select(view => view.Name))
        {
            await using var command = new NpgsqlCommand($"explain select * from raposa_views.{name}", connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var line = reader.GetString(0);
                if (line.Contains("Seq Scan on document", StringComparison.Ordinal) || line.Contains("Seq Scan on observation", StringComparison.Ordinal)
                    || line.Contains("Seq Scan on sighting", StringComparison.Ordinal) || line.Contains("Seq Scan on sensor_verdict", StringComparison.Ordinal)
                    || line.Contains("Seq Scan on result", StringComparison.Ordinal))
                {
                    scans.Add($"{name}: {line.Trim()}");
                }
            }
        }

        Assert.Empty(scans);
    }

    [Fact]
    public async Task Pages_follow_each_other_in_one_order_and_filters_hold()
    {
        var whole = await demo.RowsAsync("host_patching");
        var pages = new List<string?>();
        var query = new ViewQuery { Name = "host_patching", AsOf = DemoAnswers.Late, Limit = 17 };
        while (true)
        {
            var page = (await demo.Reader.ReadAsync(demo.Organization, query, default)).Page!;
            Assert.Equal(whole.Count, page.Total);
            pages.AddRange(page.Rows.Select(row => row.Cells[2]));
            if (page.Next is not { } next)
            {
                break;
            }

            query = query with { Offset = next };
        }

        Assert.Equal(whole.Select(row => row["instance_id"]), pages);
        Assert.All(await demo.RowsAsync("host_patching", null, ("environment", "prod"), ("critical", "1")), row => Assert.Equal(("prod", "1"), (row["environment"], row["critical"])));
        Assert.NotEmpty(await demo.RowsAsync("host_patching", null, ("environment", "")));
    }

    [Theory]
    [InlineData("no_such_view", null, null, ViewRefusalReason.NoSuchView)]
    [InlineData("unprotected_host", "org_id", "1", ViewRefusalReason.BadFilter)]
    [InlineData("host_patching", "critical", "many", ViewRefusalReason.BadFilter)]
    [InlineData("host_patching", "scanned_at", "yesterday", ViewRefusalReason.BadFilter)]
    public async Task What_the_catalogue_does_not_have_is_refused(string name, string? column, string? value, ViewRefusalReason reason)
    {
        var answer = await demo.Reader.ReadAsync(
            demo.Organization, new() { Name = name, Filters = column is null ? [] : [new(column, value!)] }, default);

        Assert.Null(answer.Page);
        Assert.Equal(reason, answer.Refusal!.Reason);
    }

    // Another tenant's documents by the thousand, so that a scan of the table costs what it would in earnest.
    private async Task FillAsync()
    {
        await using var fill = demo.Postgres.Admin.CreateCommand(
            """
            insert into inventory.document (org_id, source, sha256, body, columns, columns_version, shape_id)
            select gen_random_uuid(), 'aws_ec2_instance', decode(md5(n::text), 'hex'), '{}', '{}', 1, 1 from generate_series(1, 20000) as n;
            insert into inventory.observation (org_id, chain_id, resource_key, first_seq, last_seq, sha256, shape_id, learned_at)
            select gen_random_uuid(), 1, n::text, 1, 2147483647, decode(md5(n::text), 'hex'), 1, now() from generate_series(1, 20000) as n;
            insert into posture.result (org_id, check_id, account_id, region, resource, since, analysis_id, status, severity, reason, evidence, digest)
            select gen_random_uuid(), 'iam.user_mfa', '1', '', n::text, now(), gen_random_uuid(), 1, 1, '', '[]', '' from generate_series(1, 10000) as n;
            insert into reconciliation.sensor_verdict (org_id, tenant, device_id, from_at, from_run, class, reason)
            select gen_random_uuid(), 't', n::text, now(), gen_random_uuid(), 'stale', 'instance_absent' from generate_series(1, 10000) as n;
            analyze;
            """);
        await fill.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string organization, string sql)
    {
        await using var command = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select set_config('raposa.org_id', $1, false), set_config('raposa.as_of', $2, false)")
                {
                    Parameters = { new() { Value = organization }, new() { Value = DemoAnswers.Late.ToString("O", CultureInfo.InvariantCulture) } },
                },
                new(sql),
            },
        };
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return reader.GetInt64(0);
    }
}
