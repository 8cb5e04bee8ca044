using System.Collections.Immutable;
using Dapper;
using Raposa.Database;

namespace Raposa.Organizations;

/// <summary>Keys of access tokens. They belong to the platform: this reads and writes with no tenant set.</summary>
internal sealed class TokenKeyStore(TenantDatabase database)
{
    /// <summary>The key that signs now, or null if there is none yet.</summary>
    public async Task<TokenKey?> FindSigningAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPlatformAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<TokenKey>(new(
            """
            select key_id as KeyId, jwk::text as Jwk, sealed_private as SealedPrivate
            from organizations.token_key
            where retired_at is null
            """,
            cancellationToken: cancellationToken));
    }

    /// <summary>Adds the key unless another one signs already. Two that try at once: one of them is kept.</summary>
    public async Task AddSigningAsync(TokenKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPlatformAsync(cancellationToken);
        await connection.ExecuteAsync(new(
            """
            insert into organizations.token_key (key_id, jwk, sealed_private, created_at)
            values (@KeyId, @Jwk::jsonb, @SealedPrivate, @now)
            on conflict do nothing
            """,
            new { key.KeyId, key.Jwk, key.SealedPrivate, now },
            cancellationToken: cancellationToken));
    }

    /// <summary>Public parts of the keys that verify: the one that signs, and those whose last tokens may still be alive.</summary>
    public async Task<ImmutableArray<string>> GetVerifyingAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPlatformAsync(cancellationToken);
        var keys = await connection.QueryAsync<string>(new(
            """
            select jwk::text
            from organizations.token_key
            where retired_at is null or retired_at > @stillAlive
            order by created_at desc, key_id
            """,
            new { stillAlive = now - AccessTokenClaims.Lifetime },
            cancellationToken: cancellationToken));
        return [.. keys];
    }
}
