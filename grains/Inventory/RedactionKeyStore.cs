using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <summary>The organizations' sealed redaction keys.</summary>
internal sealed class RedactionKeyStore(TenantDatabase database)
{
    public async Task<byte[]?> FindAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<byte[]>(new(
            "select sealed from inventory.redaction_key where org_id = @org",
            new { org = organization.Value },
            cancellationToken: cancellationToken));
    }

    /// <summary>Does nothing where there is one.</summary>
    public async Task AddAsync(OrganizationId organization, byte[] sealed_, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            "insert into inventory.redaction_key (org_id, sealed, created_at) values (@org, @sealed_, @now) on conflict do nothing",
            new { org = organization.Value, sealed_, now },
            cancellationToken: cancellationToken));
    }
}
