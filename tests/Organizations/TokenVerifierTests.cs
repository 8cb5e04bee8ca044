using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Raposa.Organizations.Access;
using Raposa.Support;

namespace Raposa.Organizations;

public sealed class TokenVerifierTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Person = new("0197a6c4-0000-7000-8000-000000000001");
    private static readonly OrganizationId Organization = OrganizationId.Parse("0197a6c4-0000-7000-8000-000000000002");

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly FixedClock _clock = new(Now);
    private readonly List<TokenKeySet> _keySets = [];

    [Fact]
    public async Task A_token_that_was_issued_here_says_who_and_for_which_organization() =>
        Assert.Equal(new VerifiedToken(Person, "ana@example.com", Organization), (await Verify(Issue())).Token);

    [Fact]
    public async Task A_token_for_no_organization_is_valid_too() =>
        Assert.Equal(
            new VerifiedToken(Person, "ana@example.com", null),
            (await Verify(Issue(claims => claims with { Organization = null, Role = null }))).Token);

    [Fact]
    public async Task A_token_ends_with_its_lifetime_and_the_skew_of_a_clock()
    {
        var token = Issue();
        _clock.Now = Now.AddHours(1).AddSeconds(29);
        Assert.Null((await Verify(token)).Refusal);

        _clock.Now = Now.AddHours(1).AddSeconds(30);
        Assert.Equal("expired", (await Verify(token)).Refusal);
    }

    [Fact]
    public async Task A_token_of_another_issuer_is_refused() =>
        Assert.Equal("issuer", (await Verify(Issue(claims => claims with { Issuer = "somebody else" }))).Refusal);

    [Fact]
    public async Task A_token_for_another_audience_is_refused() =>
        Assert.Equal("audience", (await Verify(Sign(Header(), Payload(("aud", "another service"))))).Refusal);

    [Fact]
    public async Task A_token_from_the_future_is_refused() => Assert.Equal(
        "not-yet-valid", (await Verify(Sign(Header(), Payload(("nbf", Now.AddSeconds(31).ToUnixTimeSeconds()))))).Refusal);

    [Fact]
    public async Task A_token_without_an_end_is_refused() =>
        Assert.Equal("malformed", (await Verify(Sign(Header(), Payload(("exp", null))))).Refusal);

    [Fact]
    public async Task A_token_signed_by_nobody_is_refused()
    {
        var unsigned = $"{Encode(new() { ["alg"] = "none", ["kid"] = KeyId })}.{Encode(Payload())}.";

        Assert.Equal("algorithm", (await Verify(unsigned)).Refusal);
    }

    /// <summary>The old attack: HMAC with the public key, which everybody has, as the secret.</summary>
    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_secret_is_refused()
    {
        var content = $"{Encode(new() { ["alg"] = "HS256", ["kid"] = KeyId })}.{Encode(Payload())}";
        var signature = HMACSHA256.HashData(_key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(content));

        Assert.Equal("algorithm", (await Verify($"{content}.{Base64Url.EncodeToString(signature)}")).Refusal);
    }

    [Fact]
    public async Task A_key_of_another_algorithm_is_not_taken_by_its_name() =>
        Assert.Equal("algorithm", (await Verify(Sign(new() { ["alg"] = "ES384", ["kid"] = KeyId }, Payload()))).Refusal);

    [Fact]
    public async Task A_token_of_a_key_that_is_not_ours_is_refused()
    {
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var underItsOwnId = AccessToken.Write(Claims, foreign, TokenKey.Describe(foreign).KeyId);
        var underOurId = AccessToken.Write(Claims, foreign, KeyId);

        Assert.Equal("unknown-key", (await Verify(underItsOwnId)).Refusal);
        Assert.Equal("signature", (await Verify(underOurId)).Refusal);
    }

    [Fact]
    public async Task A_changed_claim_breaks_the_signature()
    {
        var parts = Issue().Split('.');
        var other = Issue(claims => claims with { Organization = new(new("0197a6c4-0000-7000-8000-000000000003")) }).Split('.');

        Assert.Equal("signature", (await Verify($"{parts[0]}.{other[1]}.{parts[2]}")).Refusal);
    }

    [Fact]
    public async Task An_extension_that_must_be_understood_is_refused()
    {
        var header = Header();
        header["crit"] = new[] { "exp" };

        Assert.Equal("critical-extension", (await Verify(Sign(header, Payload()))).Refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("!!!.###.$$$")]
    [InlineData("bm90IGpzb24.bm90IGpzb24.bm90IGpzb24")]
    [InlineData("e30.e30.")]
    public async Task What_is_no_token_is_refused(string token) => Assert.Equal("malformed", (await Verify(token)).Refusal);

    [Fact]
    public async Task A_token_of_unreasonable_length_is_not_looked_at() =>
        Assert.Equal("malformed", (await Verify($"{Issue()}{new string('a', 8 * 1024)}")).Refusal);

    public void Dispose()
    {
        _key.Dispose();
        _keySets.ForEach(keys => keys.Dispose());
    }

    private string KeyId => TokenKey.Describe(_key).KeyId;

    private static AccessTokenClaims Claims => new()
    {
        TokenId = new("0197a6c4-0000-7000-8000-00000000000f"),
        Issuer = "raposa",
        PersonId = Person,
        Email = "ana@example.com",
        Organization = Organization,
        Role = Role.Analyst,
        IssuedAt = Now,
    };

    private string Issue(Func<AccessTokenClaims, AccessTokenClaims>? change = null) =>
        AccessToken.Write(change?.Invoke(Claims) ?? Claims, _key, KeyId);

    private Task<TokenVerdict> Verify(string token)
    {
        var keys = new TokenKeySet(() => Task.FromResult($$"""{"keys":[{{TokenKey.Describe(_key).Jwk}}]}"""), _clock);
        _keySets.Add(keys);
        return new TokenVerifier(keys, new AccessOptions(), _clock).VerifyAsync(token, default);
    }

    private Dictionary<string, object?> Header() => new() { ["alg"] = "ES256", ["kid"] = KeyId };

    /// <summary>The claims of a valid token, with one set; null takes it away.</summary>
    private static Dictionary<string, object?> Payload(params (string Name, object? Value)[] changes)
    {
        var payload = new Dictionary<string, object?>
        {
            ["iss"] = "raposa",
            ["aud"] = "raposa",
            ["sub"] = Person.ToString("D"),
            ["email"] = "ana@example.com",
            ["exp"] = Now.AddHours(1).ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in changes)
        {
            payload[name] = value;
        }

        return payload.Where(claim => claim.Value is not null).ToDictionary();
    }

    private string Sign(Dictionary<string, object?> header, Dictionary<string, object?> payload)
    {
        var content = $"{Encode(header)}.{Encode(payload)}";
        return $"{content}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256))}";
    }

    private static string Encode(Dictionary<string, object?> part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
