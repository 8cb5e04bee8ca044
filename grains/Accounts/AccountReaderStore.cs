using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>An organization's accounts, read as the reader role.</summary>
internal sealed class AccountReaderStore(TenantDatabase database)
{
    private const string Claims =
        """
        select account_id as AccountId, name as Name, claimed_at as ClaimedAt, proven_at as ProvenAt
        from accounts.account_claim where org_id = @id
        """;

    /// <summary>All of them, in the order of their ids.</summary>
    public async Task<ImmutableArray<ClaimedAccount>> GetAllAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<AccountRow>(new(
            $"{Claims} order by account_id", new { id = organization.Value }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToAccount())];
    }

    public async Task<ClaimedAccount?> FindAsync(
        OrganizationId organization, string accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<AccountRow>(new(
            $"{Claims} and account_id = @accountId",
            new { id = organization.Value, accountId },
            cancellationToken: cancellationToken));
        return row?.ToAccount();
    }

    /// <summary>Every connection, in the order of account ids.</summary>
    public async Task<ImmutableArray<AccountConnection>> GetConnectionsAsync(
        OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<ConnectionRow>(new(
            $"select {ConnectionRow.Columns} from accounts.connection where org_id = @id order by account_id",
            new { id = organization.Value },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToConnection())];
    }

    public async Task<AccountConnection?> FindConnectionAsync(
        OrganizationId organization, string accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ConnectionRow>(new(
            $"select {ConnectionRow.Columns} from accounts.connection where org_id = @id and account_id = @accountId",
            new { id = organization.Value, accountId },
            cancellationToken: cancellationToken));
        return row?.ToConnection();
    }

    private sealed record AccountRow(string AccountId, string Name, DateTime ClaimedAt, DateTime? ProvenAt)
    {
        public ClaimedAccount ToAccount() => new() { AccountId = AccountId, Name = Name, ClaimedAt = ClaimedAt, ProvenAt = ProvenAt };
    }
}
