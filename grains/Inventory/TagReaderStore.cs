using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <summary>Reads tags out of snapshots, as the role that may only read.</summary>
internal sealed class TagReaderStore(TenantDatabase database)
{
    /// <summary>
    /// Of every resource whose source has tags, the environment that they name; null where they name none. Identities are of no environment.
    /// </summary>
    public async Task<IReadOnlyList<TaggedEnvironment>> GetEnvironmentsAsync(
        OrganizationId organization, Guid[] snapshots, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<TaggedEnvironment>(new(
            """
            select c.account_id as AccountId, o.resource_key as Key,
              coalesce(d.columns -> 'tags' ->> 'Environment', d.columns -> 'tags' ->> 'environment', d.columns -> 'tags' ->> 'env') as Environment
            from inventory.snapshot as s
            join inventory.chain as c on c.org_id = s.org_id and c.chain_id = s.chain_id
            join inventory.observation as o on o.org_id = s.org_id and o.chain_id = s.chain_id
              and o.first_seq <= s.sequence and o.last_seq >= s.sequence
            join inventory.document as d on d.org_id = o.org_id and d.source = c.source and d.sha256 = o.sha256
            where s.org_id = @org and s.snapshot_id = any (@snapshots) and starts_with(c.source, 'aws_') and not starts_with(c.source, 'aws_iam_')
              and jsonb_exists(d.columns, 'tags')
            """,
            new { org = organization.Value, snapshots },
            cancellationToken: cancellationToken));
        return [.. rows];
    }
}

/// <summary>A resource, and the environment that its tags name.</summary>
internal sealed record TaggedEnvironment(string AccountId, string Key, string? Environment);
