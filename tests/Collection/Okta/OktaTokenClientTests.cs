using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Raposa.Collection.Sources;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Collection.Okta;

public sealed class OktaTokenClientTests : IAsyncLifetime
{
    private static readonly OrganizationId Organization = OrganizationId.Parse("018f0000-0000-7000-8000-000000000001");

    private readonly FixedClock _clock = new(new(2026, 8, 7, 10, 0, 0, TimeSpan.Zero));
    private readonly List<IFormCollection> _forms = [];
    private VendorServer _server = null!;
    private Func<HttpContext, Task>? _refusal;

    public async Task InitializeAsync() => _server = await VendorServer.StartAsync(async context =>
    {
        _forms.Add(await context.Request.ReadFormAsync());
        await (_refusal?.Invoke(context) ?? VendorServer.JsonAsync(
            context, $$"""{"token_type":"Bearer","expires_in":3600,"access_token":"jwt-{{_forms.Count}}","scope":"aws"}"""));
    });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory, InlineData("RS256"), InlineData("ES256")]
    public async Task A_service_app_proves_itself_with_its_key(string algorithm)
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var token = await Client(algorithm == "RS256" ? rsa.ExportPkcs8PrivateKeyPem() : ec.ExportPkcs8PrivateKeyPem()).GetTokenAsync(Organization, default);

        Assert.Equal("jwt-1", token);
        Assert.Equal("POST /oauth2/default/v1/token", _server.Asked.Single());
        Assert.Equal(
            ("client_credentials", "aws", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            (_forms[0]["grant_type"].ToString(), _forms[0]["scope"].ToString(), _forms[0]["client_assertion_type"].ToString()));
        var parts = _forms[0]["client_assertion"].ToString().Split('.');
        var (header, claims) = (Part(parts[0]), Part(parts[1]));
        Assert.Equal((algorithm, "key-1"), ((string?)header["alg"], (string?)header["kid"]));
        Assert.Equal(("0oa1", "0oa1", $"{_server.Address}oauth2/default/v1/token"), ((string?)claims["iss"], (string?)claims["sub"], (string?)claims["aud"]));
        Assert.Equal(_clock.Now.ToUnixTimeSeconds() + 300, (long?)claims["exp"]);
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        var signature = Base64Url.DecodeFromChars(parts[2]);
        Assert.True(algorithm == "RS256"
            ? rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : ec.VerifyData(signed, signature, HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task A_token_is_asked_for_once_by_many_and_again_when_it_is_nearly_spent()
    {
        using var rsa = RSA.Create(2048);
        var client = Client(rsa.ExportPkcs8PrivateKeyPem());

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => client.GetTokenAsync(Organization, default))), token => Assert.Equal("jwt-1", token));
        _clock.Now += TimeSpan.FromMinutes(54);
        Assert.Equal("jwt-1", await client.GetTokenAsync(Organization, default));
        _clock.Now += TimeSpan.FromMinutes(2);
        Assert.Equal("jwt-2", await client.GetTokenAsync(Organization, default));
        Assert.NotEqual(Part(_forms[0]["client_assertion"].ToString().Split('.')[1])["jti"]!.ToString(), Part(_forms[1]["client_assertion"].ToString().Split('.')[1])["jti"]!.ToString());
    }

    [Fact]
    public async Task A_refusal_is_said_in_Oktas_words()
    {
        using var rsa = RSA.Create(2048);
        _refusal = context => VendorServer.JsonAsync(context, """{"error":"invalid_client","error_description":"The client_assertion token has an expiration too far into the future."}""", 401);

        var refusal = await Assert.ThrowsAsync<SourceReadException>(() => Client(rsa.ExportPkcs8PrivateKeyPem()).GetTokenAsync(Organization, default));

        Assert.Equal(
            new(FailureKind.Unauthenticated, "POST /v1/token", "invalid_client", "The client_assertion token has an expiration too far into the future."),
            refusal.Failure);
    }

    [Fact]
    public async Task A_key_that_is_none_is_not_tried()
    {
        var refusal = await Assert.ThrowsAsync<SourceReadException>(() => Client("-----BEGIN NOTHING-----").GetTokenAsync(Organization, default));

        Assert.Equal((FailureKind.Unauthenticated, "PrivateKey"), (refusal.Failure.Kind, refusal.Failure.Code));
        Assert.Empty(_server.Asked);
    }

    private OktaTokenClient Client(string key) => new(
        new(VendorHttpClient.NewHttpClient(), _clock, chance: () => 0),
        new Connections(new(new(_server.Address, "oauth2/default"), "0oa1", key, "key-1", "aws")), _clock);

    private static JsonNode Part(string text) => JsonNode.Parse(Base64Url.DecodeFromChars(text))!;

    private sealed class Connections(OktaConnection connection) : IOktaConnections
    {
        public Task<OktaConnection?> FindAsync(OrganizationId organization, CancellationToken cancellationToken) => Task.FromResult<OktaConnection?>(connection);
    }
}
