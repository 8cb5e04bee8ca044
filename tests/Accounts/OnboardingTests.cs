using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Raposa.Accounts.Onboarding;
using Raposa.Collection.Sources;

namespace Raposa.Accounts;

public class OnboardingTests
{
    private const string Account = "900100200301";

    [Theory]
    [InlineData(null, "", null)]
    [InlineData("arn:aws:iam::900100200301:role/RaposaReadOnly", "eu-central-1 us-gov-west-1", null)]
    [InlineData("arn:aws-us-gov:iam::900100200301:role/security/readers/Raposa", "", null)]
    [InlineData("arn:aws:iam::900100200302:role/RaposaReadOnly", "", "of this account")]   // another account's role
    [InlineData("arn:aws:iam::900100200301:user/ann", "", "of this account")]
    [InlineData("arn:aws:iam::900100200301:role/", "", "of this account")]
    [InlineData(null, "eu-central-1 eu-central-1", "named twice")]
    [InlineData(null, "Europe", "not the name of a region")]
    public void A_wish_to_connect_is_refused_in_a_sentence_where_it_cannot_be_meant(string? role, string regions, string? expected)
    {
        var objection = RoleRequest.Objection(Account, new(role, [.. regions.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));

        Assert.True(expected is null ? objection is null : objection!.Contains(expected, StringComparison.Ordinal), objection);
    }

    [Fact]
    public void An_account_id_has_twelve_digits() =>
        Assert.Equal("An AWS account id has twelve digits.", RoleRequest.Objection("90010020030", new(null, [])));

    [Theory]
    [InlineData(null, null)]
    [InlineData("https://api.eu-1.crowdstrike.com", null)]
    [InlineData("http://127.0.0.1:4711", null)]
    [InlineData("http://api.example.com", "begins with https://")]
    [InlineData("https://user:secret@api.example.com", "without a query")]
    [InlineData("https://api.example.com/?a=b", "without a query")]
    [InlineData("api.example.com", "such as https://")]
    public void A_secret_goes_only_where_it_is_safe(string? address, string? expected)
    {
        var objection = VendorAddress.Objection(address);

        Assert.True(expected is null ? objection is null : objection!.Contains(expected, StringComparison.Ordinal), objection);
    }

    [Theory]
    [InlineData("arn:aws:iam::900100200301:role/R", "us-east-1")]
    [InlineData("arn:aws-cn:iam::900100200301:role/R", "cn-north-1")]
    [InlineData("arn:aws-us-gov:iam::900100200301:role/R", "us-gov-west-1")]
    public void Each_partition_has_a_home(string role, string expected) => Assert.Equal(expected, HomeRegion.Of(role));

    [Theory]
    [InlineData("""{"iss":"https://example.okta.com","aud":"api://aws","sub":"0oa1"}""", "api://aws", "0oa1")]
    [InlineData("""{"iss":"https://example.okta.com","aud":["first","second"],"sub":"0oa1"}""", "first", "0oa1")]
    [InlineData("""{"iss":"https://example.okta.com","aud":"api://aws"}""", null, null)]
    [InlineData("""{"aud":"api://aws","sub":"0oa1"}""", null, null)]
    [InlineData("""[]""", null, null)]
    public void A_token_says_whom_it_is_for_and_who_brings_it(string claims, string? audience, string? subject)
    {
        var token = $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.c2ln";

        Assert.Equal((audience, subject), (TokenClaims.Of(token)?.Audience, TokenClaims.Of(token)?.Subject));
    }

    [Theory, InlineData(""), InlineData("a.b"), InlineData("a.!!.c"), InlineData("e30.bm90IGpzb24.c2ln")]
    public void What_is_no_token_says_nothing(string token) => Assert.Null(TokenClaims.Of(token));

    [Fact]
    public void The_role_that_is_described_asks_for_the_external_id_and_may_read_alone()
    {
        var onboarding = new AwsRole(SourceCatalog.Platform, "arn:aws:iam::900100200900:role/platform")
            .Describe($"arn:aws:iam::{Account}:role/RaposaReadOnly", "raposa-0011", token: null, []);

        Assert.Equal(("RaposaReadOnly", "raposa-0011"), (onboarding.RoleName, onboarding.ExternalId));
        using var trust = JsonDocument.Parse(onboarding.TrustPolicy);
        var assume = trust.RootElement.GetProperty("Statement")[0];
        Assert.Equal("arn:aws:iam::900100200900:role/platform", assume.GetProperty("Principal").GetProperty("AWS").GetString());
        Assert.Equal("raposa-0011", assume.GetProperty("Condition").GetProperty("StringEquals").GetProperty("sts:ExternalId").GetString());
        Assert.DoesNotMatch("\"[a-z0-9-]+:(Put|Create|Delete|Update|Attach|Run|Terminate|Modify|Set)", onboarding.Policy);
        Assert.Contains("ec2:DescribeRegions", onboarding.Policy, StringComparison.Ordinal);
        Assert.Contains("raposa-0011", onboarding.CloudFormation, StringComparison.Ordinal);
        Assert.Contains("raposa-0011", onboarding.Terraform, StringComparison.Ordinal);
        Assert.All(onboarding.Policies, policy => Assert.True(policy.Length <= 6144));
    }

    [Fact]
    public void The_role_may_read_the_objects_of_the_trails_buckets_and_of_no_other()
    {
        AwsOnboarding Describe(params string[] buckets) =>
            new AwsRole(SourceCatalog.Platform, "arn:aws:iam::900100200900:role/platform").Describe(RoleRequest.DefaultRoleArn(Account), "raposa-0011", null, [.. buckets]);

        using var policy = JsonDocument.Parse(Describe("example-trail").Policy);
        var reads = Assert.Single(policy.RootElement.GetProperty("Statement").EnumerateArray(), one => one.GetProperty("Action").ToString() == "s3:GetObject");
        Assert.Equal("""["arn:aws:s3:::example-trail/*"]""", reads.GetProperty("Resource").GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        Assert.DoesNotContain("s3:GetObject", Describe().Policy.Replace("s3:GetObjectLock", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory, InlineData("arn:aws:s3:::logs"), InlineData("Logs"), InlineData("a"), InlineData("logs/*"), InlineData("logs\n")]
    public void What_is_no_name_of_a_bucket_is_said_to_be_none(string bucket) => Assert.Contains(
        "is not the name of a bucket", RoleRequest.Objection(Account, new(null, []) { TrailBuckets = [bucket] }), StringComparison.Ordinal);

    [Fact]
    public void A_platform_that_does_not_know_its_own_role_names_the_setting()
    {
        var missing = Assert.Throws<InvalidOperationException>(
            () => new AwsRole(SourceCatalog.Platform, null).Describe(RoleRequest.DefaultRoleArn(Account), "raposa-0011", null, []));

        Assert.Contains("Raposa:Aws:RoleArn", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_for_an_identity_provider_asks_for_its_audience_and_subject()
    {
        var onboarding = new AwsRole(SourceCatalog.Platform, null).Describe(
            RoleRequest.DefaultRoleArn(Account), "raposa-0011", new("https://example.okta.com/oauth2/default", "api://aws", "0oa1"), []);

        Assert.Contains("oidc-provider/example.okta.com/oauth2/default", onboarding.TrustPolicy, StringComparison.Ordinal);
        Assert.Contains("api://aws", onboarding.TrustPolicy, StringComparison.Ordinal);
        Assert.Null(onboarding.TrustedPrincipal);
    }
}
