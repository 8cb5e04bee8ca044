namespace Raposa.Collection;

/// <summary>A service that throttles, fails, cuts its answers and dies, over HTTP.</summary>
public class RetryTests
{
    private const string OneVpc =
        "<DescribeVpcsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId><vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet></DescribeVpcsResponse>";

    private static Func<AwsHit, AwsReply?> First(params AwsReply[] replies)
    {
        var at = -1;
        return hit => hit.SignedService == "ec2"
            ? Interlocked.Increment(ref at) is var turn && turn < replies.Length ? replies[turn] : AwsReply.Ok(OneVpc)
            : null;
    }

    [Fact]
    public async Task What_is_throttled_or_broken_is_asked_again_until_it_is_whole()
    {
        await using var aws = await AwsFixture.StartAsync(First(
            AwsReply.Ec2Error(503, "RequestLimitExceeded"),
            AwsReply.Ec2Error(500, "InternalError"),
            AwsReply.Ok(OneVpc) with { IsCut = true },
            AwsReply.Ok(OneVpc[..80]),
            new(502, "<html><body><b>Bad gateway</b></body></html>")));

        var answer = await aws.CallAsync("ec2", "DescribeVpcs");

        Assert.Equal("""{"Vpcs":[{"VpcId":"vpc-1"}]}""", answer.Output.ToJsonString());
        Assert.Equal(6, answer.Calls);
        Assert.Equal(1, answer.Throttled);
    }

