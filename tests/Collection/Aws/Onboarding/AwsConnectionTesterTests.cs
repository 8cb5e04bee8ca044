using Raposa.Accounts;

namespace Raposa.Collection;

public class AwsConnectionTesterTests
{
    private static AwsReply? Careful(AwsHit hit) => hit switch
    {
        { Operation: "AssumeRole" } when hit.Field("ExternalId") is null => AwsReply.QueryError(403, "AccessDenied", "not without the id"),
        { Operation: "GetCallerIdentity" } => Identity("222222222222"),
        { Operation: "DescribeRegions" } => AwsReply.Ok("<DescribeRegionsResponse><regionInfo><item><regionName>us-east-1</regionName></item><item><regionName>eu-west-1</regionName></item></regionInfo></DescribeRegionsResponse>"),
        _ => null,
    };

    private static AwsReply Identity(string account) => AwsReply.Ok($"""
        <GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::{account}:assumed-role/Raposa/raposa</Arn><Account>{account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>
        """);

    [Fact]
    public async Task A_connection_works_if_its_role_asks_for_the_external_id_and_is_in_the_account()
    {
        await using var aws = await AwsFixture.StartAsync(Careful);

        var test = await TryAsync(aws);

        Assert.Equal(new ConnectionTest(AwsFixture.Now, "arn:aws:sts::222222222222:assumed-role/Raposa/raposa", null), test);
        Assert.Equal("eu-west-1 us-east-1", string.Join(' ', await aws.Tester.GetRegionsAsync(AwsFixture.Account, CancellationToken.None)));
    }

    [Fact]
    public async Task A_role_that_does_not_ask_for_the_external_id_is_no_connection()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.Operation == "AssumeRole" ? null : Careful(hit));

        Assert.Equal("ExternalIdNotRequired", (await TryAsync(aws)).Failure!.Code);
    }

    [Fact]
    public async Task A_refused_role_is_told_in_the_words_of_sts()
    {
        await using var aws = await AwsFixture.StartAsync(
            hit => hit.Operation == "AssumeRole" ? AwsReply.QueryError(403, "AccessDenied", "User: x is not authorized") : null);

        Assert.Equal(new(FailureKind.Denied, "sts:AssumeRole", "AccessDenied", "User: x is not authorized"), (await TryAsync(aws)).Failure);
    }

    [Fact]
    public async Task A_role_that_leads_elsewhere_is_no_connection()
    {
        await using var aws = await AwsFixture.StartAsync(
            hit => hit.Operation == "GetCallerIdentity" ? Identity("333333333333") : Careful(hit));

        Assert.Equal("OtherAccount", (await TryAsync(aws)).Failure!.Code);
    }

    [Fact]
    public async Task A_role_is_tried_afresh_each_time()
    {
        var isRepaired = false;
        await using var aws = await AwsFixture.StartAsync(
            hit => hit.Operation == "AssumeRole" && !isRepaired ? AwsReply.QueryError(403, "AccessDenied") : Careful(hit));
        await aws.RefusedAsync("ec2", "DescribeRegions");

        isRepaired = true;

        Assert.True((await TryAsync(aws)).Works);
    }

    private static Task<ConnectionTest> TryAsync(AwsFixture aws) => aws.Tester.TryAsync(
        AwsFixture.Account,
        new()
        {
            AccountId = AwsFixture.Account.AccountId,
            Provider = Provider.Aws,
            State = ConnectionState.Pending,
            CreatedAt = AwsFixture.Now,
        },
        secret: null,
        CancellationToken.None);
}
