using System.Collections.Concurrent;
using System.Security.Cryptography;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <summary>
/// The keys with which redacted values are hashed, one for each organization, made at its first need and sealed like its
/// other secrets. Without the key ring the hashes in the database answer nothing but whether two values are equal.
/// </summary>
internal sealed class RedactionKeys(RedactionKeyStore store, ISecretSealer sealer, RandomNumberGenerator random, TimeProvider time)
{
    private const int Length = 32;

    private readonly ConcurrentDictionary<OrganizationId, byte[]> _keys = new();

    /// <exception cref="CryptographicException">The key was sealed with a key ring that this silo does not have.</exception>
    public async Task<byte[]> GetAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        if (_keys.TryGetValue(organization, out var known))
        {
            return known;
        }

        var owner = $"{organization}/redaction";
        if (await store.FindAsync(organization, cancellationToken) is not { } sealed_)
        {
            var key = new byte[Length];
            random.GetBytes(key);
            await store.AddAsync(organization, await sealer.SealAsync(key, owner, cancellationToken), time.GetUtcNow(), cancellationToken);

            // Another silo may have been quicker: theirs is the key.
            sealed_ = (await store.FindAsync(organization, cancellationToken))!;
        }

        return _keys[organization] = await sealer.OpenAsync(sealed_, owner, cancellationToken);
    }
}
