using System.Text.Json.Nodes;
using Raposa.Collection.Sources;
using Raposa.Collection.Sources.Cloudflare;
using Raposa.Support;

namespace Raposa.Collection.Cloudflare;

/// <summary>Answers of Cloudflare that its own client's tests have.</summary>
public class RecordedCloudflareTests
{
    [SharedDataFact]
    public void Zones_have_all_columns() => Assert.Empty(EmptyIn(CloudflareZone.Source, Results("zone_test.go", "name_servers")));

    [SharedDataFact]
    public void Records_have_all_columns_but_what_their_zone_says_and_the_priority_of_a_mail_server() =>
        Assert.Equal(["priority", "zone_id", "zone_name"], EmptyIn(CloudflareDnsRecord.Source, Results("dns_test.go", "content")));

    private static IEnumerable<string> EmptyIn(SourceDefinition source, List<JsonObject> results)
    {
        Assert.NotEmpty(results);
        return source.Columns.Where(column => !results.Any(result => SourcePath.Parse(column.Path).Select(result).Any())).Select(column => column.Name).Order();
    }

    private static List<JsonObject> Results(string file, string member) =>
    [
        .. JsonNode.Parse(File.ReadAllText(SharedData.Path("cloudflare", "cloudflare_go_responses.json")))!["items"]!.AsArray()
            .Where(item => (string?)item!["test_file"] == file)
            .Select(item => item!["body"]?["result"])
            .SelectMany(result => result as JsonArray ?? [.. result is JsonObject one ? new[] { one.DeepClone() } : []])
            .OfType<JsonObject>().Where(result => result.ContainsKey(member)),
    ];
}
