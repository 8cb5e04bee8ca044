using System.Text.Json.Nodes;
using Raposa.Collection;

namespace Raposa.Demo;

/// <summary>Each way in which the world misbehaves on demand, as the platform's client meets it.</summary>
public class FaultTests(WorldFixture world) : IClassFixture<WorldFixture>
{
    private static readonly AwsOptions Once = new() { Attempts = 1 };

    [Theory]
    [InlineData("ec2", "DescribeVpcs", "RequestLimitExceeded")]
    [InlineData("rds", "DescribeDBInstances", "Throttling")]
    [InlineData("kms", "ListKeys", "ThrottlingException")]
    [InlineData("guardduty", "ListDetectors", "TooManyRequestsException")]
    [InlineData("s3", "ListBuckets", "SlowDown")]
    public async Task Throttling_is_said_in_the_words_of_the_service(string service, string operation, string code)
    {
        await using var _ = await world.FaultAsync(new { kind = "throttle", service });

        var failure = await FailureAsync(service, operation);

        Assert.Equal((code, FailureKind.Throttled), (failure.Code, failure.Kind));
    }

    [Theory]
    [InlineData("error")]
    [InlineData("cut")]
    public async Task Errors_and_cut_bodies_are_transient(string kind)
    {
        await using var _ = await world.FaultAsync(new { kind, service = "ec2", operation = "DescribeVpcs" });

        Assert.Equal(FailureKind.Transient, (await FailureAsync("ec2", "DescribeVpcs")).Kind);
        Assert.NotEmpty((await CallOnceAsync("ec2", "DescribeSubnets"))["Subnets"]!.AsArray());
    }

    [Fact]
    public async Task A_time_out_never_answers()
    {
        await using var _ = await world.FaultAsync(new { kind = "timeout", service = "ec2", operation = "DescribeVpcs", seconds = 30 });
        var client = world.NewClient(Once with { AttemptTimeout = TimeSpan.FromMilliseconds(300) });

        var refused = await Assert.ThrowsAsync<SourceReadException>(() => client.CallAsync(Call("ec2", "DescribeVpcs"), default));

        Assert.Equal(FailureKind.Transient, refused.Failure.Kind);
    }

    [Theory]
    [InlineData("ec2", "DescribeVpcs", "RequestExpired")]
    [InlineData("kms", "ListKeys", "ExpiredTokenException")]
    [InlineData("rds", "DescribeDBInstances", "ExpiredToken")]
    public async Task Expired_credentials_are_said_in_the_words_of_the_service(string service, string operation, string code)
    {
        await using var _ = await world.FaultAsync(new { kind = "expired", service });

        Assert.Equal(code, (await FailureAsync(service, operation)).Code);
    }

    [Fact]
    public async Task A_slow_service_delays_itself_alone()
    {
        await using var _ = await world.FaultAsync(new { kind = "slow", service = "guardduty", seconds = 2 });
        var slow = CallOnceAsync("guardduty", "ListDetectors");

        Assert.NotEmpty((await CallOnceAsync("ec2", "DescribeVpcs"))["Vpcs"]!.AsArray());
        Assert.False(slow.IsCompleted);
        Assert.NotEmpty((await slow)["DetectorIds"]!.AsArray());
    }

    [Theory]
    [InlineData("rename", "CidrBlock", "CidrRange")]
    [InlineData("remove", "CidrBlock", null)]
    public async Task A_member_can_change_its_name_or_go(string kind, string field, string? newName)
    {
        // A new name is not in the model, and a reader by the model must not see it as the old one.
        await using var _ = await world.FaultAsync(new { kind, service = "guardduty", operation = "GetFindings", field = "Severity", newName });
        await using var __ = await world.FaultAsync(new { kind = "remove", service = "ec2", operation = "DescribeVpcs", field });

        var vpc = (await CallOnceAsync("ec2", "DescribeVpcs"))["Vpcs"]![0]!.AsObject();

        Assert.False(vpc.ContainsKey(field));
        Assert.True(vpc.ContainsKey("VpcId"));
    }

    [Fact]
    public async Task One_page_can_fail_while_the_others_come()
    {
        await using var _ = await world.FaultAsync(new { kind = "error", service = "ec2", operation = "DescribeInstances", page = 2 });
        var client = world.NewClient(Once);
        var first = (await client.CallAsync(Call("ec2", "DescribeInstances", """{"MaxResults":10}"""), default)).Output;

        var refused = await Assert.ThrowsAsync<SourceReadException>(() =>
            client.CallAsync(Call("ec2", "DescribeInstances", $$"""{"MaxResults":10,"NextToken":"{{first["NextToken"]}}"}"""), default));

        Assert.Equal(FailureKind.Transient, refused.Failure.Kind);
    }

