using System.Text.Json;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>Connections in PostgreSQL, with their sealed secrets.</summary>
internal sealed class ConnectionStore(TenantDatabase database) : IConnectionRecords
{
    public async Task<StoredConnection?> FindAsync(AccountKey account, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(account.Organization, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ConnectionRow>(new(
            $"select {ConnectionRow.Columns}, sealed as Sealed from accounts.connection where org_id = @id and account_id = @AccountId",
            new { id = account.Organization.Value, account.AccountId },
            cancellationToken: cancellationToken));
        return row is null ? null : new(row.ToConnection(), row.Sealed);
    }

    public async Task SaveAsync(OrganizationId organization, StoredConnection connection, CancellationToken cancellationToken)
    {
        await using var opened = await database.OpenWriterAsync(organization, cancellationToken);
        var saved = connection.Connection;

        // An external id that is there stays: the customer's role asks for it.
        await opened.ExecuteAsync(new(
            """
            insert into accounts.connection (
              org_id, account_id, provider, state, created_at, connected_at, role_arn, external_id, entry, regions, follows_enabled_regions,
              client_id, base_url, sealed, tested_at, test_identity, test_failure)
            values (
              @id, @AccountId, @provider, @state, @CreatedAt, @ConnectedAt, @RoleArn, @ExternalId, @entry, @regions, @FollowsEnabledRegions,
              @ClientId, @BaseUrl, @Sealed, @testedAt, @identity, @failure::jsonb)
            on conflict (org_id, account_id) do update set
              state = excluded.state, connected_at = excluded.connected_at, role_arn = excluded.role_arn,
              external_id = coalesce(connection.external_id, excluded.external_id), entry = excluded.entry, regions = excluded.regions,
              follows_enabled_regions = excluded.follows_enabled_regions, client_id = excluded.client_id,
              base_url = excluded.base_url, sealed = excluded.sealed, tested_at = excluded.tested_at,
              test_identity = excluded.test_identity, test_failure = excluded.test_failure
            """,
            new
            {
                id = organization.Value,
                saved.AccountId,
                provider = (short)saved.Provider,
                state = (short)saved.State,
                saved.CreatedAt,
                saved.ConnectedAt,
                saved.RoleArn,
                saved.ExternalId,
                entry = (short)saved.Entry,
                regions = saved.Regions.ToArray(),
                saved.FollowsEnabledRegions,
                saved.ClientId,
                saved.BaseUrl,
                connection.Sealed,
                testedAt = saved.LastTest?.At,
                identity = saved.LastTest?.Identity,
                failure = saved.LastTest?.Failure is { } failure ? JsonSerializer.Serialize(failure) : null,
            },
            cancellationToken: cancellationToken));
    }
}
