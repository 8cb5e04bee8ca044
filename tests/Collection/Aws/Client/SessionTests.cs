using Raposa.Accounts;

namespace Raposa.Collection;

/// <summary>How accounts are entered, over HTTP.</summary>
public class SessionTests
{
    private const string NoVpcs = "<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>";

    private static AwsReply? Ec2(AwsHit hit) => hit.SignedService == "ec2" ? AwsReply.Ok(NoVpcs) : null;

    [Fact]
    public async Task An_account_is_entered_by_the_workloads_token_and_then_by_its_role()
    {
        await using var aws = await AwsFixture.StartAsync(Ec2);

        await aws.CallAsync("ec2", "DescribeVpcs");

        var hits = aws.Server.Hits.ToArray();
        Assert.Equal(["AssumeRoleWithWebIdentity", "AssumeRole", "DescribeVpcs"], hits.Select(hit => hit.Operation));
        Assert.Null(hits[0].SignedBy);
        Assert.Equal("token of the pod", hits[0].Field("WebIdentityToken"));
        Assert.Equal(StsAnswers.PlatformRole, hits[0].Field("RoleArn"));
        Assert.Equal("ASIA111111111111", hits[1].SignedBy);
        Assert.Equal("arn:aws:iam::222222222222:role/Raposa", hits[1].Field("RoleArn"));
        Assert.Equal("external id of 222222222222", hits[1].Field("ExternalId"));
        Assert.Equal("org", hits[1].Field("Tags.member.1.Key"));
        Assert.Equal("00000000-0000-0000-0000-0000000000a1", hits[1].Field("Tags.member.1.Value"));
        Assert.Equal("collector", hits[1].Field("Tags.member.2.Key"));
        Assert.Equal("raposa", hits[1].Field("SourceIdentity"));
        Assert.Equal("ASIA222222222222", hits[2].SignedBy);
        Assert.Equal("token of ASIA222222222222", hits[2].Headers["X-Amz-Security-Token"]);
        Assert.Equal("eu-west-1", hits[2].SignedRegion);
    }

    [Fact]
    public async Task A_token_of_the_organizations_provider_enters_the_account_directly()
    {
        await using var aws = await AwsFixture.StartAsync(Ec2);
        aws.Identity = AwsIdentity.WebIdentity;

        await aws.CallAsync("ec2", "DescribeVpcs");

        var first = aws.Server.Hits.First();
        Assert.Equal(["AssumeRoleWithWebIdentity", "DescribeVpcs"], aws.Server.Hits.Select(hit => hit.Operation));
        Assert.Equal("arn:aws:iam::222222222222:role/Raposa", first.Field("RoleArn"));
        Assert.Equal("token of the provider", first.Field("WebIdentityToken"));
        Assert.Null(first.Field("ExternalId"));
    }

    [Fact]
    public async Task Calls_at_once_open_one_session_for_each_account()
    {
        await using var aws = await AwsFixture.StartAsync(Ec2);
        string[] regions = ["eu-west-1", "eu-central-1", "us-east-1"];

        await Task.WhenAll(
            from account in new[] { AwsFixture.Account, AwsFixture.Other }
            from region in regions
            from _ in Enumerable.Range(0, 5)
            select aws.CallAsync("ec2", "DescribeVpcs", region: region, account: account));

        Assert.Single(aws.Server.HitsOf("AssumeRoleWithWebIdentity"));
        Assert.Equal(
            ["arn:aws:iam::222222222222:role/Raposa", "arn:aws:iam::333333333333:role/Raposa"],
            aws.Server.HitsOf("AssumeRole").Select(hit => hit.Field("RoleArn")).Order());
        Assert.Equal(30, aws.Server.HitsOf("DescribeVpcs").Count());
    }

