using System.Security.Cryptography;
using Raposa.Organizations.Access;
using Raposa.Support;

namespace Raposa.Organizations;

public sealed class TokenKeySetTests : IDisposable
{
    private readonly FixedClock _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly List<string> _published = [];
    private readonly TokenKeySet _keys;
    private int _fetches;

    public TokenKeySetTests() => _keys = new(
        () =>
        {
            _fetches++;
            return Task.FromResult($$"""{"keys":[{{string.Join(',', _published)}}]}""");
        },
        _clock);

    [Fact]
    public async Task Keys_are_fetched_once()
    {
        var id = Publish();

        Assert.NotNull(await _keys.FindAsync(id, default));
        Assert.NotNull(await _keys.FindAsync(id, default));
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task A_new_key_is_found_half_a_minute_after_the_last_fetch()
    {
        await _keys.FindAsync(Publish(), default);
        var added = Publish();

        _clock.Now += TimeSpan.FromSeconds(29);
        Assert.Null(await _keys.FindAsync(added, default));
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.NotNull(await _keys.FindAsync(added, default));
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task Strange_key_ids_cost_one_fetch_in_half_a_minute_however_many_come()
    {
        await _keys.FindAsync(Publish(), default);
        _clock.Now += TimeSpan.FromSeconds(30);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => _keys.FindAsync($"strange-{number}", default)));

        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task A_key_that_is_no_longer_published_is_forgotten_within_five_minutes()
    {
        var id = Publish();
        await _keys.FindAsync(id, default);
        _published.Clear();

        _clock.Now += TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1);
        Assert.NotNull(await _keys.FindAsync(id, default));
        _clock.Now += TimeSpan.FromTicks(1);
        Assert.Null(await _keys.FindAsync(id, default));
    }

    [Theory]
    [InlineData("""{"kty":"RSA","kid":"other","use":"sig","n":"AQAB","e":"AQAB"}""")]
    [InlineData("""{"kty":"EC","crv":"P-384","kid":"other","use":"sig","x":"AA","y":"AA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","kid":"other","use":"enc","x":"AA","y":"AA"}""")]
    [InlineData("""{"kty":"oct","kid":"other","use":"sig","k":"AAAA"}""")]
    public async Task Keys_of_another_kind_verify_nothing(string jwk)
    {
        _published.Add(jwk);

        Assert.Null(await _keys.FindAsync("other", default));
    }

    public void Dispose() => _keys.Dispose();

    private string Publish()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (keyId, jwk) = TokenKey.Describe(key);
        _published.Add(jwk);
        return keyId;
    }
}
