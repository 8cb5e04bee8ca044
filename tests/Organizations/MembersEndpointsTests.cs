using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text;
using Raposa.Support;

namespace Raposa.Organizations;

public class MembersEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_invited_person_is_listed_as_invited()
    {
        var organization = await api.CreateOrganizationAsync();
        await organization.InviteAsync("New.Person@example.com", Role.Analyst);

        var members = await GetMembers(organization);

        Assert.Equal(
            [(organization.Owner.Email, Role.Owner, false), ("new.person@example.com", Role.Analyst, true)],
            members.Select(member => (member.Email, member.Role, member.IsInvited)));
    }

    [Fact]
    public async Task A_member_gets_a_new_role_and_no_invitation()
    {
        var organization = await api.CreateOrganizationAsync();
        var analyst = await organization.AddMemberAsync(Role.Analyst);

        var changed = await organization.InviteAsync(analyst.Email, Role.Admin);

        Assert.Equal((Role.Admin, null), (changed.Member.Role, changed.InvitationToken));
    }

    [Fact]
    public async Task Who_is_removed_is_refused_at_once()
    {
        var organization = await api.CreateOrganizationAsync();
        var analyst = await organization.AddMemberAsync(Role.Analyst);
        using var client = api.ClientOf(analyst);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/accounts")).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, await Remove(organization.Client, analyst.PersonId));

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/v1/accounts")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/v1/organizations/{organization.Id}")).StatusCode);
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_though_the_token_still_names_it()
    {
        var organization = await api.CreateOrganizationAsync();
        var admin = await organization.AddMemberAsync(Role.Admin);
        using var client = api.ClientOf(admin);
        using var before = await client.PostAsJsonAsync("/v1/organizations/current/credentials", new { name = "x" });
        await organization.InviteAsync(admin.Email, Role.Auditor);

        using var after = await client.PostAsJsonAsync("/v1/organizations/current/credentials", new { name = "x" });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Forbidden), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task The_last_owner_stays()
    {
        var organization = await api.CreateOrganizationAsync();

        Assert.Equal(HttpStatusCode.Conflict, await Remove(organization.Client, organization.Owner.PersonId));
    }

    [Fact]
    public async Task An_admin_makes_no_owner_and_removes_none()
    {
        var organization = await api.CreateOrganizationAsync();
        using var admin = api.ClientOf(await organization.AddMemberAsync(Role.Admin));

        using var promoted = await admin.PostAsJsonAsync(
            "/v1/organizations/current/members", new { email = "friend@example.com", role = "owner" });

        Assert.Equal(HttpStatusCode.Conflict, promoted.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, await Remove(admin, organization.Owner.PersonId));
    }

    [Fact]
    public async Task A_stranger_cannot_be_removed()
    {
        var organization = await api.CreateOrganizationAsync();
        var stranger = (await api.CreateOrganizationAsync()).Owner;

        Assert.Equal(HttpStatusCode.NotFound, await Remove(organization.Client, stranger.PersonId));
    }

    [Theory]
    [InlineData("{\"email\":\"nobody\",\"role\":\"analyst\"}")]
    [InlineData("{\"email\":\"a@example.com\",\"role\":\"emperor\"}")]
    [InlineData("{\"email\":\"a@example.com\",\"role\":7}")]
    [InlineData("{\"role\":\"analyst\"}")]
    public async Task What_is_no_member_is_refused(string body)
    {
        var organization = await api.CreateOrganizationAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var refused = await organization.Client.PostAsync("/v1/organizations/current/members", content);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    private async Task<Member[]> GetMembers(TestOrganization organization)
    {
        using var answer = await organization.Client.GetAsync("/v1/organizations/current/members");
        return await api.ReadAsync<Member[]>(answer);
    }

    private static async Task<HttpStatusCode> Remove(HttpClient client, Guid personId)
    {
        using var answer = await client.DeleteAsync($"/v1/organizations/current/members/{personId}");
        return answer.StatusCode;
    }
}