    [Fact]
    public async Task Waits_are_a_random_part_of_a_bound_that_doubles()
    {
        await using var aws = await AwsFixture.StartAsync(First([.. Enumerable.Repeat(AwsReply.Ec2Error(503, "Unavailable"), 4)]));

        await aws.CallAsync("ec2", "DescribeVpcs");

        // Half, as the chance of the test has it, of 250, 500, 1000 and 2000 ms.
        Assert.Equal([125, 250, 500, 1000], aws.Waits.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task A_wait_that_the_service_asks_for_is_kept()
    {
        await using var aws = await AwsFixture.StartAsync(First(
            AwsReply.Ec2Error(503, "RequestLimitExceeded") with { Headers = [("Retry-After", "7")] }));

        await aws.CallAsync("ec2", "DescribeVpcs");

        Assert.Equal([7125], aws.Waits.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_told_to_the_caller()
    {
        await using var aws = await AwsFixture.StartAsync(First(
            AwsReply.Ec2Error(503, "RequestLimitExceeded", "Request limit exceeded.") with { Headers = [("Retry-After", "600")] }));

        var refused = await aws.RefusedAsync("ec2", "DescribeVpcs");

        Assert.Equal(new RunFailure(FailureKind.Throttled, "ec2:DescribeVpcs", "RequestLimitExceeded", "Request limit exceeded."), refused.Failure);
        Assert.Equal(TimeSpan.FromMinutes(10), refused.RetryAfter);
        Assert.Equal(1, refused.Calls);
        Assert.Equal(1, refused.Throttled);
    }

    [Fact]
    public async Task A_service_that_stays_broken_is_given_up_after_eight_tries()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.SignedService == "ec2" ? new(500, "") : null);

        var refused = await aws.RefusedAsync("ec2", "DescribeVpcs");

        Assert.Equal(FailureKind.Transient, refused.Failure.Kind);
        Assert.Equal("500", refused.Failure.Code);
        Assert.Equal(8, refused.Calls);
    }

    [Fact]
    public async Task A_dying_service_is_soon_asked_once_per_call_and_trusted_again_when_it_answers()
    {
        var isDead = true;
        await using var aws = await AwsFixture.StartAsync(
            hit => hit.SignedService != "ec2" ? null : isDead ? AwsReply.Ec2Error(500, "InternalError") : AwsReply.Ok(OneVpc),
            new() { RetryBudget = 10 });

        var calls = new List<int>();
        for (var at = 0; at < 4; at++)
        {
            calls.Add((await aws.RefusedAsync("ec2", "DescribeVpcs")).Calls);
        }

        Assert.Equal([8, 4, 1, 1], calls);

        // What one region costs is not taken from another.
        Assert.Equal(8, (await aws.RefusedAsync("ec2", "DescribeVpcs", region: "us-east-1")).Calls);

        isDead = false;
        await aws.CallAsync("ec2", "DescribeVpcs");
        isDead = true;
        Assert.Equal(2, (await aws.RefusedAsync("ec2", "DescribeVpcs")).Calls);
    }

    [Fact]
    public async Task A_service_that_throttles_one_call_in_three_is_read_to_its_end()
    {
        var turn = 0;
        await using var aws = await AwsFixture.StartAsync(
            hit => hit.SignedService != "ec2" ? null
                : Interlocked.Increment(ref turn) % 3 == 0 ? AwsReply.Ec2Error(503, "RequestLimitExceeded") : AwsReply.Ok(OneVpc),
            new() { RetryBudget = 10 });

        var throttled = 0;
        for (var at = 0; at < 60; at++)
        {
            throttled += (await aws.CallAsync("ec2", "DescribeVpcs")).Throttled;
        }

        Assert.Equal(29, throttled);
    }

    [Fact]
    public async Task The_page_of_a_proxy_is_quoted()
    {
        await using var aws = await AwsFixture.StartAsync(
            hit => hit.SignedService == "ec2" ? new(502, "<!doctype html>\n<title>Bad gateway</title>") : null, new() { Attempts = 1 });

        var refused = await aws.RefusedAsync("ec2", "DescribeVpcs");

        Assert.Equal(
            new RunFailure(FailureKind.Transient, "ec2:DescribeVpcs", "502", "<!doctype html>\n<title>Bad gateway</title>"), refused.Failure);
    }

    [Fact]
    public async Task A_refusal_is_said_at_once_in_the_services_own_words()
    {
        await using var aws = await AwsFixture.StartAsync(First(
            AwsReply.Ec2Error(403, "UnauthorizedOperation", "You are not authorized to perform this operation.")));

        var refused = await aws.RefusedAsync("ec2", "DescribeVpcs");

        Assert.Equal(
            new RunFailure(FailureKind.Denied, "ec2:DescribeVpcs", "UnauthorizedOperation", "You are not authorized to perform this operation."),
            refused.Failure);
        Assert.Equal(1, refused.Calls);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_given_up_and_asked_again()
    {
        using var never = new ManualResetEventSlim();
        var turn = 0;
        await using var aws = await AwsFixture.StartAsync(
            hit =>
            {
                if (hit.SignedService == "ec2" && Interlocked.Increment(ref turn) == 1)
                {
                    never.Wait();
                }

                return hit.SignedService == "ec2" ? AwsReply.Ok(OneVpc) : null;
            },
            new() { AttemptTimeout = TimeSpan.FromSeconds(2) });

        var answer = await aws.CallAsync("ec2", "DescribeVpcs");
        never.Set();

        Assert.Equal(2, answer.Calls);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_transient()
    {
        await using var aws = await AwsFixture.StartAsync(
            First(), new() { Attempts = 2 }, new() { ["Raposa:Aws:EndpointUrls:EC2"] = "http://127.0.0.1:9" });

        var refused = await aws.RefusedAsync("ec2", "DescribeVpcs");

        Assert.Equal(FailureKind.Transient, refused.Failure.Kind);
        Assert.Equal("ConnectionError", refused.Failure.Code);
        Assert.Equal(2, refused.Calls);
    }

    [Fact]
    public async Task An_answer_that_is_never_well_formed_is_malformed()
    {
        await using var aws = await AwsFixture.StartAsync(
            hit => hit.SignedService == "ec2" ? AwsReply.Ok("<DescribeVpcsResponse><vpcSet>") : null, new() { Attempts = 3 });

        var refused = await aws.RefusedAsync("ec2", "DescribeVpcs");

        Assert.Equal(FailureKind.Malformed, refused.Failure.Kind);
        Assert.Equal(3, refused.Calls);
    }

    [Fact]
    public async Task A_clock_that_is_off_is_set_by_the_services_own()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.SignedService != "iam" ? null
            : hit.Headers["X-Amz-Date"].StartsWith("20260301T13", StringComparison.Ordinal)
                ? AwsReply.Ok("<ListUsersResponse><ListUsersResult><Users/></ListUsersResult></ListUsersResponse>")
                : AwsReply.QueryError(403, "SignatureDoesNotMatch", "Signature expired: 20260301T120000Z is now earlier than 20260301T125500Z")
                    with { Headers = [("Date", "Sun, 01 Mar 2026 13:00:00 GMT")] });

        var answer = await aws.CallAsync("iam", "ListUsers");

        Assert.Equal(2, answer.Calls);
        Assert.Empty(aws.Waits);
    }

    [Fact]
    public async Task Calls_keep_to_the_rate_of_their_operation_and_wait_for_no_other_account()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.SignedService == "cloudtrail" ? AwsReply.Ok("{}") : null);

        for (var at = 0; at < 4; at++)
        {
            await aws.CallAsync("cloudtrail", "LookupEvents");
        }

        // Two a second: the third and the fourth wait half a second each.
        Assert.Equal([500, 500], aws.Waits.Select(wait => wait.TotalMilliseconds));

        await aws.CallAsync("cloudtrail", "LookupEvents", account: AwsFixture.Other);
        await aws.CallAsync("cloudtrail", "LookupEvents", region: "us-east-1");
        Assert.Equal(2, aws.Waits.Count);
    }
}
