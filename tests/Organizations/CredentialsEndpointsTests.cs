using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text;
using Raposa.Support;

namespace Raposa.Organizations;

public class CredentialsEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_credential_is_issued_with_a_key_and_a_secret_that_work()
    {
        var organization = await api.CreateOrganizationAsync();
        var issued = await organization.IssueCredentialAsync("A forwarder");

        Assert.True(ApiKey.TryParse(issued.ApiKey, out var key));
        Assert.Equal((organization.Id, issued.Credential.Id), (key.Organization, key.CredentialId));
        Assert.Equal([SecretOf(issued.SigningSecret)], (await Authenticate(key))!.LiveSecrets.AsEnumerable());
    }

    [Fact]
    public async Task Key_and_secret_are_in_no_other_answer()
    {
        var organization = await api.CreateOrganizationAsync();
        var issued = await organization.IssueCredentialAsync();

        foreach (var path in new[] { "", $"/{issued.Credential.Id}" })
        {
            var answer = await organization.Client.GetStringAsync($"/v1/organizations/current/credentials{path}");

            Assert.Contains(issued.Credential.Id, answer, StringComparison.Ordinal);
            Assert.DoesNotContain("rpk_", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("whsec_", answer, StringComparison.Ordinal);
            Assert.DoesNotContain(ApiKey.HashOf(issued.ApiKey), answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_with_another_secret_part_does_not_authenticate()
    {
        var organization = await api.CreateOrganizationAsync();
        var issued = await organization.IssueCredentialAsync();
        Assert.True(ApiKey.TryParse($"{issued.ApiKey[..^1]}{(issued.ApiKey[^1] == '0' ? '1' : '0')}", out var wrong));

        Assert.Null(await Authenticate(wrong));
    }

    [Fact]
    public async Task A_rotation_leaves_two_live_secrets_and_a_second_one_ends_the_oldest()
    {
        var organization = await api.CreateOrganizationAsync();
        var issued = await organization.IssueCredentialAsync();
        Assert.True(ApiKey.TryParse(issued.ApiKey, out var key));

        var second = await Rotate(organization, issued.Credential.Id, new { });
        Assert.Equal([SecretOf(issued.SigningSecret), SecretOf(second.SigningSecret)], (await Authenticate(key))!.LiveSecrets.AsEnumerable());
        Assert.Equal(TimeSpan.FromHours(24), second.Credential.Secrets[0].ExpiresAt - second.Credential.Secrets[1].CreatedAt);

        var third = await Rotate(organization, issued.Credential.Id, new { overlapHours = 1 });
        Assert.Equal([SecretOf(second.SigningSecret), SecretOf(third.SigningSecret)], (await Authenticate(key))!.LiveSecrets.AsEnumerable());

        var fourth = await Rotate(organization, issued.Credential.Id, new { overlapHours = 0 });
        Assert.Equal([SecretOf(fourth.SigningSecret)], (await Authenticate(key))!.LiveSecrets.AsEnumerable());
    }

    [Fact]
    public async Task A_rotation_needs_no_body()
    {
        var organization = await api.CreateOrganizationAsync();
        var issued = await organization.IssueCredentialAsync();

        using var rotated = await organization.Client.PostAsync(
            $"/v1/organizations/current/credentials/{issued.Credential.Id}/rotate", content: null);

        Assert.Equal(HttpStatusCode.OK, rotated.StatusCode);
    }

    [Fact]
    public async Task A_revoked_secret_holds_for_no_further_request()
    {
        var organization = await api.CreateOrganizationAsync();
        var issued = await organization.IssueCredentialAsync();
        Assert.True(ApiKey.TryParse(issued.ApiKey, out var key));
        var rotated = await Rotate(organization, issued.Credential.Id, new { });

        using var revoked = await organization.Client.DeleteAsync(
            $"/v1/organizations/current/credentials/{issued.Credential.Id}/secrets/{issued.Credential.Secrets[0].Id}");

        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        Assert.Equal([SecretOf(rotated.SigningSecret)], (await Authenticate(key))!.LiveSecrets.AsEnumerable());
    }

    [Fact]
    public async Task A_revoked_credential_authenticates_nobody_and_stays_listed()
    {
        var organization = await api.CreateOrganizationAsync();
        var issued = await organization.IssueCredentialAsync();
        Assert.True(ApiKey.TryParse(issued.ApiKey, out var key));

        using var revoked = await organization.Client.DeleteAsync($"/v1/organizations/current/credentials/{issued.Credential.Id}");
        using var rotated = await organization.Client.PostAsJsonAsync(
            $"/v1/organizations/current/credentials/{issued.Credential.Id}/rotate", new { });

        Assert.Null(await Authenticate(key));
        Assert.NotNull((await api.ReadAsync<Credential>(revoked)).RevokedAt);
        Assert.Equal(HttpStatusCode.NotFound, rotated.StatusCode);
        Assert.Contains(
            issued.Credential.Id,
            await organization.Client.GetStringAsync("/v1/organizations/current/credentials"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_sealed_in_the_database()
    {
        var organization = await api.CreateOrganizationAsync();
        var issued = await organization.IssueCredentialAsync();

        var stored = await new CredentialStore(api.Postgres.Tenants).FindAsync(new(organization.Id, issued.Credential.Id), default);

        var secret = Assert.Single(stored!.Sealed).Value;
        Assert.Equal(-1, secret.AsSpan().IndexOf(SecretOf(issued.SigningSecret)));
        Assert.StartsWith("local-", SealedSecret.KeyIdOf(secret), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("169")]
    [InlineData("\"a day\"")]
    public async Task An_overlap_is_a_week_at_the_most(string hours)
    {
        var organization = await api.CreateOrganizationAsync();
        var issued = await organization.IssueCredentialAsync();
        using var body = new StringContent(
            $"{{\"overlapHours\":{hours}}}", Encoding.UTF8, "application/json");

        using var refused = await organization.Client.PostAsync(
            $"/v1/organizations/current/credentials/{issued.Credential.Id}/rotate", body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    private static byte[] SecretOf(string text) => Convert.FromBase64String(text["whsec_".Length..]);

    private async Task<CredentialMaterial?> Authenticate(ApiKey key)
    {
        Caller.ActFor(key.Organization);
        return await api.Grains.GetGrain<ICredentialGrain>(new CredentialKey(key.Organization, key.CredentialId).ToString())
            .Authenticate(key.Hash);
    }

    private async Task<IssuedSecret> Rotate(TestOrganization organization, string credentialId, object body)
    {
        using var answer = await organization.Client.PostAsJsonAsync(
            $"/v1/organizations/current/credentials/{credentialId}/rotate", body);
        answer.EnsureSuccessStatusCode();
        return await api.ReadAsync<IssuedSecret>(answer);
    }
}
