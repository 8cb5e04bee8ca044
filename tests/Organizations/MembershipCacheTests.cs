using Raposa.Organizations.Access;
using Raposa.Support;

namespace Raposa.Organizations;

public class MembershipCacheTests
{
    private static readonly OrganizationId Organization = PostgresFixture.NewOrganizationId();
    private static readonly Guid Ana = Guid.CreateVersion7();

    private readonly FixedClock _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MembershipCache _cache;
    private Role? _role = Role.Analyst;
    private int _fetches;

    public MembershipCacheTests() => _cache = new(
        (organization, person) =>
        {
            Assert.Equal((Organization, Ana), (organization, person));
            _fetches++;
            return Task.FromResult(_role);
        },
        _clock);

    [Fact]
    public async Task A_role_is_believed_for_half_a_minute()
    {
        await _cache.FindRoleAsync(Organization, Ana);
        _role = null;

        _clock.Now += TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1);
        Assert.Equal(Role.Analyst, await _cache.FindRoleAsync(Organization, Ana));
        _clock.Now += TimeSpan.FromTicks(1);
        Assert.Null(await _cache.FindRoleAsync(Organization, Ana));
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task What_is_forgotten_is_asked_again()
    {
        await _cache.FindRoleAsync(Organization, Ana);
        _role = Role.Admin;
        _cache.Forget(Organization, Ana);

        Assert.Equal(Role.Admin, await _cache.FindRoleAsync(Organization, Ana));
    }

    [Fact]
    public async Task Being_no_member_is_not_remembered()
    {
        _role = null;
        await _cache.FindRoleAsync(Organization, Ana);
        _role = Role.Auditor;

        Assert.Equal(Role.Auditor, await _cache.FindRoleAsync(Organization, Ana));
    }
}
