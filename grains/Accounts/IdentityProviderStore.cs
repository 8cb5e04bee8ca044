using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>An organization's identity provider with its key, sealed.</summary>
internal sealed record StoredIdentityProvider(IdentityProvider Provider, byte[] Sealed);

/// <summary>The identity provider of an organization.</summary>
internal sealed class IdentityProviderStore(TenantDatabase database)
{
    public async Task<StoredIdentityProvider?> FindAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ProviderRow>(new(
            """
            select issuer as Issuer, client_id as ClientId, key_id as KeyId, scope as Scope, audience as Audience, subject as Subject,
              sealed as Sealed, set_at as SetAt
            from accounts.identity_provider
            where org_id = @id
            """,
            new { id = organization.Value },
            cancellationToken: cancellationToken));
        return row is null ? null : new(row.ToProvider(), row.Sealed);
    }

    public async Task SaveAsync(OrganizationId organization, StoredIdentityProvider stored, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            insert into accounts.identity_provider (org_id, issuer, client_id, key_id, scope, audience, subject, sealed, set_at)
            values (@id, @Issuer, @ClientId, @KeyId, @Scope, @Audience, @Subject, @Sealed, @SetAt)
            on conflict (org_id) do update set
              issuer = excluded.issuer, client_id = excluded.client_id, key_id = excluded.key_id, scope = excluded.scope,
              audience = excluded.audience, subject = excluded.subject, sealed = excluded.sealed, set_at = excluded.set_at
            """,
            new
            {
                id = organization.Value,
                stored.Provider.Issuer,
                stored.Provider.ClientId,
                stored.Provider.KeyId,
                stored.Provider.Scope,
                stored.Provider.Audience,
                stored.Provider.Subject,
                stored.Sealed,
                stored.Provider.SetAt,
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>False if there is none.</summary>
    public async Task<bool> DeleteAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        return await connection.ExecuteAsync(new(
            "delete from accounts.identity_provider where org_id = @id", new { id = organization.Value }, cancellationToken: cancellationToken)) == 1;
    }

    private sealed record ProviderRow(
        string Issuer, string ClientId, string? KeyId, string Scope, string Audience, string Subject, byte[] Sealed, DateTime SetAt)
    {
        public IdentityProvider ToProvider() => new()
        {
            Issuer = Issuer,
            ClientId = ClientId,
            KeyId = KeyId,
            Scope = Scope,
            Audience = Audience,
            Subject = Subject,
            SetAt = SetAt,
        };
    }
}
