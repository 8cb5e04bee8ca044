using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>What a call sends and what it gives back, over HTTP, for one service of each protocol.</summary>
public class CallTests
{
    [Fact]
    public async Task A_field_that_the_model_does_not_know_is_kept_in_xml()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.SignedService == "ec2"
            ? AwsReply.Ok("""
                <DescribeVpcsResponse><requestId>r</requestId><vpcSet><item><vpcId>vpc-1</vpcId><newThing><a>1</a><a>2</a><listSet><item><x>y</x></item></listSet></newThing></item></vpcSet><newTop>n</newTop></DescribeVpcsResponse>
                """)
            : null);

        var answer = await aws.CallAsync("ec2", "DescribeVpcs");

        Assert.Equal(
            """{"Vpcs":[{"VpcId":"vpc-1","newThing":{"a":["1","2"],"listSet":[{"x":"y"}]}}],"newTop":"n"}""", answer.Output.ToJsonString());
    }

    [Fact]
    public async Task A_field_that_the_model_does_not_know_or_that_changed_its_type_is_kept_in_json()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.SignedService == "cloudtrail"
            ? AwsReply.Ok("""{"trailList":[{"Name":"t","IsMultiRegionTrail":"yes","Fresh":{"Deep":[1,null]},"S3BucketName":null}],"Extra":1}""")
            : null);

        var answer = await aws.CallAsync("cloudtrail", "DescribeTrails");

        Assert.Equal(
            """{"trailList":[{"Name":"t","IsMultiRegionTrail":"yes","Fresh":{"Deep":[1,null]}}],"Extra":1}""", answer.Output.ToJsonString());
        Assert.Equal("com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.DescribeTrails", aws.Server.Hits.Last().Headers["X-Amz-Target"]);
    }

    [Fact]
    public async Task Policies_of_iam_are_printed_as_json()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.SignedService == "iam"
            ? AwsReply.Ok("""
                <ListRolesResponse><ListRolesResult><IsTruncated>false</IsTruncated><Roles><member><RoleName>r</RoleName><CreateDate>2020-01-02T03:04:05Z</CreateDate><AssumeRolePolicyDocument>%7B%22Version%22%3A%222012-10-17%22%7D</AssumeRolePolicyDocument></member></Roles></ListRolesResult></ListRolesResponse>
                """)
            : null);

        var answer = await aws.CallAsync("iam", "ListRoles");

        var printed = JsonNode.Parse("""
            {"Roles":[{"RoleName":"r","CreateDate":"2020-01-02T03:04:05+00:00","AssumeRolePolicyDocument":{"Version":"2012-10-17"}}],"IsTruncated":false}
            """);
        Assert.True(JsonNode.DeepEquals(printed, answer.Output), answer.Output.ToJsonString());
        Assert.Equal("us-east-1", aws.Server.Hits.Last().SignedRegion);
    }

    [Fact]
    public async Task The_path_of_a_zones_id_is_left_out()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.SignedService == "route53"
            ? AwsReply.Ok("<ListResourceRecordSetsResponse><ResourceRecordSets/><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></ListResourceRecordSetsResponse>")
            : null);

        await aws.CallAsync("route53", "ListResourceRecordSets", """{"HostedZoneId":"/hostedzone/Z1"}""");

        Assert.Equal("/2013-04-01/hostedzone/Z1/rrset", aws.Server.Hits.Last().Target);
    }

    [Fact]
    public async Task A_rest_json_operation_has_its_parameters_where_they_belong()
    {
        await using var aws = await AwsFixture.StartAsync(hit => hit.SignedService == "guardduty"
            ? new(200, """{"findingIds":["f1"],"nextToken":""}""") { Headers = [("Date", "Sun, 01 Mar 2026 12:00:03 GMT")] }
            : null);

        var answer = await aws.CallAsync("guardduty", "ListFindings", """{"DetectorId":"d 1","MaxResults":50,"FindingCriteria":{"Criterion":{"service.archived":{"Eq":["false"]}}}}""");

        var hit = aws.Server.Hits.Last();
        Assert.Equal(("POST", "/detector/d%201/findings"), (hit.Method, hit.Target));
        Assert.Equal("""{"maxResults":50,"findingCriteria":{"criterion":{"service.archived":{"eq":["false"]}}}}""", hit.Body);
        Assert.Equal("application/json", hit.Headers["Content-Type"]);
        Assert.Equal("""{"FindingIds":["f1"],"NextToken":""}""", answer.Output.ToJsonString());
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 3, TimeSpan.Zero), answer.AnsweredAt);
    }

    [Theory]
    [InlineData("ec2", "RunInstances")]
    [InlineData("s3", "PutBucketPolicy")]
    [InlineData("iam", "CreateUser")]
    [InlineData("dynamodb", "ListTables")]
    public async Task What_is_not_a_known_read_does_not_reach_the_network(string service, string operation)
    {
        await using var aws = await AwsFixture.StartAsync(_ => null);

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => aws.CallAsync(service, operation));

        Assert.Contains($"{service}:{operation}", refused.Message, StringComparison.Ordinal);
        Assert.Empty(aws.Server.Hits);
    }

    [Fact]
    public async Task A_parameter_that_the_operation_does_not_have_is_named()
    {
        await using var aws = await AwsFixture.StartAsync(_ => null);

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => aws.CallAsync("s3", "GetBucketAcl", """{"Buckets":"b"}"""));

        Assert.Contains("Bucket", refused.Message, StringComparison.Ordinal);
    }
}
