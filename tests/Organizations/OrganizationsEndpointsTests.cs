using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using Raposa.Support;

namespace Raposa.Organizations;

public class OrganizationsEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_setup_token_creates_an_organization_with_its_first_person()
    {
        var body = new { name = "  First  ", email = $"{Guid.NewGuid():N}@example.com", password = TestOrganization.Password, isDemo = true };
        using var created = await api.Setup.PostAsJsonAsync("/v1/organizations", body);
        var organization = await api.ReadAsync<Organization>(created);
        using var signedIn = await api.Anonymous.PostAsJsonAsync("/v1/sign-in", new { body.email, body.password });
        var session = await api.ReadAsync<Session>(signedIn);

        Assert.Equal((HttpStatusCode.Created, "First", true), (created.StatusCode, organization.Name, organization.IsDemo));
        Assert.Equal([new(organization.Id, "First", Role.Owner)], session.Organizations.AsEnumerable());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("setup-token-of-testz")]
    public async Task Without_it_and_without_a_token_nobody_creates_one(string? setupToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/organizations")
        {
            Content = JsonContent.Create(new { name = "X", email = "x@example.com", password = TestOrganization.Password }),
        };
        if (setupToken is not null)
        {
            request.Headers.Add("x-setup-token", setupToken);
        }

        using var answer = await api.Anonymous.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Somebody_who_is_signed_in_creates_a_second_organization()
    {
        var first = await api.CreateOrganizationAsync();

        using var created = await first.Client.PostAsJsonAsync("/v1/organizations", new { name = "Second", isDemo = true });
        var second = await api.ReadAsync<Organization>(created);
        using var switched = await first.Client.PostAsJsonAsync("/v1/session/organization", new { organization = second.Id }, api.Json);

        Assert.Equal((HttpStatusCode.Created, false), (created.StatusCode, second.IsDemo));
        Assert.Equal(second.Id, (await api.ReadAsync<Session>(switched)).Organization);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_no_way_in()
    {
        var owner = (await api.CreateOrganizationAsync()).Owner.Email;

        using var refused = await api.Setup.PostAsJsonAsync(
            "/v1/organizations", new { name = "Another", email = owner, password = "some other password" });

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task Settings_that_the_body_leaves_out_stay()
    {
        var organization = await api.CreateOrganizationAsync();
        await Patch(organization, new { rejectsUnclaimedAccounts = true });

        Assert.True((await Patch(organization, new { })).Settings.RejectsUnclaimedAccounts);
        Assert.False((await Patch(organization, new { rejectsUnclaimedAccounts = false })).Settings.RejectsUnclaimedAccounts);
    }

    [Fact]
    public async Task A_name_that_is_missing_is_said_by_the_name_of_the_field()
    {
        var organization = await api.CreateOrganizationAsync();

        using var refused = await organization.Client.PostAsJsonAsync("/v1/organizations", new { name = "" });
        var problem = await refused.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("\"errors\":{\"name\":", problem, StringComparison.Ordinal);
        Assert.Contains("\"code\":", problem, StringComparison.Ordinal);
        Assert.Contains("\"traceId\":", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_organization_is_told_stays_after_its_grain_is_gone()
    {
        var organization = await api.CreateOrganizationAsync();
        await Patch(organization, new { rejectsUnclaimedAccounts = true });

        var stored = await new OrganizationStore(api.Postgres.Tenants).FindAsync(organization.Id, default);

        Assert.True(stored?.Settings.RejectsUnclaimedAccounts);
    }

    private async Task<Organization> Patch(TestOrganization organization, object settings)
    {
        using var answer = await organization.Client.PatchAsJsonAsync("/v1/organizations/current/settings", settings);
        answer.EnsureSuccessStatusCode();
        return await api.ReadAsync<Organization>(answer);
    }
}