    [Fact]
    public async Task A_session_is_renewed_shortly_before_it_ends_and_the_token_is_read_again()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.SignedService == "ec2" ? Ec2(hit)
            : StsAnswers.Session(hit.Operation, "ASIA" + hit.Field("RoleArn")!.Split(':')[4], AwsFixture.Now.AddHours(hit.Field("WebIdentityToken") == "newer token" ? 3 : 1)));
        await aws.CallAsync("ec2", "DescribeVpcs");
        await aws.CallAsync("ec2", "DescribeVpcs");
        Assert.Single(aws.Server.HitsOf("AssumeRole"));

        await File.WriteAllTextAsync(aws.TokenFile, "newer token");
        aws.Clock.Now = AwsFixture.Now.AddMinutes(56);
        await aws.CallAsync("ec2", "DescribeVpcs");

        Assert.Equal(["token of the pod", "newer token"], aws.Server.HitsOf("AssumeRoleWithWebIdentity").Select(hit => hit.Field("WebIdentityToken")));
        Assert.Equal(2, aws.Server.HitsOf("AssumeRole").Count());
    }

    [Fact]
    public async Task An_expired_session_is_opened_once_more_and_the_call_goes_on()
    {
        var refusals = 0;
        await using var aws = await AwsFixture.StartAsync(hit =>
            hit.SignedService == "ec2" && Interlocked.Increment(ref refusals) == 1
                ? AwsReply.Ec2Error(400, "ExpiredToken", "The provided token has expired.")
                : Ec2(hit));

        var answer = await aws.CallAsync("ec2", "DescribeVpcs");

        Assert.Equal(2, answer.Calls);
        Assert.Equal(2, aws.Server.HitsOf("AssumeRole").Count());
        Assert.Empty(aws.Waits);
    }

    [Fact]
    public async Task A_session_that_stays_expired_is_not_opened_again_and_again()
    {
        await using var aws = await AwsFixture.StartAsync(hit =>
            hit.SignedService == "ec2" ? AwsReply.Ec2Error(400, "ExpiredToken", "The provided token has expired.") : null);

        var refused = await aws.RefusedAsync("ec2", "DescribeVpcs");

        Assert.Equal(FailureKind.Unauthenticated, refused.Failure.Kind);
        Assert.Equal("The provided token has expired.", refused.Failure.Message);
        Assert.Equal(2, refused.Calls);
        Assert.Equal(2, aws.Server.HitsOf("AssumeRole").Count());
    }

    [Fact]
    public async Task A_refused_role_is_asked_for_once_and_not_for_each_source()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.Operation == "AssumeRole"
            ? AwsReply.QueryError(403, "AccessDenied", "User: x is not authorized to perform: sts:AssumeRole on resource: y")
            : null);

        var first = await aws.RefusedAsync("ec2", "DescribeVpcs");
        var second = await aws.RefusedAsync("iam", "ListUsers");

        Assert.Equal(FailureKind.Denied, first.Failure.Kind);
        Assert.Equal("sts:AssumeRole", second.Failure.Operation);
        Assert.StartsWith("User: x is not authorized", second.Failure.Message, StringComparison.Ordinal);
        Assert.Single(aws.Server.HitsOf("AssumeRole"));

        aws.Clock.Now += TimeSpan.FromMinutes(1);
        await aws.RefusedAsync("ec2", "DescribeVpcs");
        Assert.Equal(2, aws.Server.HitsOf("AssumeRole").Count());
    }

    [Fact]
    public async Task An_account_that_is_not_connected_is_not_entered()
    {
        await using var aws = await AwsFixture.StartAsync(Ec2);
        var stranger = new AccountKey(AwsFixture.Account.Organization, "999999999999");

        var refused = await Assert.ThrowsAsync<SourceReadException>(() => aws.CallAsync("ec2", "DescribeVpcs", account: stranger));

        Assert.Equal("NotConnected", refused.Failure.Code);
        Assert.Empty(aws.Server.Hits);
    }

    [Fact]
    public async Task A_pods_identity_comes_from_its_agent()
    {
        await using var aws = await AwsFixture.StartAsync(
            hit => hit.Target == "/v1/credentials"
                ? AwsReply.Ok("""{"AccessKeyId":"ASIAPOD","SecretAccessKey":"s","Token":"t","Expiration":"2026-03-01T18:00:00Z"}""")
                : Ec2(hit),
            variables: new() { ["AWS_ROLE_ARN"] = null });
        var agent = await AwsFixture.StartAsync(Ec2, variables: new()
        {
            ["AWS_ROLE_ARN"] = null,
            ["Raposa:Aws:EndpointUrl"] = aws.Server.Address.ToString(),
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = $"{aws.Server.Address}v1/credentials",
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = aws.TokenFile,
        });
        await using (agent)
        {
            await agent.CallAsync("ec2", "DescribeVpcs");
        }

        Assert.Equal("token of the pod", aws.Server.HitsOf("/v1/credentials").Single().Headers["Authorization"]);
        Assert.Equal("ASIAPOD", aws.Server.HitsOf("AssumeRole").Single().SignedBy);
    }

    [Fact]
    public async Task Credentials_are_asked_of_no_agent_that_is_elsewhere()
    {
        await using var aws = await AwsFixture.StartAsync(Ec2, variables: new()
        {
            ["AWS_ROLE_ARN"] = null,
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://example.com/credentials",
        });

        var refused = await aws.RefusedAsync("ec2", "DescribeVpcs");

        Assert.Equal("NoWorkloadIdentity", refused.Failure.Code);
    }

    // A key in the environment is somebody's, lasts, and says nothing of the account that it was meant for.
    [Fact]
    public async Task An_access_key_in_the_environment_is_not_used()
    {
        await using var aws = await AwsFixture.StartAsync(Ec2, variables: new()
        {
            ["AWS_ROLE_ARN"] = null,
            ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        });

        var refused = await aws.RefusedAsync("ec2", "DescribeVpcs");

        Assert.Equal("NoWorkloadIdentity", refused.Failure.Code);
        Assert.Contains("Access keys are not read", refused.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(aws.Server.Hits);
    }

    [Fact]
    public void No_option_takes_an_access_key()
    {
        var settable = new[] { typeof(AwsOptions), typeof(AwsConnection) }
            .SelectMany(type => type.GetProperties()).Select(property => property.Name);

        Assert.DoesNotContain(settable, name =>
            name.Contains("Key", StringComparison.OrdinalIgnoreCase) || name.Contains("Secret", StringComparison.OrdinalIgnoreCase));
    }
}
