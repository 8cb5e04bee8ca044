using System.Net;
using System.Net.Http;
using Raposa.Collection;

namespace Raposa.Demo;

/// <summary>Who gets in: signatures, sessions, external ids, policies and regions.</summary>
public class AwsAccessTests(WorldFixture world) : IClassFixture<WorldFixture>
{
    [Fact]
    public async Task A_signed_call_of_a_role_with_its_external_id_is_answered()
    {
        var caller = await world.CallAsync("sts", "GetCallerIdentity");

        Assert.Equal(WorldFixture.Production, caller["Account"]!.GetValue<string>());
        Assert.StartsWith("arn:aws:sts::900100200301:assumed-role/raposa-readonly/", caller["Arn"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_external_id_the_role_is_refused_as_if_it_did_not_exist()
    {
        var client = world.NewClient(connect: account => new($"arn:aws:iam::{account.AccountId}:role/raposa-readonly", "somebody-elses-id", "eu-west-1"));

        var refused = await Assert.ThrowsAsync<SourceReadException>(() => client.CallAsync(new(new(WorldFixture.Organization, WorldFixture.Production), "ec2", "DescribeVpcs", [], "eu-west-1"), default));

        Assert.Equal("AccessDenied", refused.Failure.Code);
        Assert.Equal(FailureKind.Denied, refused.Failure.Kind);
    }

    [Fact]
    public async Task An_unsigned_request_is_refused_in_the_words_of_the_protocol()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("Action", "GetCallerIdentity"), KeyValuePair.Create("Version", "2011-06-15")]);
        using var response = await world.Http.PostAsync(world.Address, form);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("<Code>MissingAuthenticationToken</Code>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotNull(response.Headers.Date);
    }

    [Theory]
    [InlineData("body", "XAmzContentSHA256Mismatch|SignatureDoesNotMatch")]
    [InlineData("signature", "SignatureDoesNotMatch")]
    [InlineData("date", "SignatureDoesNotMatch")]
    [InlineData("token", "InvalidClientTokenId")]
    public async Task A_request_that_was_changed_after_it_was_signed_is_refused(string what, string codes)
    {
        using var request = await SignedRequestAsync();
        var authorization = request.Headers.GetValues("Authorization").Single();
        switch (what)
        {
            case "body":
                request.Content = new StringContent("Action=GetCallerIdentity&Version=2011-06-15&More=1", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
                break;
            case "signature":
                request.Headers.Remove("Authorization");
                request.Headers.TryAddWithoutValidation("Authorization", authorization[..^4] + "0000");
                break;
            case "date":
                request.Headers.Remove("X-Amz-Date");
                request.Headers.TryAddWithoutValidation("X-Amz-Date", "20200101T000000Z");
                break;
            default:
                request.Headers.Remove("X-Amz-Security-Token");
                request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", "e30.e30");
                break;
        }

        using var response = await world.Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();

        Assert.False(response.IsSuccessStatusCode);
        Assert.Contains(codes.Split('|'), code => body.Contains($"<Code>{code}</Code>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_that_allows_one_call_allows_no_other()
    {
        await world.DeployAsync(WorldFixture.Staging, "narrow", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:DescribeV*"],"Resource":"*"}]}""");
        var client = world.NewClient(connect: account => new($"arn:aws:iam::{account.AccountId}:role/narrow", WorldFixture.ExternalIdOf(account.AccountId), "eu-west-1"));
        AwsCall Call(string service, string operation) => new(new(WorldFixture.Organization, WorldFixture.Staging), service, operation, [], "eu-west-1");

        Assert.NotEmpty((await client.CallAsync(Call("ec2", "DescribeVpcs"), default)).Output["Vpcs"]!.AsArray());
        var refused = await Assert.ThrowsAsync<SourceReadException>(() => client.CallAsync(Call("ec2", "DescribeInstances"), default));
        Assert.Equal(("UnauthorizedOperation", FailureKind.Denied), (refused.Failure.Code, refused.Failure.Kind));
        Assert.Equal("AccessDenied", (await Assert.ThrowsAsync<SourceReadException>(() => client.CallAsync(Call("rds", "DescribeDBInstances"), default))).Failure.Code);
        Assert.Equal("AccessDeniedException", (await Assert.ThrowsAsync<SourceReadException>(() => client.CallAsync(Call("kms", "ListKeys"), default))).Failure.Code);
    }

    [Theory]
    [InlineData("ec2", "DescribeVpcs", "AuthFailure")]
    [InlineData("kms", "ListKeys", "UnrecognizedClientException")]
    [InlineData("rds", "DescribeDBInstances", "InvalidClientTokenId")]
    public async Task A_region_that_is_not_opted_in_knows_no_credentials(string service, string operation, string code) =>
        Assert.Equal(code, (await world.RefusedAsync(service, operation, region: "af-south-1")).Failure.Code);

    [Fact]
    public async Task Regions_say_which_are_opted_in()
    {
        var regions = (await world.CallAsync("ec2", "DescribeRegions", """{"AllRegions":true}"""))["Regions"]!.AsArray();

        Assert.Equal(
            ["eu-central-1", "eu-west-1", "us-east-1"],
            regions.Where(region => region!["OptInStatus"]!.GetValue<string>() != "not-opted-in").Select(region => region!["RegionName"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Contains(regions, region => region!["RegionName"]!.GetValue<string>() == "af-south-1");
    }

    [Fact]
    public async Task A_deployed_role_is_among_the_roles_of_its_account()
    {
        var roles = (await world.CallAsync("iam", "ListRoles", region: "us-east-1"))["Roles"]!.AsArray();

        Assert.Contains(roles, role => role!["RoleName"]!.GetValue<string>() == "raposa-readonly");
    }

    [Fact]
    public async Task A_token_of_another_signer_is_no_identity()
    {
        var estate = await world.EstateAsync();
        var token = await world.Http.GetStringAsync(new Uri(world.Address, "_world/token"));
        var parts = token.Split('.');
        using var form = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("Action", "AssumeRoleWithWebIdentity"), KeyValuePair.Create("Version", "2011-06-15"), KeyValuePair.Create("RoleSessionName", "thief"),
            KeyValuePair.Create("RoleArn", estate["platform"]!["role"]!.GetValue<string>()), KeyValuePair.Create("WebIdentityToken", $"{parts[0]}.{parts[1]}.{parts[2][..^6]}AAAAAA"),
        ]);
        using var response = await world.Http.PostAsync(world.Address, form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("<Code>InvalidIdentityToken</Code>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    // Signed with the platform's own signer.
    private async Task<HttpRequestMessage> SignedRequestAsync()
    {
        var session = await world.SessionAsync(WorldFixture.Production);
        var body = System.Text.Encoding.UTF8.GetBytes("Action=GetCallerIdentity&Version=2011-06-15");
        var unsigned = new AwsHttpRequest("POST", "/", [], [new("Content-Type", "application/x-www-form-urlencoded")], body);
        var signed = SigV4SignerClient.Sign(
            unsigned, "/", world.Address.Authority, new("sts", "eu-west-1"),
            new(session["AWS_ACCESS_KEY_ID"], session["AWS_SECRET_ACCESS_KEY"], session["AWS_SESSION_TOKEN"], DateTimeOffset.MaxValue), TimeProvider.System.GetUtcNow());
        var request = new HttpRequestMessage(HttpMethod.Post, world.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        foreach (var (name, value) in signed.Where(header => !header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase) && !header.Key.Equals("host", StringComparison.OrdinalIgnoreCase)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
