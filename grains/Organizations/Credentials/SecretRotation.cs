using System.Collections.Immutable;

namespace Raposa.Organizations;

/// <summary>
/// Changes to a credential's signing secrets, as plans. At most two are live at a time: the one that everybody uses, and
/// the one that they are moving to.
/// </summary>
internal static class SecretRotation
{
    public static bool IsLive(CredentialSecret secret, DateTimeOffset now) =>
        secret.RevokedAt is null && (secret.ExpiresAt is not { } end || now < end);

    /// <summary>
    /// Adds a secret. The newest of the live ones lives on for <paramref name="overlap"/> (never longer than it had left);
    /// any older one ends now.
    /// </summary>
    public static ImmutableArray<CredentialSecret> Rotate(
        ImmutableArray<CredentialSecret> secrets, Guid newId, DateTimeOffset now, TimeSpan overlap)
    {
        var newest = secrets.Where(secret => IsLive(secret, now)).MaxBy(secret => (secret.CreatedAt, secret.Id));
        return
        [
            .. secrets.Select(secret => !IsLive(secret, now) ? secret
                : secret.Id == newest?.Id ? Expire(secret, now + overlap)
                : secret with { RevokedAt = now }),
            new() { Id = newId, CreatedAt = now },
        ];
    }

    /// <summary>Ends one secret now. Null if there is no such secret; one that has ended stays as it is.</summary>
    public static ImmutableArray<CredentialSecret>? Revoke(
        ImmutableArray<CredentialSecret> secrets, Guid secretId, DateTimeOffset now) =>
        secrets.Any(secret => secret.Id == secretId)
            ? [.. secrets.Select(secret => secret.Id == secretId && IsLive(secret, now) ? secret with { RevokedAt = now } : secret)]
            : null;

    private static CredentialSecret Expire(CredentialSecret secret, DateTimeOffset end) =>
        secret.ExpiresAt <= end ? secret : secret with { ExpiresAt = end };
}
