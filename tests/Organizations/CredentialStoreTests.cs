using System.Collections.Immutable;
using Raposa.Support;

namespace Raposa.Organizations;

public class CredentialStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private CredentialStore Credentials => new(postgres.Tenants);

    [Fact]
    public async Task What_was_saved_is_found()
    {
        var organization = await AddOrganization();
        var stored = NewCredential("first");
        Assert.True(await Credentials.AddAsync(organization, stored, default));

        var second = new CredentialSecret { Id = Guid.CreateVersion7(), CreatedAt = Now.AddHours(1) };
        var first = stored.Credential.Secrets[0] with { ExpiresAt = Now.AddDays(1), RevokedAt = Now.AddHours(2) };
        await Credentials.SaveAsync(
            organization,
            stored with
            {
                Credential = stored.Credential with { RevokedAt = Now.AddHours(3), Secrets = [first, second] },
                Sealed = stored.Sealed.Add(second.Id, [4, 5, 6]),
            },
            default);

        var found = await Credentials.FindAsync(new(organization, "first"), default);
        Assert.NotNull(found);
        Assert.Equal(("name of first", "hash of first", Now.AddHours(3)), (found.Credential.Name, found.ApiKeyHash, found.Credential.RevokedAt));
        Assert.Equal([first, second], found.Credential.Secrets.AsEnumerable());
        Assert.Equal([1, 2, 3], found.Sealed[first.Id]);
        Assert.Equal([4, 5, 6], found.Sealed[second.Id]);
    }

    [Fact]
    public async Task An_id_is_given_out_once()
    {
        var organization = await AddOrganization();
        await Credentials.AddAsync(organization, NewCredential("once"), default);

        Assert.False(await Credentials.AddAsync(organization, NewCredential("once"), default));
        Assert.Single((await Credentials.FindAsync(new(organization, "once"), default))!.Credential.Secrets);
    }

    [Fact]
    public async Task Another_organization_finds_nothing_by_the_same_id()
    {
        var organization = await AddOrganization();
        await Credentials.AddAsync(organization, NewCredential("ours"), default);

        Assert.Null(await Credentials.FindAsync(new(await AddOrganization(), "ours"), default));
    }

    [Fact]
    public async Task All_are_listed_newest_first()
    {
        var organization = await AddOrganization();
        var older = NewCredential("older");
        await Credentials.AddAsync(organization, older, default);
        await Credentials.AddAsync(
            organization, NewCredential("newer", Now.AddMinutes(1)), default);

        var listed = await Credentials.GetAllAsync(organization, default);

        Assert.Equal(["newer", "older"], listed.Select(credential => credential.Id));
        Assert.Equal(older.Credential.Secrets.AsEnumerable(), listed[1].Secrets.AsEnumerable());
    }

    private static StoredCredential NewCredential(string id, DateTimeOffset? at = null)
    {
        var secret = new CredentialSecret { Id = Guid.CreateVersion7(), CreatedAt = at ?? Now };
        return new(
            new() { Id = id, Name = $"name of {id}", CreatedAt = at ?? Now, Secrets = [secret] },
            $"hash of {id}",
            ImmutableDictionary<Guid, byte[]>.Empty.Add(secret.Id, [1, 2, 3]));
    }

    private async Task<OrganizationId> AddOrganization()
    {
        var id = PostgresFixture.NewOrganizationId();
        var owner = new Person(Guid.CreateVersion7(), $"{id}@example.com", null);
        await new PersonStore(postgres.Tenants).AddAsync(owner, Now, default);
        await new OrganizationStore(postgres.Tenants).AddAsync(
            new() { Id = id, Name = "Example", CreatedAt = Now, Settings = OrganizationSettings.Default }, owner.Id, default);
        return id;
    }
}
