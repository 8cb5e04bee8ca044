using Dapper;
using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Accounts;

/// <summary>A claim and whose it is.</summary>
internal sealed record AccountClaim(OrganizationId Organization, ClaimedAccount Account);

/// <summary>
/// The one claim of one account. Whose it is must be known across tenants, so a connection here names the account, and
/// row-level security lets it see that row and no other of a stranger.
/// </summary>
internal sealed class AccountClaimStore(TenantDatabase database)
{
    public async Task<AccountClaim?> FindAsync(string accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPlatformAsync(cancellationToken);
        await connection.ExecuteAsync(new(
            "select set_config('raposa.account_id', @accountId, false)", new { accountId }, cancellationToken: cancellationToken));
        var row = await connection.QuerySingleOrDefaultAsync<ClaimRow>(new(
            """
            select org_id as OrgId, name as Name, claimed_at as ClaimedAt, proven_at as ProvenAt
            from accounts.account_claim
            where account_id = @accountId
            """,
            new { accountId },
            cancellationToken: cancellationToken));
        return row?.ToClaim(accountId);
    }

    /// <summary>Claims or renames. False if another organization has it.</summary>
    public async Task<bool> SaveAsync(AccountClaim claim, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(claim.Organization, cancellationToken);
        try
        {
            await connection.ExecuteAsync(new(
                """
                insert into accounts.account_claim (account_id, org_id, name, claimed_at)
                values (@AccountId, @organization, @Name, @ClaimedAt)
                on conflict (account_id) do update set name = excluded.name
                """,
                new
                {
                    claim.Account.AccountId,
                    organization = claim.Organization.Value,
                    claim.Account.Name,
                    claim.Account.ClaimedAt,
                },
                cancellationToken: cancellationToken));
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // The row that conflicts is one that this tenant may not touch.
            return false;
        }
    }

    /// <summary>Writes when the claim was proven.</summary>
    public async Task ProveAsync(AccountClaim claim, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(claim.Organization, cancellationToken);
        await connection.ExecuteAsync(new(
            "update accounts.account_claim set proven_at = @ProvenAt where org_id = @id and account_id = @AccountId",
            new { id = claim.Organization.Value, claim.Account.AccountId, claim.Account.ProvenAt },
            cancellationToken: cancellationToken));
    }

    /// <summary>False if the organization does not have it.</summary>
    public async Task<bool> DeleteAsync(OrganizationId organization, string accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var deleted = await connection.ExecuteAsync(new(
            "delete from accounts.account_claim where org_id = @id and account_id = @accountId",
            new { id = organization.Value, accountId },
            cancellationToken: cancellationToken));
        return deleted == 1;
    }

    private sealed record ClaimRow(Guid OrgId, string Name, DateTime ClaimedAt, DateTime? ProvenAt)
    {
        public AccountClaim ToClaim(string accountId) =>
            new(new(OrgId), new() { AccountId = accountId, Name = Name, ClaimedAt = ClaimedAt, ProvenAt = ProvenAt });
    }
}
