using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Orleans;

namespace Raposa.Organizations.Access;

/// <summary>
/// The public keys of access tokens, fetched once and then every five minutes. A key id that is not among them may be a
/// new key, so it is asked for again, but not more often than every 30 seconds however many strange tokens arrive.
/// </summary>
internal sealed class TokenKeySet(Func<Task<string>> fetchJwks, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PauseBetweenFetches = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private Fetched? _fetched;

    public TokenKeySet(IGrainFactory grains, TimeProvider time)
        : this(() => grains.GetGrain<ITokenKeysGrain>("keys").GetJwks(), time)
    {
    }

    /// <summary>The key of that id, or null.</summary>
    public async Task<VerifyingKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        var fetched = _fetched;
        if (fetched is null || IsDue(fetched, keyId))
        {
            fetched = await FetchAsync(fetched, cancellationToken);
        }

        return fetched.Keys.GetValueOrDefault(keyId);
    }

    public void Dispose() => _fetching.Dispose();

    private bool IsDue(Fetched fetched, string keyId)
    {
        var age = time.GetUtcNow() - fetched.At;
        return age >= Lifetime || (age >= PauseBetweenFetches && !fetched.Keys.ContainsKey(keyId));
    }

    // One request fetches, the others that came meanwhile take what it brought.
    private async Task<Fetched> FetchAsync(Fetched? seen, CancellationToken cancellationToken)
    {
        await _fetching.WaitAsync(cancellationToken);
        try
        {
            if (_fetched is null || ReferenceEquals(_fetched, seen))
            {
                _fetched = new(time.GetUtcNow(), Parse(await fetchJwks()));
            }

            return _fetched;
        }
        finally
        {
            _fetching.Release();
        }
    }

    /// <summary>Keys of another type, curve or use are passed over: they verify nothing here.</summary>
    private static FrozenDictionary<string, VerifyingKey> Parse(string jwks)
    {
        using var document = JsonDocument.Parse(jwks);
        return document.RootElement.GetProperty("keys").EnumerateArray()
            .Where(key => Text(key, "kty") == "EC" && Text(key, "crv") == "P-256" && Text(key, "use") == "sig" && Text(key, "kid") is not null)
            .ToFrozenDictionary(key => Text(key, "kid")!, key => new VerifyingKey(new()
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = { X = Base64Url.DecodeFromChars(Text(key, "x")), Y = Base64Url.DecodeFromChars(Text(key, "y")) },
            }));
    }

    private static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed record Fetched(DateTimeOffset At, FrozenDictionary<string, VerifyingKey> Keys);
}
