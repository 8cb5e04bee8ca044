using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Raposa.Support;

namespace Raposa.Organizations;

/// <summary>A platform behind a proxy on this machine, with few attempts for an address.</summary>
public sealed class ProxiedFixture : ApiFixture
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("Raposa:FailedSignInsPerMinute", "6"), new("Raposa:NewOrganizationsPerMinute", "2"), new("Raposa:TrustedProxies:0", "127.0.0.1"),
        new("Raposa:TrustedProxies:1", "10.0.0.0/8"),
    ];
}

public sealed class AddressTests(ProxiedFixture api) : IClassFixture<ProxiedFixture>, IDisposable
{
    private readonly IDisposable _stopped = api.Clock.Stop();

    public void Dispose() => _stopped.Dispose();

    [Fact]
    public async Task An_address_that_tries_many_accounts_must_wait_and_another_one_need_not()
    {
        for (var attempt = 0; attempt < 6; attempt++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync("198.51.100.1", $"{Guid.NewGuid():N}@example.com", "not the password")).Status);
        }

        var refused = await SignInAsync("198.51.100.1", "one-more@example.com", "not the password");
        Assert.Equal((HttpStatusCode.TooManyRequests, "too-many-attempts", "There were too many attempts from this address."), (refused.Status, refused.Code, refused.Title));
        Assert.Equal(TimeSpan.FromSeconds(10), refused.RetryAfter!.Value);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync("198.51.100.2", "one-more@example.com", "not the password")).Status);

        api.Clock.Advance(refused.RetryAfter.Value);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync("198.51.100.1", "one-more@example.com", "not the password")).Status);
    }

    [Fact]
    public async Task Who_signs_in_with_the_right_password_uses_up_nothing()
    {
        var owner = (await api.CreateOrganizationAsync()).Owner.Email;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            Assert.Equal(HttpStatusCode.OK, (await SignInAsync("198.51.100.3", owner, TestOrganization.Password)).Status);
        }
    }

    [Fact]
    public async Task A_guesser_of_invitations_is_counted_with_the_guessers_of_passwords()
    {
        for (var attempt = 0; attempt < 6; attempt++)
        {
            using var guess = await SendAsync(
                "198.51.100.4", "/v1/invitations/accept", new { email = $"{Guid.NewGuid():N}@example.com", token = "a guess", password = TestOrganization.Password });
            Assert.Equal(HttpStatusCode.Unauthorized, guess.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignInAsync("198.51.100.4", "anybody@example.com", "not the password")).Status);
    }

    [Fact]
    public async Task An_account_that_is_locked_says_for_how_long()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await SignInAsync("198.51.100.5", email, "not the password");
        }

        var locked = await SignInAsync("198.51.100.5", email, "not the password");
        Assert.Equal((HttpStatusCode.TooManyRequests, "There were too many failed attempts at this account."), (locked.Status, locked.Title));
        Assert.Equal(TimeSpan.FromMinutes(1), locked.RetryAfter!.Value);
    }

    [Fact]
    public async Task An_address_makes_few_organizations_in_a_minute()
    {
        var ours = await api.CreateOrganizationAsync();
        HttpStatusCode[] made = [await CreateAsync(), await CreateAsync(), await CreateAsync()];
        api.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.TooManyRequests], made);
        Assert.Equal(HttpStatusCode.Created, await CreateAsync());

        async Task<HttpStatusCode> CreateAsync()
        {
            using var answer = await SendAsync("198.51.100.6", "/v1/organizations", new { name = "Another" }, ours.Owner.AccessToken);
            return answer.StatusCode;
        }
    }

    /// <summary>What a client writes into the header stands left of what the proxies add, and is not reached.</summary>
    [Fact]
    public async Task The_address_is_the_first_one_that_is_no_proxy_of_ours_from_the_right()
    {
        for (var attempt = 0; attempt < 6; attempt++)
        {
            await SignInAsync($"203.0.113.{attempt}, 198.51.100.7, 10.1.2.3", $"{Guid.NewGuid():N}@example.com", "not the password");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignInAsync("198.51.100.7", "anybody@example.com", "not the password")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync("203.0.113.1", "anybody@example.com", "not the password")).Status);
    }

    [Fact]
    public async Task A_network_of_ipv6_is_one_address()
    {
        for (var attempt = 0; attempt < 6; attempt++)
        {
            await SignInAsync($"2001:db8:1:2:{attempt:x}::1", $"{Guid.NewGuid():N}@example.com", "not the password");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignInAsync("2001:db8:1:2:ffff::9", "anybody@example.com", "not the password")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync("2001:db8:1:3::9", "anybody@example.com", "not the password")).Status);
    }

    private async Task<(HttpStatusCode Status, string? Code, string? Title, TimeSpan? RetryAfter)> SignInAsync(string from, string email, string password)
    {
        using var answer = await SendAsync(from, "/v1/sign-in", new { email, password });
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>();
        return (answer.StatusCode, (string?)body!["code"], (string?)body["title"], answer.Headers.RetryAfter?.Delta);
    }

    private async Task<HttpResponseMessage> SendAsync(string from, string path, object body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "X-Forwarded-For", from } } };
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return await api.Anonymous.SendAsync(request);
    }
}
