using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Accounts;

public class AccountClaimStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly OrganizationId Ours = PostgresFixture.NewOrganizationId();
    private static readonly OrganizationId Theirs = PostgresFixture.NewOrganizationId();

    private AccountClaimStore Claims => new(postgres.Tenants);

    private AccountReaderStore Accounts => new(postgres.Tenants);

    [Fact]
    public async Task An_account_that_another_organization_has_cannot_be_claimed()
    {
        Assert.True(await Claims.SaveAsync(Claim(Theirs, "111111111111", "theirs"), default));

        Assert.False(await Claims.SaveAsync(Claim(Ours, "111111111111", "ours"), default));
        Assert.Equal(Claim(Theirs, "111111111111", "theirs"), await Claims.FindAsync("111111111111", default));
    }

    [Fact]
    public async Task Claiming_again_renames_and_keeps_the_time()
    {
        await Claims.SaveAsync(Claim(Ours, "222222222222", "before"), default);
        var again = Claim(Ours, "222222222222", "after");
        await Claims.SaveAsync(again with { Account = again.Account with { ClaimedAt = Now.AddDays(1) } }, default);

        Assert.Equal(Claim(Ours, "222222222222", "after"), await Claims.FindAsync("222222222222", default));
    }

    [Fact]
    public async Task Only_its_owner_releases_an_account()
    {
        await Claims.SaveAsync(Claim(Theirs, "333333333333", "theirs"), default);

        Assert.False(await Claims.DeleteAsync(Ours, "333333333333", default));
        Assert.True(await Claims.DeleteAsync(Theirs, "333333333333", default));
        Assert.Null(await Claims.FindAsync("333333333333", default));
    }

    [Fact]
    public async Task A_reader_sees_the_accounts_of_one_organization()
    {
        var organization = PostgresFixture.NewOrganizationId();
        await Claims.SaveAsync(Claim(organization, "555555555555", "b"), default);
        await Claims.SaveAsync(Claim(organization, "444444444444", "a"), default);
        await Claims.SaveAsync(Claim(Theirs, "666666666666", "theirs"), default);

        Assert.Equal(["444444444444", "555555555555"], (await Accounts.GetAllAsync(organization, default)).Select(account => account.AccountId));
        Assert.Null(await Accounts.FindAsync(organization, "666666666666", default));
        Assert.Equal("theirs", (await Accounts.FindAsync(Theirs, "666666666666", default))?.Name);
    }

    [Fact]
    public async Task A_connection_that_names_one_account_sees_no_other()
    {
        await Claims.SaveAsync(Claim(Theirs, "777777777777", "theirs"), default);
        await Claims.SaveAsync(Claim(Theirs, "888888888888", "theirs"), default);
        await using var connection = await postgres.Writer.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            select set_config('raposa.account_id', '777777777777', false);
            select string_agg(account_id, ',') from accounts.account_claim
            """;

        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();

        Assert.Equal("777777777777", reader.GetString(0));
    }

    private static AccountClaim Claim(OrganizationId organization, string accountId, string name) =>
        new(organization, new() { AccountId = accountId, Name = name, ClaimedAt = Now });
}
