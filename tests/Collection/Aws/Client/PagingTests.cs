using System.Text.Json.Nodes;

namespace Raposa.Collection;

public class PagingTests
{
    [Theory]
    [InlineData("ec2:DescribeInstances", """{"Reservations":[],"NextToken":"t"}""", """{"NextToken":"t"}""")]
    [InlineData("ec2:DescribeInstances", """{"Reservations":[]}""", null)]
    [InlineData("guardduty:ListFindings", """{"FindingIds":[],"NextToken":""}""", null)]
    [InlineData("iam:ListUsers", """{"IsTruncated":true,"Marker":"m"}""", """{"Marker":"m"}""")]
    [InlineData("iam:ListUsers", """{"IsTruncated":false,"Marker":"m"}""", null)]
    [InlineData("cloudfront:ListDistributions", """{"DistributionList":{"IsTruncated":true,"NextMarker":"m"}}""", """{"Marker":"m"}""")]
    [InlineData("route53:ListResourceRecordSets", """{"IsTruncated":true,"NextRecordName":"a.","NextRecordType":"A"}""", """{"StartRecordName":"a.","StartRecordType":"A"}""")]
    [InlineData("ce:GetCostAndUsage", """{"NextPageToken":"p"}""", """{"NextPageToken":"p"}""")]
    [InlineData("kms:ListKeys", """{"Truncated":true,"NextMarker":"m"}""", """{"Marker":"m"}""")]
    public void The_next_page_begins_where_the_answer_says(string operation, string output, string? cursor) =>
        Assert.Equal(cursor, AwsModels.Embedded.Find(operation).Pages!.CursorAfter(JsonNode.Parse(output)!.AsObject()));

    [Fact]
    public void A_cursor_goes_over_the_parameters()
    {
        var parameters = new JsonObject { ["MaxResults"] = 5, ["NextToken"] = "old" };

        Assert.Equal("""{"MaxResults":5,"NextToken":"new"}""", AwsPages.Continue(parameters, """{"NextToken":"new"}""").ToJsonString());
        Assert.Equal("""{"MaxResults":5,"NextToken":"old"}""", AwsPages.Continue(parameters, null).ToJsonString());
    }
}
