using System.Collections.Concurrent;
using System.Security.Cryptography;
using Raposa.DemoWorld.Estate;
using Raposa.DemoWorld.Estate.Sensors;

namespace Raposa.DemoWorld.CrowdStrike;

/// <summary>Tokens of the tenant's one API client.</summary>
internal sealed class FalconTokens(CompanyEstate company, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1799);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);

    public string CustomerId => SensorTenant.CustomerId(company);

    public string ClientId => company.Ids.Hex(32, "falcon", "client");

    /// <summary>Of an invented tenant on this machine: whoever can ask for it has the world.</summary>
    public string ClientSecret => company.Ids.Base32(40, "falcon", "secret");

    /// <summary>Null if client or secret are wrong.</summary>
    public string? Issue(string client, string secret)
    {
        if (client != ClientId || secret != ClientSecret)
        {
            return null;
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _tokens[token] = time.GetUtcNow() + Lifetime;
        return token;
    }

    public void Revoke(string token) => _tokens.TryRemove(token, out _);

    public bool IsValid(string authorization) =>
        authorization.Split(' ') is [var scheme, var token] && scheme.Equals("bearer", StringComparison.OrdinalIgnoreCase) &&
        _tokens.TryGetValue(token, out var expires) && expires > time.GetUtcNow();
}
