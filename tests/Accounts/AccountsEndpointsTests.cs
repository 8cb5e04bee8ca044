using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Raposa.Support;

namespace Raposa.Accounts;

public class AccountsEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static int _accounts;

    private readonly string _accountId = (100_000_000_000 + Interlocked.Increment(ref _accounts)).ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_claimed_account_is_listed_with_its_name()
    {
        var organization = await api.CreateOrganizationAsync();
        using var claimed = await organization.Client.PostAsJsonAsync("/v1/accounts", new { accountId = _accountId, name = "Production" });

        using var listed = await organization.Client.GetAsync("/v1/accounts");

        Assert.Equal((HttpStatusCode.Created, $"/v1/accounts/{_accountId}"), (claimed.StatusCode, claimed.Headers.Location?.ToString()));
        Assert.Equal(
            [(_accountId, "Production")],
            (await api.ReadAsync<ClaimedAccount[]>(listed)).Select(account => (account.AccountId, account.Name)));
    }

    [Fact]
    public async Task An_account_of_another_organization_is_a_conflict_until_it_is_released()
    {
        var theirs = await api.CreateOrganizationAsync();
        var ours = await api.CreateOrganizationAsync();
        await theirs.ClaimAccountAsync(_accountId);

        Assert.Equal(HttpStatusCode.Conflict, await Claim(ours));
        Assert.Equal(HttpStatusCode.NotFound, (await ours.Client.DeleteAsync($"/v1/accounts/{_accountId}")).StatusCode);
        Assert.Equal(theirs.Id, await api.Grains.GetGrain<IAccountClaimGrain>(_accountId).GetOwner());

        Assert.Equal(HttpStatusCode.NoContent, (await theirs.Client.DeleteAsync($"/v1/accounts/{_accountId}")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, await Claim(ours));
        Assert.Equal(ours.Id, await api.Grains.GetGrain<IAccountClaimGrain>(_accountId).GetOwner());
    }

    [Fact]
    public async Task Of_two_that_claim_at_once_one_gets_it()
    {
        var organizations = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => api.CreateOrganizationAsync()));

        var answers = await Task.WhenAll(organizations.Select(Claim));

        Assert.Equal(1, answers.Count(answer => answer == HttpStatusCode.Created));
        Assert.Equal(4, answers.Count(answer => answer == HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345678901")]
    [InlineData("1234567890123")]
    [InlineData("12345678901a")]
    public async Task An_account_id_has_twelve_digits(string accountId)
    {
        var organization = await api.CreateOrganizationAsync();
        using var refused = await organization.Client.PostAsJsonAsync("/v1/accounts", new { accountId, name = "Production" });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("\"accountId\":", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> Claim(TestOrganization organization)
    {
        using var answer = await organization.Client.PostAsJsonAsync("/v1/accounts", new { accountId = _accountId, name = "An account" });
        return answer.StatusCode;
    }
}
