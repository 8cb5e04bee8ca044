using System.Text;

namespace Raposa.Collection;

/// <summary>S3, which is not like the others, over HTTP.</summary>
public class BucketTests
{
    [Theory]
    [InlineData(301, "PermanentRedirect", true)]
    [InlineData(400, "AuthorizationHeaderMalformed", false)]
    [InlineData(400, "IllegalLocationConstraintException", true)]
    public async Task A_bucket_elsewhere_is_asked_where_it_is_and_from_then_on_at_once(int status, string code, bool inHeader)
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.SignedService != "s3" ? null
            : hit.SignedRegion == "ap-southeast-2" ? AwsReply.Ok("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
            : new AwsReply(status, $"<Error><Code>{code}</Code><Message>elsewhere</Message>{(inHeader ? "" : "<Region>ap-southeast-2</Region>")}</Error>")
            {
                Headers = inHeader ? [("x-amz-bucket-region", "ap-southeast-2")] : [],
            });

        var first = await aws.CallAsync("s3", "GetBucketVersioning", """{"Bucket":"far"}""");
        var second = await aws.CallAsync("s3", "GetBucketVersioning", """{"Bucket":"far"}""");

        Assert.Equal("""{"Status":"Enabled"}""", first.Output.ToJsonString());
        Assert.Equal(2, first.Calls);
        Assert.Equal(1, second.Calls);
    }

    [Fact]
    public async Task What_is_not_configured_keeps_its_code()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.SignedService == "s3"
            ? new(404, "<Error><Code>NoSuchBucketPolicy</Code><Message>The bucket policy does not exist</Message></Error>")
            : null);

        var refused = await aws.RefusedAsync("s3", "GetBucketPolicy", """{"Bucket":"b"}""");

        Assert.Equal("NoSuchBucketPolicy", refused.Failure.Code);
        Assert.Contains(refused.Failure.Code, AwsModels.Embedded.Find("s3", "GetBucketPolicy").Absent);
        Assert.Equal(1, refused.Calls);
    }

    [Fact]
    public async Task An_object_comes_as_its_bytes_with_what_the_cli_prints()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.SignedService == "s3"
            ? AwsReply.Ok("content") with
            {
                Headers =
                [
                    ("Content-Type", "application/json"), ("ETag", "\"e\""), ("Last-Modified", "Fri, 01 Mar 2024 10:00:00 GMT"),
                    ("x-amz-meta-signature", "5f"), ("x-amz-meta-signature-algorithm", "SHA256withRSA"),
                ],
            }
            : null);

        var answer = await aws.CallAsync("s3", "GetObject", """{"Bucket":"b","Key":"AWSLogs/1 2/../a+b.gz"}""");

        Assert.Equal("content", Encoding.UTF8.GetString(answer.Payload!.Value.Span));
        Assert.Equal(7, answer.Output["ContentLength"]!.GetValue<int>());
        Assert.Equal("\"e\"", answer.Output["ETag"]!.GetValue<string>());
        Assert.Equal("2024-03-01T10:00:00+00:00", answer.Output["LastModified"]!.GetValue<string>());
        Assert.Equal("""{"signature":"5f","signature-algorithm":"SHA256withRSA"}""", answer.Output["Metadata"]!.ToJsonString());

        // The key as it is: no server may take ".." for a step up.
        Assert.Equal("/b/AWSLogs/1%202/../a%2Bb.gz", aws.Server.Hits.Last().Target);
    }

    [Fact]
    public async Task Keys_come_back_as_they_are()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.SignedService == "s3"
            ? AwsReply.Ok("<ListBucketResult><Prefix>a%2F</Prefix><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated><Contents><Key>a%2Fb+c%01</Key><Size>3</Size></Contents><CommonPrefixes><Prefix>a%2Fd%2F</Prefix></CommonPrefixes></ListBucketResult>")
            : null);

        var answer = await aws.CallAsync("s3", "ListObjectsV2", """{"Bucket":"b","Prefix":"a/"}""");

        Assert.Equal("/b?list-type=2&prefix=a%2F&encoding-type=url", aws.Server.Hits.Last().Target);
        Assert.Equal(
            """{"IsTruncated":false,"Contents":[{"Key":"a/b c\u0001","Size":3}],"Prefix":"a/","CommonPrefixes":[{"Prefix":"a/d/"}],"EncodingType":"url"}""",
            answer.Output.ToJsonString());
    }

    [Theory]
    [InlineData("<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">EU</LocationConstraint>", """{"LocationConstraint":"EU"}""")]
    [InlineData("<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>", """{"LocationConstraint":null}""")]
    public async Task The_location_of_a_bucket_is_what_the_cli_prints(string body, string printed)
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.SignedService == "s3" ? AwsReply.Ok(body) : null);

        Assert.Equal(printed, (await aws.CallAsync("s3", "GetBucketLocation", """{"Bucket":"b"}""")).Output.ToJsonString());
    }
}
