using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Raposa.Collection.Sources;
using Raposa.Collection.Sources.Cloudflare;
using Raposa.Support;

namespace Raposa.Collection.Cloudflare;

public sealed class CloudflareSourceReaderTests : IAsyncLifetime
{
    private const string Account = "0123456789abcdef0123456789abcdef";

    private static readonly CollectorKey Key = CollectorKey.Parse($"018f0000-0000-7000-8000-000000000001/{Account}/cloudflare_zone");

    private readonly Dictionary<string, string> _answers = [];
    private VendorServer _server = null!;
    private CloudflareSourceReader _reader = null!;

    public async Task InitializeAsync()
    {
        _server = await VendorServer.StartAsync(AnswerAsync);
        var clock = new FixedClock(new(2026, 8, 7, 10, 0, 0, TimeSpan.Zero));
        _reader = new(new CloudflareClient(
            new(VendorHttpClient.NewHttpClient(), clock, chance: () => 0), new VendorConnections(_server.Address, "a token"), clock));
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Zones_come_in_numbered_pages_and_each_says_how_many_there_are()
    {
        Zones(1, of: 2, "z-1", "z-2");
        Zones(2, of: 2, "z-3");

        var pages = await PagesAsync(CloudflareZone.Source);

        Assert.Equal(["z-1", "z-2", "z-3"], Keys(pages));
        Assert.Equal([3, 3], pages.Select(page => page.Expected));
    }

    [Fact]
    public async Task Records_come_zone_by_zone_and_know_theirs()
    {
        Zones(1, of: 1, "z-1", "z-2");
        Records("z-1", page: 1, of: 2, total: 3, "r-1", "r-2");
        Records("z-1", page: 2, of: 2, total: 3, "r-3");
        Records("z-2", page: 1, of: 1, total: 1, "r-4");

        var pages = await PagesAsync(CloudflareDnsRecord.Source);

        Assert.Equal(["r-1", "r-2", "r-3", "r-4"], Keys(pages));
        Assert.Equal("""{"id":"r-4","type":"A","$parent":{"id":"z-2","name":"z-2.example"}}""", Encoding.UTF8.GetString(pages[^1].Resources[0].Document.Span));
        Assert.Equal(4, pages[^1].Expected);
    }

    [Fact]
    public async Task An_account_without_zones_has_no_records()
    {
        Zones(1, of: 1);

        var page = Assert.Single(await PagesAsync(CloudflareDnsRecord.Source));

        Assert.Equal((0, 0), (page.Resources.Length, page.Expected));
    }

    [Fact]
    public async Task A_zone_that_went_while_its_records_were_read_takes_its_page_number_with_it()
    {
        Zones(1, of: 1, "z-1", "z-2");
        Records("z-1", page: 1, of: 2, total: 3, "r-1", "r-2");
        Records("z-2", page: 1, of: 1, total: 1, "r-4");
        var first = await _reader.ReadAsync(CloudflareDnsRecord.Source, Key, null, [], default);
        Zones(1, of: 1, "z-2");

        var second = await _reader.ReadAsync(CloudflareDnsRecord.Source, Key, first.NextCursor, [], default);

        Assert.Equal(["r-4"], Keys([second]));
    }

    [Fact]
    public async Task Devices_come_by_cursor()
    {
        var path = $"/accounts/{Account}/devices/physical-devices?include=last_seen_registration.policy&per_page=100";
        _answers[path] = Envelope("""{"id":"d-1","last_seen_user":{"email":"a@example.com"}}""", """{"count":1,"cursor":"c2","per_page":100,"total_count":2}""");
        _answers[$"{path}&cursor=c2"] = Envelope("""{"id":"d-2"}""", """{"count":1,"cursor":"","per_page":100,"total_count":2}""");

        Assert.Equal(["d-1", "d-2"], Keys(await PagesAsync(CloudflareDevice.Source)));
    }

    [Theory]
    [InlineData(403, 9109, "Invalid access token", FailureKind.Unauthenticated)]
    [InlineData(401, 10000, "Authentication error", FailureKind.Unauthenticated)]
    [InlineData(403, 10000, "Authentication error", FailureKind.Denied)]
    [InlineData(400, 1001, "Invalid zone identifier", FailureKind.Malformed)]
    [InlineData(200, 7003, "Could not route to the path", FailureKind.Malformed)]
    public async Task A_refusal_is_said_in_Cloudflares_words(int status, int code, string message, FailureKind kind)
    {
        _answers["*"] = $$"""{{status}} {"success":false,"errors":[{"code":{{code}},"message":"{{message}}"}],"messages":[],"result":null}""";

        var refusal = await Assert.ThrowsAsync<SourceReadException>(() => PagesAsync(CloudflareZone.Source));

        Assert.Equal(new(kind, "GET /zones", $"{code}", message), refusal.Failure);
    }

    [Fact]
    public async Task Five_minutes_of_silence_are_handed_to_the_collector()
    {
        _answers["*"] = """429 {"success":false,"errors":[{"code":10429,"message":"Rate limited."}],"result":null}""";

        var refusal = await Assert.ThrowsAsync<SourceReadException>(() => PagesAsync(CloudflareZone.Source));

        Assert.Equal((FailureKind.Throttled, TimeSpan.FromSeconds(300)), (refusal.Failure.Kind, refusal.RetryAfter));
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != "Bearer a token")
        {
            return VendorServer.JsonAsync(context, """{"success":false,"errors":[{"code":9109,"message":"Invalid access token"}]}""", 403);
        }

        var path = $"{context.Request.Path}{context.Request.QueryString}"["/client/v4".Length..];
        var answer = _answers.GetValueOrDefault("*") ?? _answers.GetValueOrDefault(path) ?? $$"""404 {"success":false,"errors":[{"code":7003,"message":"{{path}}"}]}""";
        var status = answer[0] == '{' ? 200 : int.Parse(answer[..3]);
        if (status == 429)
        {
            context.Response.Headers.RetryAfter = "300";
        }

        return VendorServer.JsonAsync(context, status == 200 && answer[0] == '{' ? answer : answer[4..], status);
    }

