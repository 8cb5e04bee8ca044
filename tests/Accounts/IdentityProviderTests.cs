using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Raposa.Collection;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Accounts;

/// <summary>An organization's service app, against a token endpoint on this machine.</summary>
public sealed class IdentityProviderTests(ApiFixture api) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private const string Claims = """{"iss":"https://example.okta.com","aud":"api://aws","sub":"0oa1"}""";

    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();
    private readonly string _key = ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem();
    private WebApplication _okta = null!;
    private bool _refuses;

    private IIdentityProviderGrain Provider
    {
        get
        {
            Caller.ActFor(_organization);
            return api.Grains.GetGrain<IIdentityProviderGrain>(_organization.ToString());
        }
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        _okta = builder.Build();
        _okta.MapPost("/oauth2/default/v1/token", () => _refuses
            ? Results.Json(new { error = "invalid_client", error_description = "The client is not known." }, statusCode: 401)
            : Results.Json(new
            {
                token_type = "Bearer",
                expires_in = 3600,
                access_token = $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Claims))}.c2ln",
            }));
        await _okta.StartAsync();
    }

    public async Task DisposeAsync() => await _okta.DisposeAsync();

    [Fact]
    public async Task An_app_that_gets_a_token_is_kept_with_what_its_tokens_say_and_its_key_is_sealed()
    {
        var answer = await Provider.Set(App());

        Assert.Null(answer.Failure);
        Assert.Equal(("api://aws", "0oa1"), (answer.Provider!.Audience, answer.Provider.Subject));
        Assert.Equal(answer.Provider.Issuer, (await Provider.Get())?.Issuer);
        var stored = await new IdentityProviderStore(api.Postgres.Tenants).FindAsync(_organization, default);
        Assert.DoesNotContain("PRIVATE KEY", Encoding.UTF8.GetString(stored!.Sealed), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", App().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_that_is_refused_is_not_kept_and_the_providers_words_are_the_answer()
    {
        _refuses = true;

        var answer = await Provider.Set(App());

        Assert.Equal(FailureKind.Unauthenticated, answer.Failure?.Kind);
        Assert.Contains("The client is not known.", answer.Failure!.Message, StringComparison.Ordinal);
        Assert.Null(await Provider.Get());
    }

    [Fact]
    public async Task What_is_removed_is_gone()
    {
        await Provider.Set(App());

        Assert.True(await Provider.Remove());
        Assert.False(await Provider.Remove());
        Assert.Null(await Provider.Get());
    }

    private NewIdentityProvider App() => new($"{_okta.Urls.First()}/oauth2/default", "0oa1", _key, "key-1", "aws.read");
}
