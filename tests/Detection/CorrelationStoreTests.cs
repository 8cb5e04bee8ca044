using System.Collections.Immutable;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Detection;

public class CorrelationStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly RuleSet Rules = RuleSet.Load(
        [("rules.yml", string.Join("\n---\n", SampleRules.Stop, SampleRules.Both, SampleRules.Look, SampleRules.Kinds))]);

    private static readonly CorrelationPlan Both = Rules.Correlations.Single(plan => plan.Definition.Id == SampleRules.BothId);
    private static readonly CorrelationPlan Kinds = Rules.Correlations.Single(plan => plan.Definition.Id == SampleRules.KindsId);

    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();
    private readonly HitStore _hits = new(postgres.Tenants);
    private readonly CorrelationStore _correlations = new(postgres.Tenants);

    [Fact]
    public async Task Parts_of_a_group_are_loaded_within_its_span_and_those_of_another_are_not()
    {
        await Add(
            SampleRules.Event(1, "StopLogging", Noon), SampleRules.Event(2, "StopLogging", Noon.AddMinutes(5)),
            SampleRules.Event(3, "StopLogging", Noon.AddMinutes(50)), SampleRules.Event(4, "StopLogging", Noon, user: "bob"));

        var parts = await _correlations.LoadPartsAsync(_organization, Both, [Span(Both, "ann", Noon, Noon.AddMinutes(10))], default);

        Assert.Equal([Noon, Noon.AddMinutes(5)], parts.Select(part => part.Time).Order());
        Assert.All(parts, part => Assert.Equal(["arn:aws:iam::900100200301:user/ann"], part.Values["userIdentity.arn"].AsEnumerable()));
    }

    [Fact]
    public async Task Hits_of_all_groups_are_loaded_between_two_times()
    {
        await Add(
            SampleRules.Event(1, "StopLogging", Noon), SampleRules.Event(2, "StopLogging", Noon, user: "bob"),
            SampleRules.Event(3, "StopLogging", Noon.AddMinutes(1)));

        Assert.Equal(2, (await _correlations.LoadHitsAsync(_organization, Both, Noon, Noon, default)).Length);
    }

    [Fact]
    public async Task Values_with_what_text_cannot_hold_are_kept()
    {
        var hit = HitsOf(SampleRules.Event(1, "StopLogging", Noon))[0] with
        {
            Values = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("field", ["a\0b"]),
        };
        await _hits.AddAsync(_organization, [hit], default);

        var part = Assert.Single(await _correlations.LoadHitsAsync(_organization, Both, Noon, Noon, default));

        Assert.Equal(["a\0b"], part.Values["field"].AsEnumerable());
    }

    [Fact]
    public async Task Events_that_are_too_few_cannot_fulfil_a_condition_and_those_of_another_group_do_not_help()
    {
        await Add(
            SampleRules.Event(1, "StopLogging", Noon), SampleRules.Event(2, "StopLogging", Noon),
            SampleRules.Event(3, "StopLogging", Noon, user: "bob"), SampleRules.Event(4, "StopLogging", Noon, user: "bob"),
            SampleRules.Event(5, "StopLogging", Noon.AddMinutes(2), user: "bob"));
        var (ann, bob) = (Span(Both, "ann", Noon, Noon.AddMinutes(5)), Span(Both, "bob", Noon, Noon.AddMinutes(5)));

        Assert.Equal([bob], (await _correlations.WhereItCanHoldAsync(_organization, Both, [ann, bob], default)).AsEnumerable());
        Assert.Empty(await _correlations.WhereItCanHoldAsync(_organization, Both, [bob with { To = Noon.AddMinutes(1) }], default));
    }

    [Fact]
    public async Task A_value_counts_once_however_many_events_bear_it()
    {
        await Add([.. Enumerable.Range(1, 30).Select(number => SampleRules.Event(number, number % 2 == 0 ? "ListUsers" : "ListRoles", Noon))]);
        var ann = Span(Kinds, "ann", Noon, Noon);
        Assert.Empty(await _correlations.WhereItCanHoldAsync(_organization, Kinds, [ann], default));

        await Add(SampleRules.Event(31, "ListBuckets", Noon));

        Assert.Equal([ann], (await _correlations.WhereItCanHoldAsync(_organization, Kinds, [ann], default)).AsEnumerable());
    }

    [Fact]
    public async Task Where_what_is_counted_was_not_kept_the_condition_may_hold()
    {
        await Add(SampleRules.Event(1, "ListUsers", Noon));
        await using (var command = postgres.Admin.CreateCommand("update detection.correlation_part set counted = null where org_id = $1"))
        {
            command.Parameters.AddWithValue(_organization.Value);
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        var ann = Span(Kinds, "ann", Noon, Noon);
        Assert.Equal([ann], (await _correlations.WhereItCanHoldAsync(_organization, Kinds, [ann], default)).AsEnumerable());
    }

    [Fact]
    public async Task A_match_on_record_is_found_by_its_group_and_time()
    {
        var group = new CorrelationGroup(SampleRules.BothId, """["ann"]""");
        var match = HitsOf(SampleRules.Event(1, "StopLogging", Noon))[0] with { RuleId = SampleRules.BothId, GroupKey = group.Key };
        await _hits.AddAsync(_organization, [match], default);

        Assert.NotNull(await _correlations.FindMatchAsync(_organization, group, Noon.AddMinutes(-1), Noon, default));
        Assert.Null(await _correlations.FindMatchAsync(_organization, group, Noon.AddMinutes(1), Noon.AddMinutes(2), default));
        Assert.Null(await _correlations.FindMatchAsync(_organization, group with { Key = """["bob"]""" }, Noon, Noon, default));
    }

    private static GroupSpan Span(CorrelationPlan plan, string user, DateTimeOffset from, DateTimeOffset to) =>
        new(new(plan.Definition.Id, $"""["arn:aws:iam::900100200301:user/{user}"]"""), from, to);

    private Task Add(params CommittedEvent[] events) => _hits.AddAsync(_organization, HitsOf(events), default);

    private static ImmutableArray<Hit> HitsOf(params CommittedEvent[] events) =>
        new EventEvaluation(Rules).Evaluate(new() { BatchId = Guid.Empty, Events = [.. events] }, failure => Assert.Fail(failure.Exception.ToString()));
}
