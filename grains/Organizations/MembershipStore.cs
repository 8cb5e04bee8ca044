using System.Collections.Immutable;
using Dapper;
using Raposa.Database;

namespace Raposa.Organizations;

/// <summary>An invitation as it is stored.</summary>
internal sealed record NewInvitation(string TokenHash, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>Who belongs to which organization, and who is invited.</summary>
internal sealed class MembershipStore(TenantDatabase database)
{
    /// <summary>Members and invited people, longest first.</summary>
    public async Task<ImmutableArray<Member>> GetMembersAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<MemberRow>(new(
            """
            select person.id as PersonId, person.email as Email, membership.role as Role,
              coalesce(membership.accepted_at, membership.created_at) as JoinedAt, membership.accepted_at is null as IsInvited
            from organizations.membership as membership
            join organizations.person as person on person.id = membership.person_id
            where membership.org_id = @id
            order by membership.created_at, person.email
            """,
            new { id = organization.Value },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToMember())];
    }

    /// <summary>The organizations that a person has joined, first joined first.</summary>
    public async Task<ImmutableArray<SessionOrganization>> GetOrganizationsAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPlatformAsync(cancellationToken);
        await connection.ExecuteAsync(new(
            "select set_config('raposa.person_id', @person, false)",
            new { person = personId.ToString("D") },
            cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<SessionOrganizationRow>(new(
            """
            select organization.org_id as Id, organization.name as Name, membership.role as Role
            from organizations.membership as membership
            join organizations.organization as organization on organization.org_id = membership.org_id
            where membership.person_id = @personId and membership.accepted_at is not null
            order by membership.accepted_at, organization.org_id
            """,
            new { personId },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new SessionOrganization(new(row.Id), row.Name, (Role)row.Role))];
    }

    /// <summary>
    /// Writes the role; where the person has not joined yet, the invitation takes the place of any that is open.
    /// </summary>
    /// <returns>The member as stored.</returns>
    public async Task<Member> InviteAsync(
        OrganizationId organization, Guid personId, Role role, NewInvitation invitation, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var row = await connection.QuerySingleAsync<MemberRow>(new(
            """
            with written as (
              insert into organizations.membership (org_id, person_id, role, created_at)
              values (@id, @personId, @role, @CreatedAt)
              on conflict (org_id, person_id) do update set role = excluded.role
              returning person_id, role, created_at, accepted_at)
            select written.person_id as PersonId, person.email as Email, written.role as Role,
              coalesce(written.accepted_at, written.created_at) as JoinedAt, written.accepted_at is null as IsInvited
            from written join organizations.person as person on person.id = written.person_id
            """,
            new { id = organization.Value, personId, role = (short)role, invitation.CreatedAt },
            transaction,
            cancellationToken: cancellationToken));
        if (row.IsInvited)
        {
            await connection.ExecuteAsync(new(
                """
                delete from organizations.invitation where org_id = @id and person_id = @personId;
                insert into organizations.invitation (org_id, token_hash, person_id, created_at, expires_at)
                values (@id, @TokenHash, @personId, @CreatedAt, @ExpiresAt)
                """,
                new { id = organization.Value, personId, invitation.TokenHash, invitation.CreatedAt, invitation.ExpiresAt },
                transaction,
                cancellationToken: cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
        return row.ToMember();
    }

    /// <summary>False if they are no member. Their open invitation goes with them.</summary>
    public async Task<bool> RemoveAsync(OrganizationId organization, Guid personId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var removed = await connection.ExecuteAsync(new(
            "delete from organizations.membership where org_id = @id and person_id = @personId",
            new { id = organization.Value, personId },
            cancellationToken: cancellationToken));
        return removed == 1;
    }

    /// <summary>Whom an open invitation is for, if it is for that address; else null.</summary>
    public async Task<Person?> FindInvitedAsync(
        InvitationToken token, string email, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(token.Organization, cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Person>(new(
            """
            select person.id as Id, person.email as Email, person.password_hash as PasswordHash
            from organizations.invitation as invitation
            join organizations.person as person on person.id = invitation.person_id
            where invitation.org_id = @id and invitation.token_hash = @Hash and person.email = @email
              and invitation.used_at is null and invitation.expires_at > @now
            """,
            new { id = token.Organization.Value, token.Hash, email, now },
            cancellationToken: cancellationToken));
    }

    /// <summary>Uses up the invitation, joins, and sets the password of a person who has none: all of it or nothing.</summary>
    /// <returns>False if the invitation was used or withdrawn meanwhile, or the person has a password now.</returns>
    public async Task<bool> AcceptAsync(
        InvitationToken token, Guid personId, string? newPasswordHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(token.Organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var arguments = new { id = token.Organization.Value, token.Hash, personId, newPasswordHash, now };

        var accepted = await ChangesOneAsync(
            """
            update organizations.invitation set used_at = @now
            where org_id = @id and token_hash = @Hash and person_id = @personId and used_at is null and expires_at > @now
            """)
            && await ChangesOneAsync(
                "update organizations.membership set accepted_at = @now where org_id = @id and person_id = @personId")
            && (newPasswordHash is null || await ChangesOneAsync(
                "update organizations.person set password_hash = @newPasswordHash where id = @personId and password_hash is null"));
        if (accepted)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return accepted;

        async Task<bool> ChangesOneAsync(string sql) =>
            await connection.ExecuteAsync(new(sql, arguments, transaction, cancellationToken: cancellationToken)) == 1;
    }

    private sealed record MemberRow(Guid PersonId, string Email, short Role, DateTime JoinedAt, bool IsInvited)
    {
        public Member ToMember() => new()
        {
            PersonId = PersonId,
            Email = Email,
            Role = (Role)Role,
            JoinedAt = JoinedAt,
            IsInvited = IsInvited,
        };
    }

    private sealed record SessionOrganizationRow(Guid Id, string Name, short Role);
}
