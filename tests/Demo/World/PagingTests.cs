using System.Text.Json.Nodes;

namespace Raposa.Demo;

public class PagingTests(WorldFixture world) : IClassFixture<WorldFixture>
{
    [Theory]
    [InlineData("ec2", "DescribeNetworkInterfaces", "NetworkInterfaces", "NextToken", "NextToken", "MaxResults", 7)]
    [InlineData("iam", "ListRoles", "Roles", "Marker", "Marker", "MaxItems", 4)]
    [InlineData("rds", "DescribeDBSnapshots", "DBSnapshots", "Marker", "Marker", "MaxRecords", 20)]
    [InlineData("elbv2", "DescribeLoadBalancers", "LoadBalancers", "Marker", "NextMarker", "PageSize", 1)]
    [InlineData("kms", "ListKeys", "Keys", "Marker", "NextMarker", "Limit", 2)]
    [InlineData("securityhub", "GetFindings", "Findings", "NextToken", "NextToken", "MaxResults", 30)]
    [InlineData("inspector2", "ListCoverage", "coveredResources", "nextToken", "nextToken", "maxResults", 25)]
    [InlineData("route53", "ListHostedZones", "HostedZones", "Marker", "NextMarker", "MaxItems", 1)]
    public async Task Small_pages_make_the_same_list_as_a_large_one(
        string service, string operation, string key, string input, string output, string limit, int size)
    {
        var whole = await PagesAsync(service, operation, key, input, output, []);
        var small = await PagesAsync(service, operation, key, input, output, new() { [limit] = size });

        Assert.True(whole.Count > size, $"{whole.Count} items are no test of pages");
        Assert.Equal(whole, small);
        Assert.Equal(whole.Count, whole.Distinct().Count());
    }

    [Fact]
    public async Task What_moves_between_two_pages_is_neither_lost_nor_seen_twice()
    {
        var before = await PagesAsync("ec2", "DescribeInstances", "Reservations", "NextToken", "NextToken", []);
        var first = await world.CallAsync("ec2", "DescribeInstances", """{"MaxResults":20}""");
        var now = world.Clock.Now;
        world.Clock.Advance(TimeSpan.FromHours(20));
        try
        {
            var seen = first["Reservations"]!.AsArray().Select(one => one!.ToJsonString()).ToList();
            var rest = await PagesAsync("ec2", "DescribeInstances", "Reservations", "NextToken", "NextToken", new() { ["MaxResults"] = 20, ["NextToken"] = first["NextToken"]!.DeepClone() });

            Assert.Equal(before, [.. seen, .. rest]);
            Assert.NotEqual(before, await PagesAsync("ec2", "DescribeInstances", "Reservations", "NextToken", "NextToken", []));
        }
        finally
        {
            world.Clock.Set(now);
        }
    }

    [Theory]
    [InlineData("ec2", "DescribeVpcs", """{"NextToken":"bm9uc2Vuc2U"}""", "InvalidNextToken")]
    [InlineData("ec2", "DescribeVpcs", """{"MaxResults":4}""", "InvalidParameterValue")]
    [InlineData("iam", "ListUsers", """{"Marker":"bm9uc2Vuc2U"}""", "ValidationError")]
    [InlineData("guardduty", "ListDetectors", """{"MaxResults":51}""", "InvalidParameterValue")]
    public async Task A_page_that_cannot_be_is_refused(string service, string operation, string parameters, string code) =>
        Assert.Equal(code, (await world.RefusedAsync(service, operation, parameters)).Failure.Code);

    [Fact]
    public async Task A_list_of_ids_and_a_filter_leave_the_rest_out()
    {
        var all = (await world.CallAsync("ec2", "DescribeSubnets"))["Subnets"]!.AsArray();
        var one = all[2]!["SubnetId"]!.GetValue<string>();
        var vpc = all[0]!["VpcId"]!.GetValue<string>();

        Assert.Equal(one, (await world.CallAsync("ec2", "DescribeSubnets", $$"""{"SubnetIds":["{{one}}"]}"""))["Subnets"]!.AsArray().Single()!["SubnetId"]!.GetValue<string>());
        Assert.Equal(9, (await world.CallAsync("ec2", "DescribeSubnets", $$"""{"Filters":[{"Name":"vpc-id","Values":["{{vpc}}"]}]}"""))["Subnets"]!.AsArray().Count);
        Assert.All(
            (await world.CallAsync("ec2", "DescribeInstances", """{"Filters":[{"Name":"instance-state-name","Values":["stopped"]}]}"""))["Reservations"]!.AsArray(),
            reservation => Assert.Equal("stopped", reservation!["Instances"]![0]!["State"]!["Name"]!.GetValue<string>()));
    }

    private async Task<List<string>> PagesAsync(string service, string operation, string key, string input, string output, JsonObject parameters)
    {
        var items = new List<string>();
        var page = parameters.DeepClone().AsObject();
        while (true)
        {
            var answer = await world.CallAsync(service, operation, page.ToJsonString(), region: service is "iam" or "route53" ? "us-east-1" : "eu-west-1");
            items.AddRange(answer[key]!.AsArray().Select(one => one!.ToJsonString()));
            if (answer[output] is not { } next)
            {
                return items;
            }

            page[input] = next.DeepClone();
        }
    }
}
