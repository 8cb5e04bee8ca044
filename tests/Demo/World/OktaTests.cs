using System.Buffers.Text;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Raposa.Demo;

public class OktaTests(WorldFixture world) : IClassFixture<WorldFixture>
{
    [Fact]
    public async Task A_service_app_that_proves_its_key_gets_a_token_that_the_published_keys_verify()
    {
        using var key = RSA.Create(2048);
        await RegisterAsync("0oa-collector", key);

        using var response = await AskAsync(Assertion("0oa-collector", key, $"{world.Address}oauth2/default/v1/token"));
        var token = (await response.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();

        var keys = (await world.Http.GetFromJsonAsync<JsonObject>(new Uri(world.Address, "oauth2/default/v1/keys")))!["keys"]![0]!;
        using var published = RSA.Create(new RSAParameters { Modulus = Part(keys["n"]!.GetValue<string>()), Exponent = Part(keys["e"]!.GetValue<string>()) });
        var parts = token.Split('.');
        var claims = JsonNode.Parse(Part(parts[1]))!;
        Assert.True(published.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Part(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal("0oa-collector", claims["sub"]!.GetValue<string>());
        Assert.Equal(3600, claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>());
    }

    [Fact]
    public async Task An_assertion_of_another_key_for_another_audience_or_used_before_gets_none()
    {
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        await RegisterAsync("0oa-second", key);
        var audience = $"{world.Address}oauth2/default/v1/token";
        var good = Assertion("0oa-second", key, audience);

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(good)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(good)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(Assertion("0oa-second", other, audience))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(Assertion("0oa-second", key, "https://elsewhere.example/token"))).StatusCode);
    }

    private async Task RegisterAsync(string client, RSA key)
    {
        var parameters = key.ExportParameters(false);
        using var response = await world.Http.PostAsJsonAsync(new Uri(world.Address, $"_world/okta/clients/{client}"), new[]
        {
            new { kty = "RSA", n = Base64Url.EncodeToString(parameters.Modulus), e = Base64Url.EncodeToString(parameters.Exponent) },
        });
        response.EnsureSuccessStatusCode();
    }

    private Task<HttpResponseMessage> AskAsync(string assertion) => world.Http.PostAsync(
        new Uri(world.Address, "oauth2/default/v1/token"),
        new FormUrlEncodedContent(
        [
            KeyValuePair.Create("grant_type", "client_credentials"), KeyValuePair.Create("scope", "aws"), KeyValuePair.Create("client_assertion", assertion),
            KeyValuePair.Create("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ]));

    private static string Assertion(string client, RSA key, string audience)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = client, ["sub"] = client, ["aud"] = audience, ["iat"] = now, ["exp"] = now + 300, ["jti"] = Guid.NewGuid().ToString() };
        var signed = $"{Base64Url.EncodeToString("""{"alg":"RS256"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static byte[] Part(string text) => Base64Url.DecodeFromChars(text);
}
