using System.Collections.Immutable;
using Npgsql;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Detection;

public class HitStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly RuleSet Rules = RuleSet.Load([("rules.yml", $"{SampleRules.Stop}\n---\n{SampleRules.Both}")]);

    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();
    private readonly HitStore _hits = new(postgres.Tenants);

    [Fact]
    public async Task A_hit_is_read_back_as_it_was_written_and_a_second_writing_changes_nothing()
    {
        var hit = HitsOf(SampleRules.Event(1, "StopLogging", Noon))[0];
        await _hits.AddAsync(_organization, [hit], default);
        await _hits.AddAsync(_organization, [hit with { RuleTitle = "Renamed" }], default);

        var read = await _hits.FindAsync(_organization, SampleRules.StopId, hit.EventKey, default);

        Assert.Equal(hit with { Values = null, Parts = [], Techniques = [] }, read! with { Parts = [], Techniques = [] });
        Assert.Equal(hit.Techniques.AsEnumerable(), read.Techniques);
    }

    [Fact]
    public async Task With_no_tenant_set_no_role_sees_a_row()
    {
        await _hits.AddAsync(_organization, HitsOf(SampleRules.Event(1, "StopLogging", Noon)), default);

        foreach (var table in (string[])["detection.hit", "detection.correlation_part", "detection.rule", "detection.rule_switch", "detection.rule_book"])
        {
            foreach (var role in (NpgsqlDataSource[])[postgres.Writer, postgres.Reader, postgres.Mcp])
            {
                await using var command = role.CreateCommand($"select count(*) from {table}");
                Assert.Equal(0L, await command.ExecuteScalarAsync());
            }
        }
    }

    private static ImmutableArray<Hit> HitsOf(params CommittedEvent[] events) =>
        new EventEvaluation(Rules).Evaluate(new() { BatchId = Guid.Empty, Events = [.. events] }, failure => Assert.Fail(failure.Exception.ToString()));
}
