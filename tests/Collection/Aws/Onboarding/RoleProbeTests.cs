namespace Raposa.Collection;

public class RoleProbeTests
{
    private const string Role = "arn:aws:iam::222222222222:role/Raposa";
    private const string Words = "User: arn:aws:sts::111111111111:assumed-role/Platform/raposa is not authorized to perform: sts:AssumeRole";

    private static readonly RunFailure Refused = new(FailureKind.Denied, "sts:AssumeRole", "AccessDenied", Words);
    private static readonly AwsReply Refusal = AwsReply.QueryError(403, "AccessDenied", Words);

    [Fact]
    public async Task A_role_that_asks_for_the_external_id_is_accepted()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.Operation == "AssumeRole" && hit.Field("ExternalId") != "e1" ? Refusal : null);

        Assert.Equal(new(RoleProbeVerdict.Accepted, null, Refused), await ProbeAsync(aws));
    }

    [Fact]
    public async Task A_role_that_does_not_ask_for_it_is_found_out()
    {
        await using var aws = await AwsFixture.StartAsync(_ => null);

        Assert.Equal(RoleProbeVerdict.AcceptsWithoutExternalId, (await ProbeAsync(aws)).Verdict);
    }

    [Fact]
    public async Task A_role_that_refuses_the_external_id_is_denied_in_the_words_of_sts()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.Operation == "AssumeRole" ? Refusal : null);

        Assert.Equal(new(RoleProbeVerdict.Denied, Refused, null), await ProbeAsync(aws));
    }

    [Fact]
    public async Task Nothing_is_known_of_a_role_while_sts_cannot_be_asked()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.Operation == "AssumeRole" ? new(500, "") : null);

        Assert.Equal(RoleProbeVerdict.Unknown, (await ProbeAsync(aws)).Verdict);
    }

    [Theory]
    [InlineData("arn:aws:iam::333333333333:role/Raposa")]
    [InlineData("arn:aws:iam::222222222222:user/Raposa")]
    [InlineData("Raposa")]
    public async Task A_role_of_another_account_is_not_even_tried(string role)
    {
        await using var aws = await AwsFixture.StartAsync(_ => null);

        Assert.Equal(RoleProbeVerdict.Denied, (await ProbeAsync(aws, role)).Verdict);
        Assert.Empty(aws.Server.Hits);
    }

    private static Task<RoleProbeResult> ProbeAsync(AwsFixture aws, string role = Role) =>
        aws.Probe.TryAsync(AwsFixture.Account, role, "e1", "eu-west-1", CancellationToken.None);
}
