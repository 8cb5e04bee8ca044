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

        Assert.Equal(hit with { Values = null, Groups = [], Techniques = [] }, read! with { Groups = [], Techniques = [] });
        Assert.Equal(hit.Techniques.AsEnumerable(), read.Techniques);
    }

    [Fact]
    public async Task Parts_of_a_group_are_loaded_within_their_span_and_those_of_another_are_not()
    {
        await _hits.AddAsync(
            _organization,
            HitsOf(
                SampleRules.Event(1, "StopLogging", Noon), SampleRules.Event(2, "StopLogging", Noon.AddMinutes(5)),
                SampleRules.Event(3, "StopLogging", Noon.AddMinutes(50)), SampleRules.Event(4, "StopLogging", Noon, user: "bob")),
            default);

        var parts = await _hits.LoadPartsAsync(
            _organization, Rules.Correlations[0], ["""["arn:aws:iam::900100200301:user/ann"]"""], Noon, Noon.AddMinutes(10), default);

        Assert.Equal([Noon, Noon.AddMinutes(5)], parts.Select(part => part.Time).Order());
        Assert.All(parts, part => Assert.Equal(["arn:aws:iam::900100200301:user/ann"], part.Values["userIdentity.arn"].AsEnumerable()));
    }

    [Fact]
    public async Task Parts_of_all_groups_are_loaded_where_none_is_named()
    {
        await _hits.AddAsync(
            _organization,
            HitsOf(SampleRules.Event(1, "StopLogging", Noon), SampleRules.Event(2, "StopLogging", Noon, user: "bob")),
            default);

        Assert.Equal(2, (await _hits.LoadPartsAsync(_organization, Rules.Correlations[0], null, Noon, Noon, default)).Length);
    }

    [Fact]
    public async Task Values_with_what_text_cannot_hold_are_kept()
    {
        var hit = HitsOf(SampleRules.Event(1, "StopLogging", Noon))[0] with
        {
            Values = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("field", ["a\0b"]),
        };
        await _hits.AddAsync(_organization, [hit], default);

        var part = Assert.Single(await _hits.LoadPartsAsync(_organization, Rules.Correlations[0], null, Noon, Noon, default));

        Assert.Equal(["a\0b"], part.Values["field"].AsEnumerable());
    }

    [Fact]
    public async Task A_match_on_record_is_found_by_its_group_and_time()
    {
        var group = new CorrelationGroup(SampleRules.BothId, """["ann"]""");
        var match = HitsOf(SampleRules.Event(1, "StopLogging", Noon))[0] with { RuleId = SampleRules.BothId, GroupKey = group.Key };
        await _hits.AddAsync(_organization, [match], default);

        Assert.NotNull(await _hits.FindMatchAsync(_organization, group, Noon.AddMinutes(-1), Noon, default));
        Assert.Null(await _hits.FindMatchAsync(_organization, group, Noon.AddMinutes(1), Noon.AddMinutes(2), default));
        Assert.Null(await _hits.FindMatchAsync(_organization, group with { Key = """["bob"]""" }, Noon, Noon, default));
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
