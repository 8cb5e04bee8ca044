using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Detection;

public class RuleStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();
    private readonly RuleStore _rules = new(postgres.Tenants);

    [Fact]
    public async Task An_organization_begins_with_the_catalogue_at_version_nought()
    {
        var (book, version) = await LoadAsync();

        Assert.Equal((0, 0L), (book.Own.Length, version));
        Assert.Empty(book.DisabledIds);
    }

    [Fact]
    public async Task Each_change_is_there_and_raises_the_version()
    {
        await _rules.AddAsync(_organization, [new(SampleRules.StopId, SampleRules.Stop, Noon)], default);
        await _rules.AddAsync(_organization, [new(SampleRules.StopId, "changed", Noon.AddHours(1))], default);
        await _rules.SwitchAsync(_organization, SampleRules.StopId, isEnabled: false, Noon, default);

        var (book, version) = await LoadAsync();
        Assert.Equal(new OwnRule(SampleRules.StopId, "changed", Noon.AddHours(1)), Assert.Single(book.Own));
        Assert.Equal([SampleRules.StopId], book.DisabledIds);
        Assert.Equal(3, version);

        await _rules.SwitchAsync(_organization, SampleRules.StopId, isEnabled: true, Noon, default);
        Assert.Empty((await LoadAsync()).Book.DisabledIds);
    }

    [Fact]
    public async Task A_removed_rule_takes_its_switch_along()
    {
        await _rules.AddAsync(_organization, [new(SampleRules.StopId, SampleRules.Stop, Noon)], default);
        await _rules.SwitchAsync(_organization, SampleRules.StopId, isEnabled: false, Noon, default);

        await _rules.RemoveAsync(_organization, SampleRules.StopId, default);

        var (book, _) = await LoadAsync();
        Assert.Empty(book.Own);
        Assert.Empty(book.DisabledIds);
    }

    [Fact]
    public async Task Another_organization_has_its_own()
    {
        await _rules.AddAsync(_organization, [new(SampleRules.StopId, SampleRules.Stop, Noon)], default);

        var (book, version) = await _rules.LoadAsync(PostgresFixture.NewOrganizationId(), SampleRules.Shipped, default);

        Assert.Equal((0, 0L), (book.Own.Length, version));
    }

    private Task<(RuleBook Book, long Version)> LoadAsync() => _rules.LoadAsync(_organization, SampleRules.Shipped, default);
}
