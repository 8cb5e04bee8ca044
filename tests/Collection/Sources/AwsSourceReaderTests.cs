using Raposa.Collection.Sources.Aws;

namespace Raposa.Collection.Sources;

public class AwsSourceReaderTests
{
    private readonly ScriptedAws _aws = new();

    [Fact]
    public async Task A_list_is_read_page_by_page_and_every_item_is_a_document_as_it_came()
    {
        _aws.Answers("ec2:DescribeVpcs", """{"MaxResults":1000}""", """{"Vpcs":[{"VpcId":"vpc-1","Tags":[],"New":{"Field":null}}],"NextToken":"two"}""")
            .Answers("ec2:DescribeVpcs", """{"MaxResults":1000,"NextToken":"two"}""", """{"Vpcs":[{"VpcId":"vpc-2"}]}""");

        var pages = await Read(Ec2Vpc.Source).PagesAsync();

        Assert.Equal(["vpc-1", "vpc-2"], AwsReading.KeysOf(pages));
        Assert.Equal("""{"VpcId":"vpc-1","Tags":[],"New":{"Field":null}}""", AwsReading.JsonOf(pages[0].Resources[0]));
        Assert.Equal(2, pages.Count);
        Assert.All(pages, page => Assert.Equal((1, new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero)), (page.Calls, page.AnsweredAt)));
        Assert.Equal(["eu-west-1", "eu-west-1"], _aws.Regions);
    }

    [Fact]
    public async Task An_item_inside_another_keeps_what_the_other_says()
    {
        _aws.Answers(
            "ec2:DescribeInstances", """{"MaxResults":1000}""",
            """{"Reservations":[{"ReservationId":"r-1","OwnerId":"444455556666","Instances":[{"InstanceId":"i-1"},{"InstanceId":"i-2"}]}]}""");

        var page = await Read(Ec2Instance.Source).PageAsync();

        Assert.Equal(
            ["""{"InstanceId":"i-1","$parent":{"ReservationId":"r-1","OwnerId":"444455556666"}}""", """{"InstanceId":"i-2","$parent":{"ReservationId":"r-1","OwnerId":"444455556666"}}"""],
            page.Resources.Select(AwsReading.JsonOf));
    }

    [Fact]
    public async Task A_refresh_asks_for_the_named_alone()
    {
        _aws.Answers(
            "ec2:DescribeInstances", """{"Filters":[{"Name":"instance-id","Values":["i-1","i-9"]}],"MaxResults":1000}""",
            """{"Reservations":[{"Instances":[{"InstanceId":"i-1"}]}]}""");

        var page = await Read(Ec2Instance.Source).PageAsync(null, "i-1", "i-9");

        Assert.Equal(["i-1"], AwsReading.KeysOf([page]));
    }

    [Fact]
    public async Task A_refresh_of_a_source_that_cannot_be_asked_for_names_keeps_the_named()
    {
        _aws.Answers("ec2:DescribeNatGateways", """{"MaxResults":1000}""", """{"NatGateways":[{"NatGatewayId":"nat-1"},{"NatGatewayId":"nat-2"}]}""");

        var page = await Read(Ec2NatGateway.Source).PageAsync(null, "nat-2");

        Assert.Equal(["nat-2"], AwsReading.KeysOf([page]));
    }

    [Fact]
    public async Task What_AWS_has_once_per_account_and_region_is_one_resource()
    {
        _aws.Answers("ec2:GetEbsEncryptionByDefault", "{}", """{"EbsEncryptionByDefault":true,"SseType":"sse-ebs"}""");

        var resource = (await Read(Ec2EbsEncryption.Source).PageAsync()).Resources.Single();

        Assert.Equal((AwsReading.AccountId, """{"EbsEncryptionByDefault":true,"SseType":"sse-ebs","$key":"111122223333"}"""), (resource.Key, AwsReading.JsonOf(resource)));
    }

    [Fact]
    public async Task Ids_in_a_list_are_fetched_in_batches()
    {
        _aws.Answers(
                "ec2:DescribeInstances", """{"MaxResults":1000}""",
                """{"Reservations":[{"Instances":[{"InstanceId":"i-1","ImageId":"ami-1"},{"InstanceId":"i-2","ImageId":"ami-1"},{"InstanceId":"i-3","ImageId":"ami-2"}]}]}""")
            .Answers(
                "ec2:DescribeImages", """{"Filters":[{"Name":"image-id","Values":["ami-1","ami-2"]}],"IncludeDeprecated":true}""",
                """{"Images":[{"ImageId":"ami-1"}]}""");

        Assert.Equal(["ami-1"], AwsReading.KeysOf(await Read(Ec2Image.Source).PagesAsync()));
    }

    [Fact]
    public async Task A_detail_comes_in_all_its_pages_as_the_command_line_prints_it()
    {
        _aws.Answers("ec2:DescribeManagedPrefixLists", """{"MaxResults":100}""", """{"PrefixLists":[{"PrefixListId":"pl-1"}]}""")
            .Answers("ec2:GetManagedPrefixListEntries", """{"PrefixListId":"pl-1"}""", """{"Entries":[{"Cidr":"10.0.0.0/8"}],"NextToken":"n"}""")
            .Answers("ec2:GetManagedPrefixListEntries", """{"PrefixListId":"pl-1","NextToken":"n"}""", """{"Entries":[{"Cidr":"192.0.2.0/24"}]}""");

        var page = await Read(Ec2ManagedPrefixList.Source).PageAsync();

        Assert.Equal(
            """{"PrefixListId":"pl-1","GetManagedPrefixListEntries":{"Entries":[{"Cidr":"10.0.0.0/8"},{"Cidr":"192.0.2.0/24"}]}}""",
            AwsReading.JsonOf(page.Resources.Single()));
        Assert.Equal(3, page.Calls);
    }

    [Fact]
    public async Task A_refused_detail_is_a_gap_and_the_resource_is_there()
    {
        _aws.Answers("ec2:DescribeManagedPrefixLists", """{"MaxResults":100}""", """{"PrefixLists":[{"PrefixListId":"pl-1"},{"PrefixListId":"pl-2"}]}""")
            .Refuses("ec2:GetManagedPrefixListEntries", """{"PrefixListId":"pl-1"}""", FailureKind.Denied, "UnauthorizedOperation")
            .Answers("ec2:GetManagedPrefixListEntries", """{"PrefixListId":"pl-2"}""", """{"Entries":[]}""");

        var page = await Read(Ec2ManagedPrefixList.Source).PageAsync();

        Assert.Equal(
            ["""{"PrefixListId":"pl-1","GetManagedPrefixListEntries":{"$refused":"UnauthorizedOperation"}}""", """{"PrefixListId":"pl-2","GetManagedPrefixListEntries":{"Entries":[]}}"""],
            page.Resources.Select(AwsReading.JsonOf));
        Assert.Equal(("pl-1", "UnauthorizedOperation"), (page.Gaps.Single().Scope, page.Gaps.Single().Failure.Code));
    }

    [Fact]
    public async Task A_detail_that_is_throttled_fails_the_page_with_all_its_calls()
    {
        _aws.Answers("ec2:DescribeManagedPrefixLists", """{"MaxResults":100}""", """{"PrefixLists":[{"PrefixListId":"pl-1"}]}""")
            .Refuses("ec2:GetManagedPrefixListEntries", """{"PrefixListId":"pl-1"}""", FailureKind.Throttled, "RequestLimitExceeded");

        var failure = await Assert.ThrowsAsync<SourceReadException>(() => Read(Ec2ManagedPrefixList.Source).PageAsync());

        Assert.Equal((FailureKind.Throttled, 2), (failure.Failure.Kind, failure.Calls));
    }

    [Fact]
    public async Task A_resource_that_has_gone_before_its_details_came_is_left_out()
    {
        _aws.Answers("ec2:DescribeManagedPrefixLists", """{"MaxResults":100}""", """{"PrefixLists":[{"PrefixListId":"pl-1"}]}""")
            .Refuses("ec2:GetManagedPrefixListEntries", """{"PrefixListId":"pl-1"}""", FailureKind.Malformed, "InvalidPrefixListID.NotFound");

        var page = await Read(Ec2ManagedPrefixList.Source).PageAsync();

        Assert.Empty(page.Resources);
        Assert.Empty(page.Gaps);
    }

    [Fact]
    public async Task A_list_that_is_refused_is_no_empty_list()
    {
        _aws.Refuses("ec2:DescribeVpcs", """{"MaxResults":1000}""", FailureKind.Denied, "UnauthorizedOperation");

        var refusal = await Assert.ThrowsAsync<SourceReadException>(() => Read(Ec2Vpc.Source).PageAsync());

        Assert.Equal((FailureKind.Denied, "UnauthorizedOperation"), (refusal.Failure.Kind, refusal.Failure.Code));
    }

    [Fact]
    public async Task An_answer_that_says_there_is_more_and_not_where_is_a_gap()
    {
        TwoTables()
            .Answers("ec2:SearchTransitGatewayRoutes", Routes("tgw-rtb-1"), """{"Routes":[{"DestinationCidrBlock":"10.0.0.0/8"}],"AdditionalRoutesAvailable":true}""")
            .Answers("ec2:SearchTransitGatewayRoutes", Routes("tgw-rtb-2"), """{"Routes":[],"AdditionalRoutesAvailable":false}""");

        var page = await Read(Ec2TransitGatewayRoute.Source).PageAsync();

        Assert.Equal(["tgw-rtb-1|10.0.0.0/8|"], AwsReading.KeysOf([page]));
        Assert.Equal(("tgw-rtb-1", "Cut"), (page.Gaps.Single().Scope, page.Gaps.Single().Failure.Code));
    }

    [Fact]
    public async Task One_parent_that_is_refused_is_a_gap_beside_its_neighbours()
    {
        TwoTables()
            .Refuses("ec2:SearchTransitGatewayRoutes", Routes("tgw-rtb-1"), FailureKind.Denied, "UnauthorizedOperation")
            .Answers("ec2:SearchTransitGatewayRoutes", Routes("tgw-rtb-2"), """{"Routes":[{"DestinationCidrBlock":"10.0.0.0/8"}]}""");

        var page = await Read(Ec2TransitGatewayRoute.Source).PageAsync();

        Assert.Equal(
            """{"DestinationCidrBlock":"10.0.0.0/8","$parent":{"TransitGatewayRouteTableId":"tgw-rtb-2","TransitGatewayId":"tgw-1"},"$key":"tgw-rtb-2|10.0.0.0/8|"}""",
            AwsReading.JsonOf(page.Resources.Single()));
        Assert.Equal("tgw-rtb-1", page.Gaps.Single().Scope);
    }

    [Fact]
    public async Task If_every_parent_is_refused_nothing_was_seen()
    {
        TwoTables()
            .Refuses("ec2:SearchTransitGatewayRoutes", Routes("tgw-rtb-1"), FailureKind.Denied, "UnauthorizedOperation")
            .Refuses("ec2:SearchTransitGatewayRoutes", Routes("tgw-rtb-2"), FailureKind.Denied, "UnauthorizedOperation");

        var refusal = await Assert.ThrowsAsync<SourceReadException>(() => Read(Ec2TransitGatewayRoute.Source).PageAsync());

        Assert.Equal((FailureKind.Denied, 3), (refusal.Failure.Kind, refusal.Calls));
    }

    [Fact]
    public async Task No_parent_at_all_is_an_empty_list()
    {
        _aws.Answers("ec2:DescribeTransitGatewayRouteTables", """{"MaxResults":1000}""", """{"TransitGatewayRouteTables":[]}""");

        var page = await Read(Ec2TransitGatewayRoute.Source).PageAsync();

        Assert.Empty(page.Resources);
        Assert.Null(page.NextCursor);
    }

    [Fact]
    public async Task An_item_without_its_key_is_not_what_AWS_documents()
    {
        _aws.Answers("ec2:DescribeVpcs", """{"MaxResults":1000}""", """{"Vpcs":[{"CidrBlock":"10.0.0.0/16"}]}""");

        var failure = await Assert.ThrowsAsync<SourceReadException>(() => Read(Ec2Vpc.Source).PageAsync());

        Assert.Equal((FailureKind.Malformed, "MissingKey"), (failure.Failure.Kind, failure.Failure.Code));
    }

    [Fact]
    public async Task A_cursor_that_is_none_is_refused()
    {
        var failure = await Assert.ThrowsAsync<SourceReadException>(() => Read(Ec2Vpc.Source).PageAsync("page-2"));

        Assert.Equal((FailureKind.Malformed, "'page-2' is not a cursor of aws_ec2_vpc."), (failure.Failure.Kind, failure.Failure.Message));
    }

    private AwsReading Read(SourceDefinition source) => new(source, _aws);

    private ScriptedAws TwoTables() => _aws.Answers(
        "ec2:DescribeTransitGatewayRouteTables", """{"MaxResults":1000}""",
        """{"TransitGatewayRouteTables":[{"TransitGatewayRouteTableId":"tgw-rtb-1","TransitGatewayId":"tgw-1"},{"TransitGatewayRouteTableId":"tgw-rtb-2","TransitGatewayId":"tgw-1"}]}""");

    private static string Routes(string table) =>
        $$"""{"Filters":[{"Name":"state","Values":["active","blackhole"]}],"TransitGatewayRouteTableId":"{{table}}","MaxResults":1000}""";
}
