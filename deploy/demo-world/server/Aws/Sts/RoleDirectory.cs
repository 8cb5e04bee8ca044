using System.Collections.Concurrent;

namespace Raposa.DemoWorld.Aws.Sts;

/// <summary>The roles that can be assumed: the platform's own, and those its customers deployed for it.</summary>
internal sealed class RoleDirectory
{
    /// <summary>Where the platform itself runs; no account of the company.</summary>
    public const string PlatformAccount = "900100200900";

    public const string PlatformRole = "raposa-collector";

    /// <summary>The subject of the token that the platform's own machine hands out.</summary>
    public const string PlatformSubject = "system:serviceaccount:raposa:collector";

    private readonly ConcurrentDictionary<string, DeployedRole> _roles = new(StringComparer.Ordinal);

    public RoleDirectory() => Deploy(new()
    {
        Account = PlatformAccount, Name = PlatformRole, TokenAudience = Okta.OktaEndpoints.Audience, TokenSubject = PlatformSubject,
    });

    public IEnumerable<DeployedRole> All => _roles.Values.OrderBy(role => role.Arn, StringComparer.Ordinal);

    public event Action? Changed;

    public void Deploy(DeployedRole role)
    {
        _roles[role.Arn] = role;
        Changed?.Invoke();
    }

    public bool Remove(string arn)
    {
        var was = _roles.TryRemove(arn, out _);
        Changed?.Invoke();
        return was;
    }

    public DeployedRole? Find(string arn) => _roles.GetValueOrDefault(arn);
}