    [Fact]
    public async Task A_fault_can_be_for_one_account_and_region()
    {
        await using var _ = await world.FaultAsync(new { kind = "deny", service = "ec2", account = WorldFixture.Production, region = "us-east-1" });

        Assert.Equal("UnauthorizedOperation", (await world.RefusedAsync("ec2", "DescribeVpcs", region: "us-east-1")).Failure.Code);
        Assert.NotEmpty((await world.CallAsync("ec2", "DescribeVpcs"))["Vpcs"]!.AsArray());
        Assert.NotEmpty((await world.CallAsync("ec2", "DescribeVpcs", account: WorldFixture.Staging, region: "us-east-1"))["Vpcs"]!.AsArray());
    }

    [Fact]
    public async Task With_a_third_of_the_calls_throttled_every_list_comes_as_without()
    {
        string[] operations = ["DescribeInstances", "DescribeVolumes", "DescribeNetworkInterfaces", "DescribeSecurityGroups", "DescribeSubnets", "DescribeRouteTables"];
        var calm = await Task.WhenAll(operations.Select(operation => world.CallAsync("ec2", operation)));
        await using var _ = await world.FaultAsync(new { kind = "throttle", percent = 30 });
        await using var __ = await world.FaultAsync(new { kind = "error", percent = 5 });
        await using var ___ = await world.FaultAsync(new { kind = "cut", percent = 1 });

        var rough = await Task.WhenAll(operations.Select(operation => world.CallAsync("ec2", operation)));

        Assert.All(calm.Zip(rough), pair => Assert.True(JsonNode.DeepEquals(pair.First, pair.Second)));
    }

    [Fact]
    public async Task A_share_hits_that_share_of_the_calls_by_the_seed()
    {
        await using var _ = await world.FaultAsync(new { kind = "error", percent = 30, service = "cloudflare" });
        var token = (await world.EstateAsync())["cloudflare"]!["token"]!.GetValue<string>();
        var hit = 0;
        for (var number = 1; number <= 200; number++)
        {
            using var response = await world.SendAsync(System.Net.Http.HttpMethod.Get, $"client/v4/zones?name=zone-{number}.example", token, null);
            hit += response.IsSuccessStatusCode ? 0 : 1;
        }

        Assert.InRange(hit, 40, 80);
    }

    [Fact]
    public async Task Falcon_forgets_the_host_it_is_told_to()
    {
        var token = await world.FalconTokenAsync();
        var hosts = await world.GetAsync("devices/combined/devices/v1?limit=100", token);
        var forgotten = hosts["resources"]![4]!["device_id"]!.GetValue<string>();
        await using var _ = await world.FaultAsync(new { kind = "forget", service = "falcon", resource = forgotten, until = world.Clock.Now.AddDays(1) });

        var without = await world.GetAsync("devices/combined/devices/v1?limit=100", token);

        Assert.DoesNotContain(without["resources"]!.AsArray(), host => host!["device_id"]!.GetValue<string>() == forgotten);
        Assert.Equal(hosts["meta"]!["pagination"]!["total"]!.GetValue<int>() - 1, without["meta"]!["pagination"]!["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task Falcon_throttles_with_the_time_to_come_back()
    {
        var token = await world.FalconTokenAsync();
        await using var _ = await world.FaultAsync(new { kind = "throttle", service = "falcon" });

        using var response = await world.SendAsync(System.Net.Http.HttpMethod.Get, "devices/combined/devices/v1", token, null);

        Assert.Equal(429, (int)response.StatusCode);
        Assert.Equal("0", response.Headers.GetValues("X-Ratelimit-Remaining").Single());
        Assert.True(long.Parse(response.Headers.GetValues("X-Ratelimit-RetryAfter").Single(), null) >= TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
    }

    [Fact]
    public async Task The_clock_can_be_moved_and_the_world_moves_with_it()
    {
        var before = world.Clock.Now;
        try
        {
            using var response = await world.SendAsync(System.Net.Http.HttpMethod.Post, "_world/clock", null, new { advanceSeconds = 86_400 });

            Assert.Equal(before.AddDays(1), world.Clock.Now);
        }
        finally
        {
            world.Clock.Set(before);
        }
    }

    private static AwsCall Call(string service, string operation, string parameters = "{}") =>
        new(new(WorldFixture.Organization, WorldFixture.Production), service, operation, JsonNode.Parse(parameters)!.AsObject(), "eu-west-1");

    private async Task<JsonObject> CallOnceAsync(string service, string operation) =>
        (await world.NewClient(Once).CallAsync(Call(service, operation), default)).Output;

    private async Task<RunFailure> FailureAsync(string service, string operation) =>
        (await Assert.ThrowsAsync<SourceReadException>(() => CallOnceAsync(service, operation))).Failure;
}
