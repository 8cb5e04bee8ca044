using Dapper;
using Raposa.Database;

namespace Raposa.Organizations;

/// <summary>The organization's own row.</summary>
internal sealed class OrganizationStore(TenantDatabase database)
{
    public async Task<Organization?> FindAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<OrganizationRow>(new(
            """
            select name as Name, rejects_unclaimed_accounts as RejectsUnclaimedAccounts, is_demo as IsDemo, created_at as CreatedAt
            from organizations.organization
            where org_id = @id
            """,
            new { id = organization.Value },
            cancellationToken: cancellationToken));
        return row?.ToOrganization(organization);
    }

    /// <summary>Writes the organization and its first owner together. Does nothing where the organization is there.</summary>
    public async Task AddAsync(Organization organization, Guid ownerId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization.Id, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            with added as (
              insert into organizations.organization (org_id, name, rejects_unclaimed_accounts, is_demo, created_at)
              values (@id, @Name, @RejectsUnclaimedAccounts, @IsDemo, @CreatedAt)
              on conflict (org_id) do nothing
              returning org_id, created_at)
            insert into organizations.membership (org_id, person_id, role, created_at, accepted_at)
            select org_id, @ownerId, @owner, created_at, created_at from added
            """,
            new
            {
                id = organization.Id.Value,
                organization.Name,
                organization.Settings.RejectsUnclaimedAccounts,
                organization.IsDemo,
                organization.CreatedAt,
                ownerId,
                owner = (short)Role.Owner,
            },
            cancellationToken: cancellationToken));
    }

    public async Task SaveSettingsAsync(
        OrganizationId organization, OrganizationSettings settings, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            "update organizations.organization set rejects_unclaimed_accounts = @RejectsUnclaimedAccounts where org_id = @id",
            new { id = organization.Value, settings.RejectsUnclaimedAccounts },
            cancellationToken: cancellationToken));
    }

    private sealed record OrganizationRow(string Name, bool RejectsUnclaimedAccounts, bool IsDemo, DateTime CreatedAt)
    {
        public Organization ToOrganization(OrganizationId id) => new()
        {
            Id = id,
            Name = Name,
            CreatedAt = CreatedAt,
            Settings = new() { RejectsUnclaimedAccounts = RejectsUnclaimedAccounts },
            IsDemo = IsDemo,
        };
    }
}
