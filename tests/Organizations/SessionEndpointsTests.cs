using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Raposa.Support;

namespace Raposa.Organizations;

public class SessionEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Whoever_signs_in_gets_a_token_for_the_first_organization_they_joined()
    {
        var organization = await api.CreateOrganizationAsync();

        var session = await SignIn(organization.Owner.Email.ToUpperInvariant());

        Assert.Equal((organization.Id, organization.Owner.PersonId), (session.Organization, session.PersonId));
        Assert.Equal([new(organization.Id, "Example", Role.Owner)], session.Organizations.AsEnumerable());
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_answered_alike()
    {
        var organization = await api.CreateOrganizationAsync();

        var wrong = await SignInBody(organization.Owner.Email, "not the password");
        var unknown = await SignInBody("nobody@example.com", "not the password");

        Assert.Equal((HttpStatusCode.Unauthorized, "wrong-email-or-password"), wrong);
        Assert.Equal(wrong, unknown);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_fifth_failure_locks_an_account_whether_it_exists_or_not(bool exists)
    {
        var email = exists ? (await api.CreateOrganizationAsync()).Owner.Email : $"{Guid.NewGuid():N}@example.com";
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await SignInBody(email, "not the password")).Status);
        }

        Assert.Equal((HttpStatusCode.TooManyRequests, "too-many-attempts"), await SignInBody(email, TestOrganization.Password));
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(exists ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, (await SignInBody(email, TestOrganization.Password)).Status);
    }

    [Fact]
    public async Task The_session_says_what_the_role_may_do_now()
    {
        var organization = await api.CreateOrganizationAsync();
        var auditor = await organization.AddMemberAsync(Role.Auditor);
        using var client = api.ClientOf(auditor);

        using var session = JsonDocument.Parse(await client.GetStringAsync("/v1/session"));

        Assert.Equal("auditor", session.RootElement.GetProperty("role").GetString());
        Assert.Equal(
            [
                "readOrganization", "readCredentials", "readAccounts", "readEvents", "readRules", "readIncidents", "readFindings", "readCollection",
                "readInventory",
            ],
            session.RootElement.GetProperty("permissions").EnumerateArray().Select(permission => permission.GetString()));
        Assert.Equal(organization.Id.ToString(), session.RootElement.GetProperty("organizations")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_member_of_two_organizations_switches_between_them()
    {
        var first = await api.CreateOrganizationAsync();
        var second = await api.CreateOrganizationAsync();
        var invited = await second.InviteAsync(first.Owner.Email, Role.Auditor);
        using var accepted = await api.Anonymous.PostAsJsonAsync(
            "/v1/invitations/accept",
            new { email = first.Owner.Email, token = invited.InvitationToken, password = TestOrganization.Password });
        accepted.EnsureSuccessStatusCode();

        using var switched = await first.Client.PostAsJsonAsync("/v1/session/organization", new { organization = second.Id }, api.Json);
        var session = await api.ReadAsync<Session>(switched);
        using var client = api.ClientOf(session);

        Assert.Equal(second.Id, session.Organization);
        Assert.Equal([first.Id, second.Id], session.Organizations.Select(organization => organization.Id));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/v1/organizations/{second.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/v1/organizations/{first.Id}")).StatusCode);
    }

    [Fact]
    public async Task Nobody_switches_to_an_organization_that_is_not_theirs()
    {
        var ours = await api.CreateOrganizationAsync();
        var theirs = await api.CreateOrganizationAsync();

        using var refused = await ours.Client.PostAsJsonAsync("/v1/session/organization", new { organization = theirs.Id }, api.Json);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task An_invitation_works_once_and_for_its_address_alone()
    {
        var organization = await api.CreateOrganizationAsync();
        var email = $"{Guid.NewGuid():N}@example.com";
        var invited = await organization.InviteAsync(email, Role.Analyst);

        Assert.Equal(HttpStatusCode.Unauthorized, await Accept("somebody-else@example.com", invited.InvitationToken!));
        Assert.Equal(HttpStatusCode.OK, await Accept(email, invited.InvitationToken!));
        Assert.Equal(HttpStatusCode.Unauthorized, await Accept(email, invited.InvitationToken!));
    }

    /// <summary>Else whoever registered a stranger's address first would be let in wherever the stranger is invited.</summary>
    [Fact]
    public async Task Being_invited_is_not_enough_even_with_a_password()
    {
        var ours = await api.CreateOrganizationAsync();
        var theirs = await api.CreateOrganizationAsync();
        await ours.InviteAsync(theirs.Owner.Email, Role.Owner);

        var session = await SignIn(theirs.Owner.Email);

        Assert.Equal([theirs.Id], session.Organizations.Select(organization => organization.Id));
    }

    [Fact]
    public async Task An_invited_person_with_a_password_must_give_it()
    {
        var ours = await api.CreateOrganizationAsync();
        var theirs = await api.CreateOrganizationAsync();
        var invited = await ours.InviteAsync(theirs.Owner.Email, Role.Analyst);

        Assert.Equal(HttpStatusCode.Unauthorized, await Accept(theirs.Owner.Email, invited.InvitationToken!, "another password"));
        Assert.Equal(HttpStatusCode.OK, await Accept(theirs.Owner.Email, invited.InvitationToken!));
    }

    [Fact]
    public async Task A_new_person_sets_their_password_by_the_invitation_and_signs_in_with_it()
    {
        var organization = await api.CreateOrganizationAsync();
        var email = $"{Guid.NewGuid():N}@example.com";
        var invited = await organization.InviteAsync(email, Role.Analyst);
        await Accept(email, invited.InvitationToken!);

        var session = await SignIn(email);

        Assert.Equal([new(organization.Id, "Example", Role.Analyst)], session.Organizations.AsEnumerable());
    }

    [Fact]
    public async Task A_short_password_is_refused_with_what_to_do()
    {
        using var refused = await api.Setup.PostAsJsonAsync(
            "/v1/organizations", new { name = "Example", email = "new@example.com", password = "short" });
        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(
            "The password has 5 characters; it needs 12 or more.",
            problem.RootElement.GetProperty("errors").GetProperty("password")[0].GetString());
    }

    [Fact]
    public async Task The_published_keys_have_no_private_part()
    {
        await api.CreateOrganizationAsync();

        using var jwks = JsonDocument.Parse(await api.Anonymous.GetStringAsync("/.well-known/jwks.json"));

        var key = Assert.Single(jwks.RootElement.GetProperty("keys").EnumerateArray());
        Assert.Equal(
            ["alg", "crv", "kid", "kty", "use", "x", "y"], key.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
    }

    private async Task<Session> SignIn(string email)
    {
        using var answer = await api.Anonymous.PostAsJsonAsync("/v1/sign-in", new { email, password = TestOrganization.Password });
        answer.EnsureSuccessStatusCode();
        return await api.ReadAsync<Session>(answer);
    }

    private async Task<(HttpStatusCode Status, string? Code)> SignInBody(string email, string password)
    {
        using var answer = await api.Anonymous.PostAsJsonAsync("/v1/sign-in", new { email, password });
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, body.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    private async Task<HttpStatusCode> Accept(string email, string token, string password = TestOrganization.Password)
    {
        using var answer = await api.Anonymous.PostAsJsonAsync("/v1/invitations/accept", new { email, token, password });
        return answer.StatusCode;
    }
}
