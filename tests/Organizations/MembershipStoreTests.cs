using Raposa.Support;

namespace Raposa.Organizations;

public class MembershipStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static int _people;

    private MembershipStore Memberships => new(postgres.Tenants);

    [Fact]
    public async Task Whoever_creates_an_organization_is_its_owner()
    {
        var owner = await AddPerson("hash");
        var organization = await AddOrganization(owner);

        var member = Assert.Single(await Memberships.GetMembersAsync(organization, default));
        Assert.Equal((owner.Id, owner.Email, Role.Owner, false), (member.PersonId, member.Email, member.Role, member.IsInvited));
    }

    [Fact]
    public async Task Creating_twice_changes_nothing()
    {
        var owner = await AddPerson("hash");
        var organization = await AddOrganization(owner);
        await new OrganizationStore(postgres.Tenants).AddAsync(NewOrganization(organization, "Another name"), (await AddPerson("hash")).Id, default);

        Assert.Equal("Example", (await new OrganizationStore(postgres.Tenants).FindAsync(organization, default))?.Name);
        Assert.Equal(owner.Id, Assert.Single(await Memberships.GetMembersAsync(organization, default)).PersonId);
    }

    [Fact]
    public async Task An_invitation_is_accepted_once()
    {
        var (organization, guest, token) = await Invite();

        Assert.True(await Memberships.AcceptAsync(token, guest.Id, "hash", Now, default));
        Assert.False(await Memberships.AcceptAsync(token, guest.Id, "other hash", Now, default));
        Assert.Equal("hash", (await new PersonStore(postgres.Tenants).FindAsync(guest.Email, default))?.PasswordHash);
        Assert.False((await Memberships.GetMembersAsync(organization, default)).Single(member => member.PersonId == guest.Id).IsInvited);
    }

    [Fact]
    public async Task An_invitation_ends_after_its_lifetime()
    {
        var (_, guest, token) = await Invite();

        Assert.NotNull(await Memberships.FindInvitedAsync(token, guest.Email, Now.AddDays(7).AddSeconds(-1), default));
        Assert.Null(await Memberships.FindInvitedAsync(token, guest.Email, Now.AddDays(7), default));
        Assert.False(await Memberships.AcceptAsync(token, guest.Id, "hash", Now.AddDays(7), default));
    }

    [Fact]
    public async Task An_invitation_is_for_one_address()
    {
        var (_, _, token) = await Invite();
        var other = await AddPerson(null);

        Assert.Null(await Memberships.FindInvitedAsync(token, other.Email, Now, default));
    }

    [Fact]
    public async Task A_second_invitation_takes_the_place_of_the_first()
    {
        var (organization, guest, first) = await Invite();
        var second = TokenOf(organization, 2);
        await Memberships.InviteAsync(organization, guest.Id, Role.Auditor, NewInvitation(second), default);

        Assert.Null(await Memberships.FindInvitedAsync(first, guest.Email, Now, default));
        Assert.NotNull(await Memberships.FindInvitedAsync(second, guest.Email, Now, default));
    }

    [Fact]
    public async Task Accepting_never_replaces_a_password()
    {
        var (organization, guest, first) = await Invite();
        var (_, _, second) = await Invite(guest);
        await Memberships.AcceptAsync(first, guest.Id, "hash", Now, default);

        Assert.False(await Memberships.AcceptAsync(second, guest.Id, "other hash", Now, default));
        Assert.Equal(organization, Assert.Single(await Memberships.GetOrganizationsAsync(guest.Id, default)).Id);
    }

    [Fact]
    public async Task A_person_sees_the_organizations_they_joined_and_no_others()
    {
        var person = await AddPerson("hash");
        var first = await AddOrganization(person);
        await AddOrganization(await AddPerson("hash"));
        var (second, _, token) = await Invite(person);
        var (_, _, _) = await Invite(person);
        await Memberships.AcceptAsync(token, person.Id, null, Now.AddHours(1), default);

        var seen = await Memberships.GetOrganizationsAsync(person.Id, default);

        Assert.Equal([(first, Role.Owner), (second, Role.Analyst)], seen.Select(organization => (organization.Id, organization.Role)));
    }

    [Fact]
    public async Task Who_is_removed_takes_the_open_invitation_along()
    {
        var (organization, guest, token) = await Invite();

        Assert.True(await Memberships.RemoveAsync(organization, guest.Id, default));
        Assert.False(await Memberships.RemoveAsync(organization, guest.Id, default));
        Assert.Null(await Memberships.FindInvitedAsync(token, guest.Email, Now, default));
    }

    private async Task<(OrganizationId Organization, Person Guest, InvitationToken Token)> Invite(Person? guest = null)
    {
        guest ??= await AddPerson(null);
        var organization = await AddOrganization(await AddPerson("hash"));
        var token = TokenOf(organization, 1);
        await Memberships.InviteAsync(organization, guest.Id, Role.Analyst, NewInvitation(token), default);
        return (organization, guest, token);
    }

    private static InvitationToken TokenOf(OrganizationId organization, byte seed)
    {
        Assert.True(InvitationToken.TryParse(
            InvitationToken.Write(organization, [.. Enumerable.Repeat(seed, InvitationToken.SecretLength)]), out var token));
        return token;
    }

    private static NewInvitation NewInvitation(InvitationToken token) => new(token.Hash, Now, Now.AddDays(7));

    private async Task<Person> AddPerson(string? hash)
    {
        var person = new Person(Guid.CreateVersion7(), $"person-{Interlocked.Increment(ref _people)}@example.com", hash);
        Assert.True(await new PersonStore(postgres.Tenants).AddAsync(person, Now, default));
        return person;
    }

    private async Task<OrganizationId> AddOrganization(Person owner)
    {
        var id = PostgresFixture.NewOrganizationId();
        await new OrganizationStore(postgres.Tenants).AddAsync(NewOrganization(id, "Example"), owner.Id, default);
        return id;
    }

    private static Organization NewOrganization(OrganizationId id, string name) =>
        new() { Id = id, Name = name, CreatedAt = Now, Settings = OrganizationSettings.Default };
}
