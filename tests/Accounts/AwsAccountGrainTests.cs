using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Accounts;

/// <summary>On the platform as it is deployed, where no AWS answers.</summary>
public sealed class AwsAccountGrainTests(AwsAccountGrainTests.Platform api) : IClassFixture<AwsAccountGrainTests.Platform>
{
    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();
    private readonly string _account = Random.Shared.NextInt64(100_000_000_000, 999_999_999_999).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private IAwsAccountGrain Account
    {
        get
        {
            Caller.ActFor(_organization);
            return api.Grains.GetGrain<IAwsAccountGrain>(new AccountKey(_organization, _account).ToString());
        }
    }

    private IAccountClaimGrain Claim
    {
        get
        {
            Caller.ActFor(_organization);
            return api.Grains.GetGrain<IAccountClaimGrain>(_account);
        }
    }

    [Fact]
    public async Task An_account_must_be_claimed_before_it_is_connected()
    {
        var answer = await Account.Connect(new(null, []));

        Assert.Equal((ConnectionRefusal.NotClaimed, null), (answer.Refusal, answer.Connection));
        Assert.Null(await Account.GetConnection());
    }

    [Fact]
    public async Task The_external_id_is_random_and_stays_whatever_is_asked_for()
    {
        await Claim.Claim("Production");
        var first = await Account.Connect(new(null, []));
        var again = await Account.Connect(new($"arn:aws:iam::{_account}:role/Other", ["eu-central-1"]));
        await Account.Disconnect();
        var reconnected = await Account.Connect(new(null, []));

        Assert.Matches("^raposa-[0-9a-f]{32}$", first.Onboarding!.ExternalId);
        Assert.Equal(first.Onboarding.ExternalId, again.Onboarding!.ExternalId);
        Assert.Equal(first.Onboarding.ExternalId, reconnected.Onboarding!.ExternalId);
        Assert.Equal(("Other", ConnectionState.Pending), (again.Onboarding.RoleName, reconnected.Connection!.State));
    }

    [Fact]
    public async Task A_role_that_cannot_be_tried_leaves_the_connection_pending_with_the_reason()
    {
        await Claim.Claim("Production");
        await Account.Connect(new(null, ["eu-central-1"]));

        var test = await Account.Test();

        Assert.NotNull(test?.Failure);
        var connection = await Account.GetConnection();
        Assert.Equal((ConnectionState.Pending, test.Failure!.Message), (connection!.State, connection.LastTest?.Failure?.Message));
        Assert.Empty(await Account.GetSchedule());
    }

    [Fact]
    public async Task Whoever_gives_the_claim_up_gives_the_connection_up()
    {
        await Claim.Claim("Production");
        await Account.Connect(new(null, []));

        Assert.True(await Claim.Release());

        Assert.Equal(ConnectionState.Disconnected, (await Account.GetConnection())!.State);
    }

    [Fact]
    public async Task A_proven_claim_says_since_when()
    {
        await Claim.Claim("Production");
        Assert.True(await Claim.Prove());

        Caller.ActFor(_organization);
        var account = await api.Grains.GetGrain<IAccountReaderGrain>(_organization.ToString()).GetAccount(_account);
        Assert.NotNull(account?.ProvenAt);

        Caller.ActFor(PostgresFixture.NewOrganizationId());
        Assert.False(await api.Grains.GetGrain<IAccountClaimGrain>(_account).Prove());
    }

    /// <summary>It has a role of its own, and AWS is an address where nobody listens.</summary>
    public sealed class Platform : ApiFixture
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [
            new("Raposa:Aws:RoleArn", "arn:aws:iam::900100200900:role/platform"),
            new("Raposa:Aws:Attempts", "1"),
            new("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
        ];
    }
}
