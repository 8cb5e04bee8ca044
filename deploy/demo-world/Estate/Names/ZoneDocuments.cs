using System.Globalization;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Balancing;

namespace Raposa.DemoWorld.Estate.Names;

/// <summary>Route 53: a public zone that Cloudflare does not front, and the private zone of the VPCs.</summary>
internal static class ZoneDocuments
{
    public const string Public = "corvina-aws.example.", Private = "internal.corvina.example.";

    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["ListHostedZones"] = call =>
        {
            var size = Math.Clamp(int.TryParse(call.Parameters["MaxItems"]?.ToString(), CultureInfo.InvariantCulture, out var most) ? most : 100, 1, 100);
            return EstateAnswer.List("HostedZones", Zones(call), zone => Zone(call, zone), new() { ["MaxItems"] = size.ToString(CultureInfo.InvariantCulture) }).WithMarker(call);
        },
        ["ListResourceRecordSets"] = Records,
        ["ListHostedZonesByVPC"] = ByVpc,
        ["ListTagsForResource"] = call => EstateAnswer.Of(new()
        {
            ["ResourceTagSet"] = new JsonObject { ["ResourceType"] = call.Needed("ResourceType"), ["ResourceId"] = call.Needed("ResourceId"), ["Tags"] = Json.Tags(("Environment", call.Account.Environment)) },
        }),
        ["ListQueryLoggingConfigs"] = call => EstateAnswer.List<string>("QueryLoggingConfigs", [], one => one),
    };

    private static List<string> Zones(EstateCall call) => call.Account.Kind switch
    {
        AccountKind.Production => [Public, Private], AccountKind.Staging => [$"staging.{Private}"], _ => [],
    };

    private static string IdOf(EstateCall call, string zone) => $"Z0{call.Company.Ids.Base32(19, "hosted-zone", call.Account.Id, zone)}";

    private static JsonObject Zone(EstateCall call, string zone) => new()
    {
        ["Id"] = $"/hostedzone/{IdOf(call, zone)}", ["Name"] = zone, ["CallerReference"] = call.Company.Ids.Uuid("reference", zone),
        ["Config"] = new JsonObject { ["Comment"] = "", ["PrivateZone"] = zone != Public },
        ["ResourceRecordSetCount"] = RecordsOf(call, zone).Count,
    };

    // The next page begins at a name and type, which is why the caller sends them back rather than a token.
    private static EstateAnswer Records(EstateCall call)
    {
        var id = call.Needed("HostedZoneId").Replace("/hostedzone/", "", StringComparison.Ordinal);
        var zone = Zones(call).FirstOrDefault(one => IdOf(call, one) == id)
            ?? throw new AwsErrorException(404, "NoSuchHostedZone", $"No hosted zone found with ID: {id}");
        var size = Math.Clamp(int.TryParse(call.Parameters["MaxItems"]?.ToString(), CultureInfo.InvariantCulture, out var most) ? most : 100, 1, 100);
        var all = RecordsOf(call, zone);
        var start = call.Text("StartRecordName") is { } name
            ? Math.Max(0, all.FindIndex(record => record["Name"]!.GetValue<string>() == name && (call.Text("StartRecordType") is not { } type || record["Type"]!.GetValue<string>() == type)))
            : 0;
        var next = all.ElementAtOrDefault(start + size);
        return EstateAnswer.Of(new JsonObject
        {
            ["ResourceRecordSets"] = Json.Array(all.Skip(start).Take(size)), ["IsTruncated"] = next is not null,
            ["MaxItems"] = size.ToString(CultureInfo.InvariantCulture),
        }.With("NextRecordName", next?["Name"]!.DeepClone()).With("NextRecordType", next?["Type"]!.DeepClone()));
    }

    private static List<JsonObject> RecordsOf(EstateCall call, string zone)
    {
        var home = call.Account.Regions.First();
        JsonObject Plain(string name, string type, int ttl, params string[] values) => new()
        {
            ["Name"] = name.Length == 0 ? zone : $"{name}.{zone}", ["Type"] = type, ["TTL"] = ttl,
            ["ResourceRecords"] = Json.Array(values.Select(value => new JsonObject { ["Value"] = value })),
        };
        JsonObject Alias(string name, Balancer balancer) => new()
        {
            ["Name"] = $"{name}.{zone}", ["Type"] = "A",
            ["AliasTarget"] = new JsonObject { ["HostedZoneId"] = balancer.HostedZone, ["DNSName"] = $"dualstack.{balancer.DnsName}.", ["EvaluateTargetHealth"] = true },
        };

        List<JsonObject> records =
        [
            Plain("", "NS", 172_800, "ns-1.awsdns.example.", "ns-2.awsdns.example."), Plain("", "SOA", 900, "ns-1.awsdns.example. hostmaster.corvina.example. 1 7200 900 1209600 86400"),
        ];
        if (zone == Public)
        {
            records.Add(Alias("edge", home.Balancers.All.First(one => one.Name == BalancerBuilder.Public)));
            records.Add(Plain("legacy", "CNAME", 300, home.Balancers.Classic.First().DnsName));
            // The environment behind it was deleted: planted.
            records.Add(Plain("old-demo", "CNAME", 300, $"corvina-old-demo.{home.Name}.elasticbeanstalk.com"));
        }
        else
        {
            records.AddRange(home.Databases.Select(database => Plain($"{database.Name}.db", "CNAME", 60, database.Endpoint)));
            records.AddRange(home.Slots.Where(slot => slot.Pet is not null).Select(slot => Plain(slot.Pet!.Name, "A", 60, slot.Machine(0).PrivateIp)));
        }

        return [.. records.OrderBy(record => record["Name"]!.GetValue<string>(), StringComparer.Ordinal).ThenBy(record => record["Type"]!.GetValue<string>(), StringComparer.Ordinal)];
    }

    private static EstateAnswer ByVpc(EstateCall call)
    {
        var isOurs = call.Account.Region(call.Needed("VPCRegion"))?.Network.Main.Id == call.Needed("VPCId");
        return EstateAnswer.Of(new()
        {
            ["HostedZoneSummaries"] = Json.Array(Zones(call).Where(zone => isOurs && zone != Public).Select(zone => new JsonObject
            {
                ["HostedZoneId"] = IdOf(call, zone), ["Name"] = zone,
                ["Owner"] = new JsonObject { ["OwningAccount"] = call.Account.Id },
            })),
            ["MaxItems"] = "100",
        });
    }

    // The first page says which marker it was asked with: none.
    private static EstateAnswer WithMarker(this EstateAnswer answer, EstateCall call)
    {
        if (answer is ListAnswer list && call.Text("Marker") is { } marker)
        {
            list.Rest["Marker"] = marker;
        }

        return answer;
    }
}
