using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Raposa.Database;

namespace Raposa.Organizations;

/// <summary>A credential with what verifies it: the hash of its key and its secrets, still sealed.</summary>
internal sealed record StoredCredential(Credential Credential, string ApiKeyHash, ImmutableDictionary<Guid, byte[]> Sealed);

/// <summary>API credentials and their signing secrets.</summary>
internal sealed class CredentialStore(TenantDatabase database)
{
    private const string Secrets =
        """
        select credential_id as CredentialId, secret_id as SecretId, created_at as CreatedAt, expires_at as ExpiresAt,
          revoked_at as RevokedAt, sealed as Sealed
        from organizations.credential_secret
        """;

    public async Task<StoredCredential?> FindAsync(CredentialKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        var arguments = new { id = key.Organization.Value, key.CredentialId };
        var credential = await connection.QuerySingleOrDefaultAsync<CredentialRow>(new(
            """
            select credential_id as Id, name as Name, created_at as CreatedAt, revoked_at as RevokedAt, api_key_hash as ApiKeyHash
            from organizations.credential
            where org_id = @id and credential_id = @CredentialId
            """,
            arguments,
            cancellationToken: cancellationToken));
        if (credential is null)
        {
            return null;
        }

        var secrets = (await connection.QueryAsync<SecretRow>(new(
            $"{Secrets} where org_id = @id and credential_id = @CredentialId order by created_at, secret_id",
            arguments,
            cancellationToken: cancellationToken))).ToList();
        return new(
            credential.With(secrets),
            credential.ApiKeyHash,
            secrets.ToImmutableDictionary(secret => secret.SecretId, secret => secret.Sealed));
    }

    /// <summary>Every credential of the organization, newest first.</summary>
    public async Task<ImmutableArray<Credential>> GetAllAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var arguments = new { id = organization.Value };
        var credentials = await connection.QueryAsync<CredentialRow>(new(
            """
            select credential_id as Id, name as Name, created_at as CreatedAt, revoked_at as RevokedAt, api_key_hash as ApiKeyHash
            from organizations.credential
            where org_id = @id
            order by created_at desc, credential_id
            """,
            arguments,
            cancellationToken: cancellationToken));
        var secrets = (await connection.QueryAsync<SecretRow>(new(
            $"{Secrets} where org_id = @id order by created_at, secret_id", arguments, cancellationToken: cancellationToken)))
            .ToLookup(secret => secret.CredentialId);
        return [.. credentials.Select(credential => credential.With(secrets[credential.Id]))];
    }

    /// <summary>False if there is a credential of that id.</summary>
    public async Task<bool> AddAsync(OrganizationId organization, StoredCredential credential, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var added = await connection.ExecuteAsync(new(
            """
            insert into organizations.credential (org_id, credential_id, name, api_key_hash, created_at)
            values (@id, @CredentialId, @Name, @ApiKeyHash, @CreatedAt)
            on conflict (org_id, credential_id) do nothing
            """,
            new
            {
                id = organization.Value,
                CredentialId = credential.Credential.Id,
                credential.Credential.Name,
                credential.ApiKeyHash,
                credential.Credential.CreatedAt,
            },
            transaction,
            cancellationToken: cancellationToken));
        if (added == 0)
        {
            return false;
        }

        await SaveSecretsAsync(transaction, organization, credential, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Writes what may change of a credential: its end, new secrets, and the ends of old ones.</summary>
    public async Task SaveAsync(OrganizationId organization, StoredCredential credential, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new(
            "update organizations.credential set revoked_at = @RevokedAt where org_id = @id and credential_id = @CredentialId",
            new { id = organization.Value, CredentialId = credential.Credential.Id, credential.Credential.RevokedAt },
            transaction,
            cancellationToken: cancellationToken));
        await SaveSecretsAsync(transaction, organization, credential, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task SaveSecretsAsync(
        DbTransaction transaction,
        OrganizationId organization,
        StoredCredential credential,
        CancellationToken cancellationToken)
    {
        foreach (var secret in credential.Credential.Secrets)
        {
            await transaction.Connection!.ExecuteAsync(new(
                """
                insert into organizations.credential_secret
                  (org_id, secret_id, credential_id, sealed, created_at, expires_at, revoked_at)
                values (@id, @SecretId, @CredentialId, @Sealed, @CreatedAt, @ExpiresAt, @RevokedAt)
                on conflict (org_id, secret_id) do update
                set expires_at = excluded.expires_at, revoked_at = excluded.revoked_at
                """,
                new
                {
                    id = organization.Value,
                    SecretId = secret.Id,
                    CredentialId = credential.Credential.Id,
                    Sealed = credential.Sealed[secret.Id],
                    secret.CreatedAt,
                    secret.ExpiresAt,
                    secret.RevokedAt,
                },
                transaction,
                cancellationToken: cancellationToken));
        }
    }

    private sealed record CredentialRow(string Id, string Name, DateTime CreatedAt, DateTime? RevokedAt, string ApiKeyHash)
    {
        public Credential With(IEnumerable<SecretRow> secrets) => new()
        {
            Id = Id,
            Name = Name,
            CreatedAt = CreatedAt,
            RevokedAt = RevokedAt,
            Secrets = [.. secrets.Select(secret => secret.ToSecret())],
        };
    }

    private sealed record SecretRow(
        string CredentialId, Guid SecretId, DateTime CreatedAt, DateTime? ExpiresAt, DateTime? RevokedAt, byte[] Sealed)
    {
        public CredentialSecret ToSecret() => new()
        {
            Id = SecretId,
            CreatedAt = CreatedAt,
            ExpiresAt = ExpiresAt,
            RevokedAt = RevokedAt,
        };
    }
}
