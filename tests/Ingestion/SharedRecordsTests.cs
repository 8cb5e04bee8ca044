using System.IO.Compression;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using Raposa.Cli;
using Raposa.Ingestion.Parsing;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Ingestion;

/// <summary>Recorded and made-up CloudTrail of four public collections, sent as <c>./raposa send</c> sends it, and read back.</summary>
public class SharedRecordsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [SharedDataFact]
    public async Task Every_record_is_accounted_for_and_each_accepted_one_comes_back_equal_and_stands_in_the_object_store()
    {
        var organization = await api.CreateOrganizationAsync();
        var credential = await organization.IssueCredentialAsync();
        var files = Directory.GetFiles(SharedData.Path("cloudtrail"), "events.jsonl", SearchOption.AllDirectories);
        var lines = files.SelectMany(File.ReadAllLines).ToList();

        var summary = new SendSummary();
        using var http = new HttpClient();
        var sender = new Sender(new(
            http, api.BaseAddress, credential.ApiKey, WebhookSigner.TryParse(credential.SigningSecret)!, new RetryPlan(), TimeProvider.System));
        await sender.SendAsync(Batch.CutAsync(RecordsOf(files, summary)), summary, _ => { }, default);

        Assert.Null(summary.Failure);
        Assert.Equal(lines.Count, summary.Accepted + summary.Duplicate + summary.Rejected);
        Assert.Equal(lines.Count(line => !IsCloudTrail(line)), summary.Rejected);
        var byId = lines.Where(IsCloudTrail).ToLookup(IdOf);
        Assert.Equal(byId.Count, summary.Accepted);
        foreach (var sources in byId)
        {
            await AssertIsOneOf(organization, sources.Key, sources);
        }
    }

    // Tests of rules write one id into many records; whichever came first is the event.
    private async Task AssertIsOneOf(TestOrganization organization, string id, IEnumerable<string> sources)
    {
        using var stored = JsonDocument.Parse(await organization.Client.GetStringAsync($"/v1/events/{Uri.EscapeDataString(id)}"));
        var record = stored.RootElement.GetProperty("record");
        using var kept = JsonDocument.Parse(await KeptAsync(organization, stored.RootElement));

        Assert.True(JsonElement.DeepEquals(kept.RootElement, record), $"{id} in the object store is not what the API returns");
        Assert.Contains(sources, source =>
        {
            using var line = JsonDocument.Parse(source);
            return JsonElement.DeepEquals(line.RootElement, record);
        });
    }

    private async Task<string> KeptAsync(TestOrganization organization, JsonElement stored)
    {
        var batch = stored.GetProperty("batchId").GetString();
        var folder = Path.Combine(api.DataFolder, "objects", "orgs", organization.Id.ToString(), "cloudtrail");
        await using var file = File.OpenRead(Assert.Single(Directory.GetFiles(folder, $"{batch}.json.gz", SearchOption.AllDirectories)));
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var body = await JsonDocument.ParseAsync(gzip);
        return body.RootElement.GetProperty("Records")[stored.GetProperty("recordIndex").GetInt32()].GetRawText();
    }

    private static async IAsyncEnumerable<TrailRecord> RecordsOf(string[] files, SendSummary summary)
    {
        foreach (var file in files)
        {
            await foreach (var record in TrailFiles.ReadAsync(file, summary.Add, _ => { }, default))
            {
                yield return record;
            }
        }
    }

    private static bool IsCloudTrail(string line)
    {
        using var record = JsonDocument.Parse(line);
        return new[] { "eventID", "eventName", "eventSource" }.Any(name => record.RootElement.TryGetProperty(name, out _));
    }

    private static string IdOf(string line)
    {
        using var record = JsonDocument.Parse(line);
        return record.RootElement.TryGetProperty("eventID", out var id) ? id.GetString()! : EventKey.OfContent(Encoding.UTF8.GetBytes(line));
    }
}
