using System.Globalization;
using System.Text.Json.Nodes;
using Raposa.Accounts;
using Raposa.Collection.Sources.Aws;
using Raposa.Support;

namespace Raposa.Collection.Sources;

/// <summary>
/// Whatever the sizes of pages, and however often a page is read again after a crash: what comes is what there is. An AWS of
/// random zones and records is read through its cursors and held against a plain list of it.
/// </summary>
public class AwsCursorTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task Every_record_of_every_zone_comes_through_crashes(int seed)
    {
        var random = new Random(seed);
        var aws = new RandomZones(random);

        var keys = await ReadAsync(Route53Record.Source, aws, random);

        var expected = aws.Zones.SelectMany(zone => zone.Records.Select(record => $"{zone.Id}|{record}|A|"));
        Assert.True(expected.Order().SequenceEqual(keys.Distinct().Order()), $"seed {seed}: {keys.Distinct().Count()} of {expected.Count()} records came");
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task Zones_that_stay_lose_nothing_when_others_go_between_two_pages(int seed)
    {
        var random = new Random(seed);
        var aws = new RandomZones(random) { LosesZones = true };

        var keys = await ReadAsync(Route53Record.Source, aws, random);

        var staying = aws.Zones.SelectMany(zone => zone.Records.Select(record => $"{zone.Id}|{record}|A|")).ToList();
        Assert.True(staying.All(keys.Contains), $"seed {seed}: lost {string.Join(' ', staying.Except(keys).Take(5))}");
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Every_zone_comes_with_its_details(int seed)
    {
        var random = new Random(seed);
        var aws = new RandomZones(random);

        var keys = await ReadAsync(Route53Zone.Source, aws, random);

        Assert.Equal(aws.Zones.Select(zone => zone.Id).Order(), keys.Distinct().Order());
    }

    private static async Task<List<string>> ReadAsync(SourceDefinition source, RandomZones aws, Random random)
    {
        var reader = new AwsSourceReader(aws, AwsModels.Embedded, aws, new FixedClock(AwsReading.Now));
        var key = CollectorKey.Parse($"018f0000-0000-7000-8000-000000000001/{AwsReading.AccountId}/{source.Name}");
        var keys = new List<string>();
        string? cursor = null;
        for (var pages = 0; ; pages++)
        {
            Assert.True(pages < 20_000, "The reader goes round in circles.");
            var page = await reader.ReadAsync(source, key, cursor, [], default);
            keys.AddRange(page.Resources.Select(resource => resource.Key));
            Assert.True(page.NextCursor is not { Length: > 1_000 }, $"A cursor of {page.NextCursor?.Length} characters.");

            // A crash before the cursor was kept: the page is read again.
            if (random.Next(5) > 0)
            {
                cursor = page.NextCursor;
                if (cursor is null)
                {
                    return keys;
                }
            }
        }
    }

    private sealed class RandomZones(Random random) : IAwsClient, IAwsConnections
    {
        public List<(string Id, List<string> Records)> Zones { get; } =
        [
            .. Enumerable.Range(0, random.Next(90)).Select(zone => (
                $"/hostedzone/Z{zone}", Enumerable.Range(0, random.Next(4) == 0 ? 0 : random.Next(40)).Select(record => $"r{record}.z{zone}.").ToList())),
        ];

        public bool LosesZones { get; init; }

        public Task<AwsAnswer> CallAsync(AwsCall call, CancellationToken cancellationToken) => Task.FromResult(new AwsAnswer(
            call.Operation switch
            {
                "ListHostedZones" => ListZones(call.Parameters),
                "ListResourceRecordSets" => ListRecords(call.Parameters),
                _ => [],
            }, 1, 0, null));

        public Task<AwsConnection?> FindAsync(AccountKey account, CancellationToken cancellationToken) => Task.FromResult<AwsConnection?>(null);

        private JsonObject ListZones(JsonObject parameters)
        {
            if (LosesZones && Zones.Count > 5 && random.Next(3) == 0)
            {
                Zones.RemoveAt(random.Next(Zones.Count));
            }

            // By name, as AWS does: the marker is the first of the page, and a page has any size.
            var marker = (string?)parameters["Marker"];
            var rest = Zones.OrderBy(zone => zone.Id, StringComparer.Ordinal).Where(zone => marker is null || string.CompareOrdinal(zone.Id, marker) >= 0).ToList();
            var size = random.Next(1, 12);
            return Page(
                rest.Take(size).Select(zone => new JsonObject { ["Id"] = zone.Id, ["Config"] = new JsonObject { ["PrivateZone"] = false } }),
                "HostedZones", rest.Count > size ? new() { ["NextMarker"] = rest[size].Id } : null);
        }

        private JsonObject ListRecords(JsonObject parameters)
        {
            var records = Zones.FirstOrDefault(zone => zone.Id == (string?)parameters["HostedZoneId"]).Records ?? throw new SourceReadException(
                new(FailureKind.Malformed, "route53:ListResourceRecordSets", "NoSuchHostedZone", "It has gone."), null);
            var start = parameters["StartRecordName"] is { } name ? records.IndexOf((string)name!) : 0;
            Assert.True(start >= 0, "A record of another zone is no place in this one.");
            var size = random.Next(1, 12);
            return Page(
                records.Skip(start).Take(size).Select(record => new JsonObject { ["Name"] = record, ["Type"] = "A" }),
                "ResourceRecordSets",
                start + size < records.Count ? new() { ["NextRecordName"] = records[start + size], ["NextRecordType"] = "A" } : null);
        }

        private static JsonObject Page(IEnumerable<JsonObject> items, string list, JsonObject? next)
        {
            var page = next ?? [];
            page[list] = new JsonArray([.. items]);
            page["IsTruncated"] = next is not null;
            page["MaxItems"] = 100.ToString(CultureInfo.InvariantCulture);
            return page;
        }
    }
}