    private void Zones(int page, int of, params string[] ids)
    {
        var total = of == 1 ? ids.Length : 3;
        _answers[$"/zones?account.id={Account}&order=name&per_page=50&page={page}"] = Envelope(
            string.Join(',', ids.Select(id => $$"""{"id":"{{id}}","name":"{{id}}.example"}""")),
            $$"""{"page":{{page}},"per_page":50,"count":{{ids.Length}},"total_count":{{total}},"total_pages":{{of}}}""");
    }

    private void Records(string zone, int page, int of, int total, params string[] ids) =>
        _answers[$"/zones/{zone}/dns_records?per_page=1000&page={page}"] = Envelope(
            string.Join(',', ids.Select(id => $$"""{"id":"{{id}}","type":"A"}""")),
            $$"""{"page":{{page}},"per_page":1000,"count":{{ids.Length}},"total_count":{{total}},"total_pages":{{of}}}""");

    private static string Envelope(string items, string info) =>
        JsonNode.Parse($$"""{"success":true,"errors":[],"messages":[],"result":[{{items}}],"result_info":{{info}}}""")!.ToJsonString();

    private async Task<List<SourcePage>> PagesAsync(SourceDefinition source)
    {
        var pages = new List<SourcePage> { await _reader.ReadAsync(source, Key, null, [], default) };
        while (pages[^1].NextCursor is { } cursor)
        {
            Assert.True(pages.Count < 100, "The reader goes round in circles.");
            pages.Add(await _reader.ReadAsync(source, Key, cursor, [], default));
        }

        return pages;
    }

    private static IEnumerable<string> Keys(IEnumerable<SourcePage> pages) => pages.SelectMany(page => page.Resources).Select(resource => resource.Key);
}
