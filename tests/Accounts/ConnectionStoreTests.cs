using Npgsql;
using Raposa.Collection;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Accounts;

public class ConnectionStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();

    private ConnectionStore Store => new(postgres.Tenants);

    private AccountKey Key => new(_organization, "900100200301");

    [Fact]
    public async Task A_connection_comes_back_as_it_was_saved()
    {
        var stored = Aws() with
        {
            Connection = Aws().Connection with
            {
                ConnectedAt = Noon.AddMinutes(1),
                LastTest = new(Noon.AddHours(1), null, new(FailureKind.Denied, "sts:AssumeRole", "AccessDenied", "Not authorized.")),
                BaseUrl = "https://api.example.com",
                ClientId = "client",
                Entry = AwsEntry.WebIdentity,
            },
            Sealed = [1, 2, 3],
        };
        await Store.SaveAsync(_organization, stored, default);

        var loaded = (await Store.FindAsync(Key, default))!;

        Assert.Equal([1, 2, 3], loaded.Sealed!);
        Assert.Equal(stored.Connection.Regions.AsEnumerable(), loaded.Connection.Regions);
        Assert.Equal(stored.Connection with { Regions = [] }, loaded.Connection with { Regions = [] });
    }

    [Fact]
    public async Task The_external_id_never_changes()
    {
        await Store.SaveAsync(_organization, Aws(), default);

        await Store.SaveAsync(_organization, new(Aws().Connection with { ExternalId = "another", State = ConnectionState.Disconnected }, null), default);

        var loaded = (await Store.FindAsync(Key, default))!.Connection;
        Assert.Equal(("raposa-0011", ConnectionState.Disconnected), (loaded.ExternalId, loaded.State));
    }

    [Fact]
    public async Task Another_organization_has_the_same_account_for_itself()
    {
        await Store.SaveAsync(_organization, Aws(), default);

        Assert.Null(await Store.FindAsync(Key with { Organization = PostgresFixture.NewOrganizationId() }, default));
        Assert.Empty(await new AccountReaderStore(postgres.Tenants).GetConnectionsAsync(PostgresFixture.NewOrganizationId(), default));
        Assert.Single(await new AccountReaderStore(postgres.Tenants).GetConnectionsAsync(_organization, default));
    }

    [Theory, InlineData("raposa_reader"), InlineData("raposa_mcp")]
    public async Task No_reader_may_see_even_the_sealed_secret(string role)
    {
        await using var connection = await (role == "raposa_mcp" ? postgres.Mcp : postgres.Reader).OpenConnectionAsync();
        await using var command = new NpgsqlCommand("select sealed from accounts.connection", connection);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    private static StoredConnection Aws() => new(
        new()
        {
            AccountId = "900100200301",
            Provider = Provider.Aws,
            State = ConnectionState.Pending,
            CreatedAt = Noon,
            RoleArn = "arn:aws:iam::900100200301:role/RaposaReadOnly",
            ExternalId = "raposa-0011",
            Regions = ["eu-central-1", "us-east-1"],
            FollowsEnabledRegions = true,
        },
        null);
}
