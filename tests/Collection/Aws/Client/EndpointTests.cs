namespace Raposa.Collection;

public class EndpointTests
{
    private static AwsService ServiceOf(string service) => AwsModels.Embedded.All.First(operation => operation.Service.Name == service).Service;

    [Theory]
    [InlineData("ec2", "eu-west-1", "https://ec2.eu-west-1.amazonaws.com/", "ec2", "eu-west-1")]
    [InlineData("elbv2", "eu-west-1", "https://elasticloadbalancing.eu-west-1.amazonaws.com/", "elasticloadbalancing", "eu-west-1")]
    [InlineData("ecr", "us-east-2", "https://api.ecr.us-east-2.amazonaws.com/", "ecr", "us-east-2")]
    [InlineData("s3", "eu-west-1", "https://s3.eu-west-1.amazonaws.com/", "s3", "eu-west-1")]
    [InlineData("s3control", "eu-west-1", "https://s3-control.eu-west-1.amazonaws.com/", "s3", "eu-west-1")]
    [InlineData("sts", "eu-west-1", "https://sts.eu-west-1.amazonaws.com/", "sts", "eu-west-1")]
    [InlineData("iam", "eu-west-1", "https://iam.amazonaws.com/", "iam", "us-east-1")]
    [InlineData("route53", "eu-west-1", "https://route53.amazonaws.com/", "route53", "us-east-1")]
    [InlineData("cloudfront", "eu-west-1", "https://cloudfront.amazonaws.com/", "cloudfront", "us-east-1")]
    [InlineData("ce", "eu-west-1", "https://ce.us-east-1.amazonaws.com/", "ce", "us-east-1")]
    [InlineData("organizations", "eu-west-1", "https://organizations.us-east-1.amazonaws.com/", "organizations", "us-east-1")]
    [InlineData("ec2", "cn-north-1", "https://ec2.cn-north-1.amazonaws.com.cn/", "ec2", "cn-north-1")]
    [InlineData("iam", "us-gov-west-1", "https://iam.us-gov.amazonaws.com/", "iam", "us-gov-west-1")]
    public void A_service_is_asked_where_it_answers(string service, string region, string address, string signedFor, string signedIn)
    {
        var endpoint = new AwsEndpoints(_ => null).Of(ServiceOf(service), region);

        Assert.Equal(address, endpoint.Base.ToString());
        Assert.Equal(new SigningScope(signedFor, signedIn), endpoint.Scope);
        Assert.False(endpoint.IsCustom);
    }

    [Theory]
    [InlineData("elbv2", "ELASTIC_LOAD_BALANCING_V2")]
    [InlineData("elb", "ELASTIC_LOAD_BALANCING")]
    [InlineData("ec2", "EC2")]
    [InlineData("ce", "COST_EXPLORER")]
    [InlineData("s3control", "S3_CONTROL")]
    [InlineData("accessanalyzer", "ACCESSANALYZER")]
    [InlineData("config", "CONFIG_SERVICE")]
    public void A_service_is_spelled_as_the_sdks_spell_it(string service, string variable) =>
        Assert.Equal(variable, AwsEndpoints.VariableOf(ServiceOf(service)));

    [Fact]
    public void The_nearest_setting_wins()
    {
        var settings = new Dictionary<string, string?> { ["AWS_ENDPOINT_URL"] = "http://all" };
        var endpoints = new AwsEndpoints(settings.GetValueOrDefault);
        Assert.Equal("http://all/", endpoints.Of(ServiceOf("ec2"), "eu-west-1").Base.ToString());

        settings["AWS_ENDPOINT_URL_EC2"] = "http://ec2";
        Assert.Equal("http://ec2/", endpoints.Of(ServiceOf("ec2"), "eu-west-1").Base.ToString());
        Assert.Equal("http://all/", endpoints.Of(ServiceOf("iam"), "eu-west-1").Base.ToString());

        settings["Raposa:Aws:EndpointUrl"] = "http://ours";
        settings["Raposa:Aws:EndpointUrls:IAM"] = "http://iam";
        Assert.Equal("http://ours/", endpoints.Of(ServiceOf("ec2"), "eu-west-1").Base.ToString());
        Assert.Equal("http://iam/", endpoints.Of(ServiceOf("iam"), "eu-west-1").Base.ToString());
        Assert.True(endpoints.Of(ServiceOf("iam"), "eu-west-1").IsCustom);
    }

    [Fact]
    public void A_setting_that_is_no_address_is_named()
    {
        var refused = Assert.Throws<InvalidOperationException>(
            () => new AwsEndpoints(name => name == "AWS_ENDPOINT_URL" ? "localhost:1" : null).Of(ServiceOf("ec2"), "eu-west-1"));

        Assert.Contains("AWS_ENDPOINT_URL is 'localhost:1'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "/plain?acl", "plain.s3.eu-west-1.amazonaws.com", "/")]
    [InlineData("plain", "/plain/a/plain", "plain.s3.eu-west-1.amazonaws.com", "/a/plain")]
    [InlineData("with.dots", "/with.dots/a", "s3.eu-west-1.amazonaws.com", "/with.dots/a")]
    [InlineData(null, "/", "s3.eu-west-1.amazonaws.com", "/")]
    public void A_bucket_is_in_the_hosts_name_at_aws(string? bucket, string path, string host, string left)
    {
        var request = new AwsHttpRequest("GET", path.Split('?')[0], [], [], default);

        var (origin, placed) = new AwsEndpoints(_ => null).Of(ServiceOf("s3"), "eu-west-1").Place(request, bucket);

        Assert.Equal((host, left), (origin.Host, placed.Path));
    }

    [Fact]
    public void A_bucket_and_an_account_are_not_in_the_hosts_name_elsewhere()
    {
        var elsewhere = new AwsEndpoints(_ => "http://127.0.0.1:5000/aws").Of(ServiceOf("s3control"), "eu-west-1");
        var request = new AwsHttpRequest("GET", "/v20180820/configuration/publicAccessBlock", [], [], default) { HostPrefix = "222222222222." };

        var (origin, placed) = elsewhere.Place(request, null);

        Assert.Equal("127.0.0.1:5000", origin.Authority);
        Assert.Equal("/aws/v20180820/configuration/publicAccessBlock", placed.Target(origin.AbsolutePath));
    }
}
