using System.Net;
using System.Net.Http;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Organizations.Access;
using Raposa.Support;

namespace Raposa.Organizations;

/// <summary>
/// Walks every endpoint with nobody's token, with each role's and with another organization's. The endpoints are those
/// that the running platform has, so a new one fails here until it has a line in <see cref="AccessCases"/>.
/// </summary>
public class AccessTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public void Every_endpoint_has_a_case()
    {
        var missing = Endpoints().Where(endpoint => endpoint.Access.Kind == AccessKind.Anybody
            ? !AccessCases.OpenToAnybody.Contains(endpoint.Name)
            : !AccessCases.All.ContainsKey(endpoint.Name));

        Assert.True(
            !missing.Any(),
            $"No case in tests/Organizations/AccessCases.cs for: {string.Join("; ", missing.Select(endpoint => endpoint.Name))}.");
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_token() => Assert.Empty(await WalkAsync(async (endpoint, organization) =>
    {
        using var answer = await SendAsync(api.Anonymous, endpoint, organization);
        return answer.StatusCode == HttpStatusCode.Unauthorized && answer.Headers.WwwAuthenticate.ToString() == "Bearer"
            ? null
            : $"{answer.StatusCode} to a request without a token";
    }));

    [Fact]
    public async Task Nobody_gets_in_with_a_token_that_was_changed() => Assert.Empty(await WalkAsync(async (endpoint, organization) =>
    {
        var token = organization.Owner.AccessToken;
        using var client = api.ClientOf(organization.Owner with { AccessToken = $"{token[..^8]}AAAAAAAA" });
        using var answer = await SendAsync(client, endpoint, organization);
        return answer.StatusCode == HttpStatusCode.Unauthorized
            && answer.Headers.WwwAuthenticate.ToString() == "Bearer error=\"invalid_token\""
                ? null
                : $"{answer.StatusCode} to a token with another signature";
    }));

    [Theory]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Analyst)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Owner)]
    public async Task A_role_does_what_it_may_and_is_told_what_it_lacks(Role role)
    {
        var ours = await api.CreateOrganizationAsync();
        using var client = api.ClientOf(await ours.AddMemberAsync(role));

        Assert.Empty(await WalkAsync(ours, async (endpoint, organization) =>
        {
            using var answer = await SendAsync(client, endpoint, organization);
            return endpoint.Access.Permission is not { } needed || Permissions.Of(role).Contains(needed)
                ? answer.IsSuccessStatusCode ? null : $"{answer.StatusCode} to {role}, who may"
                : await IsRefusalAsync(answer, needed) ? null : $"{answer.StatusCode} to {role}, who may not";
        }));
    }

    [Fact]
    public async Task What_is_another_organizations_is_not_there()
    {
        var theirs = await api.CreateOrganizationAsync();
        Assert.Empty(await WalkAsync(async (endpoint, organization) =>
        {
            using var answer = await SendAsync(theirs.Client, endpoint, organization);
            return endpoint.Name.Contains('{', StringComparison.Ordinal) && !AccessCases.SameForEverybody.Contains(endpoint.Name)
                ? answer.StatusCode == HttpStatusCode.NotFound ? null : $"{answer.StatusCode} to another organization's owner"
                : await NamesAsync(answer, organization) ? "another organization's owner sees ours" : null;
        }));
    }

    /// <summary>Not to be told apart from an id that nobody has.</summary>
    [Fact]
    public async Task Another_organization_is_answered_like_one_that_does_not_exist()
    {
        var ours = await api.CreateOrganizationAsync();
        var theirs = await api.CreateOrganizationAsync();

        async Task<string> Ask(OrganizationId id)
        {
            using var answer = await theirs.Client.GetAsync($"/v1/organizations/{id}/credentials");
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return $"{answer.StatusCode} {string.Join(' ', body.RootElement.EnumerateObject()
                .Where(member => member.Name != "traceId").Select(member => member.ToString()))}";
        }

        Assert.Equal(await Ask(PostgresFixture.NewOrganizationId()), await Ask(ours.Id));
    }

    [Fact]
    public async Task Whoever_belongs_nowhere_is_told_so()
    {
        var person = await api.CreatePersonAsync("loner");
        var organization = await api.CreateOrganizationAsync();
        var invited = await organization.InviteAsync(person.Email, Role.Admin);
        using var client = api.ClientOf(organization.Owner with { AccessToken = await TokenForNoOrganization(person) });

        using var refused = await client.GetAsync("/v1/accounts");
        using var session = await client.GetAsync("/v1/session");

        Assert.True(invited.Member.IsInvited);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (refused.StatusCode, session.StatusCode));
        Assert.Contains("\"no-organization\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_that_does_not_say_who_may_call_it_stops_the_start()
    {
        var undeclared = new RouteEndpoint(
            _ => Task.CompletedTask, RoutePatternFactory.Parse("/v1/forgotten"), 0, null, "GET /v1/forgotten");

        var refusal = Assert.Throws<InvalidOperationException>(() => AccessStartup.RequireDeclared([undeclared]));

        Assert.Contains("GET /v1/forgotten", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<string> TokenForNoOrganization(Person person) =>
        (await api.Grains.GetGrain<ISignInGrain>(person.Email).SignIn(TestOrganization.Password, null)).Session!.AccessToken;

    /// <summary>What is wrong, by endpoint, over every endpoint that wants a token.</summary>
    private async Task<List<string>> WalkAsync(Func<WalkedEndpoint, TestOrganization, Task<string?>> visit) =>
        await WalkAsync(await api.CreateOrganizationAsync(), visit);

    private async Task<List<string>> WalkAsync(
        TestOrganization organization, Func<WalkedEndpoint, TestOrganization, Task<string?>> visit)
    {
        var wrong = new List<string>();
        // One without a case is the finding of another test.
        foreach (var endpoint in Endpoints().Where(endpoint => AccessCases.All.ContainsKey(endpoint.Name)))
        {
            if (await visit(endpoint, organization) is { } what)
            {
                wrong.Add($"{endpoint.Name}: {what}");
            }
        }

        return wrong;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, WalkedEndpoint endpoint, TestOrganization organization)
    {
        using var request = await AccessCases.All[endpoint.Name](organization);

        // A stream of events has headers at once and an end never.
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<bool> IsRefusalAsync(HttpResponseMessage answer, Permission needed) =>
        answer.StatusCode == HttpStatusCode.Forbidden
        && (await answer.Content.ReadAsStringAsync()).Contains(
            $"permission {JsonNamingPolicy.CamelCase.ConvertName(needed.ToString())},", StringComparison.Ordinal);

    private static async Task<bool> NamesAsync(HttpResponseMessage answer, TestOrganization organization) =>
        answer.Content.Headers.ContentType?.MediaType != "text/event-stream"
        && await answer.Content.ReadAsStringAsync() is var body
        && (body.Contains(organization.Id.ToString(), StringComparison.Ordinal)
            || body.Contains(organization.Id.Value.ToString("N"), StringComparison.Ordinal)
            || body.Contains(AccessCases.Marker, StringComparison.Ordinal));

    private List<WalkedEndpoint> Endpoints() =>
    [
        .. api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => new WalkedEndpoint(
                $"{endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0] ?? "ANY"} /{endpoint.RoutePattern.RawText!.Trim('/')}",
                endpoint.Metadata.GetMetadata<AccessMetadata>()!)),
    ];

    private sealed record WalkedEndpoint(string Name, AccessMetadata Access);
}
