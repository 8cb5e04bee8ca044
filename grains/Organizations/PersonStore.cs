using Dapper;
using Raposa.Database;

namespace Raposa.Organizations;

/// <summary>A person as they sign in.</summary>
internal sealed record Person(Guid Id, string Email, string? PasswordHash);

/// <summary>People belong to no organization: this reads and writes with no tenant set.</summary>
internal sealed class PersonStore(TenantDatabase database)
{
    public async Task<Person?> FindAsync(string email, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPlatformAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Person>(new(
            "select id as Id, email as Email, password_hash as PasswordHash from organizations.person where email = @email",
            new { email },
            cancellationToken: cancellationToken));
    }

    public async Task<Person?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPlatformAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Person>(new(
            "select id as Id, email as Email, password_hash as PasswordHash from organizations.person where id = @id",
            new { id },
            cancellationToken: cancellationToken));
    }

    /// <summary>False if the address is taken.</summary>
    public async Task<bool> AddAsync(Person person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPlatformAsync(cancellationToken);
        var added = await connection.ExecuteAsync(new(
            """
            insert into organizations.person (id, email, password_hash, created_at)
            values (@Id, @Email, @PasswordHash, @now)
            on conflict (email) do nothing
            """,
            new { person.Id, person.Email, person.PasswordHash, now },
            cancellationToken: cancellationToken));
        return added == 1;
    }
}
