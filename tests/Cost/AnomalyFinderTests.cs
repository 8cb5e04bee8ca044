using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Raposa.Cost.Anomalies;
using Raposa.Ingestion;

namespace Raposa.Cost;

public class AnomalyFinderTests
{
    private const string Compute = "Amazon Elastic Compute Cloud - Compute", Gpu = "EUW1-BoxUsage:p4d.24xlarge", Usual = "EUW1-BoxUsage:m5.large";

    private static readonly DateOnly Start = new(2026, 1, 5), Today = new(2026, 3, 6);

    [Fact]
    public void Days_in_a_row_are_one_anomaly_with_what_moved()
    {
        var usages = Days(60).SelectMany(day => Usages(day, day is 50 or 51 ? 800 : 0)).ToList();

        var found = Assert.Single(AnomalyFinder.Find(SumOf(usages), usages, Start.AddDays(30), Today));

        Assert.Equal((Compute, "USD"), (found.Service, found.Currency));
        Assert.Equal<(DateOnly, decimal, decimal)>([(Start.AddDays(50), 900m, 100m), (Start.AddDays(51), 900m, 100m)], found.Days.Select(day => (day.Day, day.Actual, day.Expected)));
        var moved = Assert.Single(found.Drivers);
        Assert.Equal((Gpu, 1_600m, 0m), (moved.UsageType, moved.Actual, moved.Expected));
    }

    [Fact]
    public void A_service_that_stops_is_found_too()
    {
        var usages = Days(60).Where(day => day != 55).SelectMany(day => Usages(day, 0)).ToList();

        var found = Assert.Single(AnomalyFinder.Find(SumOf(usages), usages, Start.AddDays(30), Today));

        Assert.False(found.Days[0].IsAbove);
        Assert.Equal((Start.AddDays(55), 0m, 100m), (found.Days[0].Day, found.Days[0].Actual, found.Days[0].Expected));
    }

    [Fact]
    public void A_day_that_is_not_over_is_not_too_cheap()
    {
        var usages = Days(60).SelectMany(day => Usages(day, 0)).Append(Line(60, Usual, 12, isFinal: false)).ToList();

        Assert.Empty(AnomalyFinder.Find(SumOf(usages), usages, Start.AddDays(30), Start.AddDays(60)));
    }

    [Fact]
    public void A_bill_of_ten_days_says_nothing() =>
        Assert.Empty(AnomalyFinder.Find(SumOf([.. Days(10).SelectMany(day => Usages(day, day == 9 ? 10_000 : 0))]), [], Start, Today));

    [Fact]
    public void A_line_is_read_as_Cost_Explorer_writes_it()
    {
        using var json = JsonDocument.Parse(
            """
            {"$parent":{"TimePeriod":{"Start":"2026-02-24","End":"2026-02-25"},"Estimated":true},"Keys":["AWS Lambda","EUW1-Lambda-GB-Second"],
             "Metrics":{"UnblendedCost":{"Amount":"5.6000000001","Unit":"USD"},"UsageQuantity":{"Amount":"3","Unit":"N/A"}}}
            """);

        var line = CostLine.Of(json.RootElement)!;

        Assert.Equal((new DateOnly(2026, 2, 24), 5.6000000001m, "USD", false), (line.Day, line.Cost, line.Currency, line.IsFinal));
        Assert.Equal<string>(["AWS Lambda", "EUW1-Lambda-GB-Second"], line.Keys);
    }

    [Fact]
    public void The_call_that_names_what_moved_comes_first()
    {
        var moved = ImmutableArray.Create(new MovedUsage(Gpu, 1_600, 0));

        var causes = CauseFinder.Among(
        [
            Event("e-1", "RunInstances", "eu-west-1", """{"requestParameters":{"instanceType":"m5.large"},"responseElements":{"instancesSet":{"items":[{"instanceId":"i-1"}]}}}"""),
            Event("e-2", "RunInstances", "eu-west-1", """{"requestParameters":{"instanceType":"p4d.24xlarge"},"responseElements":{"instancesSet":{"items":[{"instanceId":"i-2"},{"instanceId":"i-3"}]}}}"""),
            Event("e-3", "RunInstances", "us-east-1", """{"requestParameters":{"instanceType":"p4d.24xlarge"}}"""),
            Event("e-4", "RunInstances", "eu-west-1", """{"requestParameters":{"instanceType":"p4d.24xlarge"}}""") with { ErrorCode = "Client.InstanceLimitExceeded" },
            Event("e-5", "TerminateInstances", "eu-west-1", "{}"),
            Event("e-6", "DescribeInstances", "eu-west-1", "{}") with { IsReadOnly = true },
        ], moved, isAbove: true);

        Assert.Equal<string>(["e-2", "e-1"], causes.Select(one => one.EventId));
        Assert.Equal((Gpu, "arn:aws:iam::900100200301:user/nuno"), (causes[0].Names, causes[0].Actor));
        Assert.Equal<string>(["i-2", "i-3"], causes[0].Resources);
        Assert.Null(causes[1].Names);
    }

    [Theory]
    [InlineData("EUW1-BoxUsage:m5.large", "eu-west-1", "m5.large")]
    [InlineData("EU-TimedStorage-ByteHrs", "eu-west-1", null)]
    [InlineData("BoxUsage:t3.micro", null, "t3.micro")]
    public void A_kind_of_usage_says_where_and_what(string usage, string? region, string? subject) =>
        Assert.Equal((region, subject), (UsageTypes.RegionOf(usage), UsageTypes.SubjectOf(usage)));

    private static TrailEvent Event(string id, string name, string region, string record) => new()
    {
        EventId = id, EventTime = new(2026, 2, 24, 9, int.Parse(id[2..], CultureInfo.InvariantCulture), 0, TimeSpan.Zero), IsTimeKnown = true, EventSource = "ec2.amazonaws.com",
        EventName = name, Region = region, AccountId = "900100200301", Actor = "arn:aws:iam::900100200301:user/nuno", Provenance = Provenance.SignedBody,
        IsUnclaimed = false, BatchId = Guid.Empty, RecordIndex = 0, ReceivedAt = DateTimeOffset.UnixEpoch, Record = record, IsReadOnly = false,
    };

    private static IEnumerable<int> Days(int count) => Enumerable.Range(0, count);

    private static IEnumerable<CostLine> Usages(int day, decimal gpu) =>
        gpu == 0 ? [Line(day, Usual, 100)] : [Line(day, Usual, 100), Line(day, Gpu, gpu)];

    private static CostLine Line(int day, string usage, decimal cost, bool isFinal = true) => new(Start.AddDays(day), [Compute, usage], cost, "USD", isFinal);

    private static List<CostLine> SumOf(List<CostLine> usages) =>
        [.. usages.GroupBy(line => line.Day).Select(day => day.First() with { Keys = [Compute], Cost = day.Sum(line => line.Cost) })];
}
