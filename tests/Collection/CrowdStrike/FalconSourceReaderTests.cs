using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Raposa.Collection.Sources;
using Raposa.Collection.Sources.CrowdStrike;
using Raposa.Support;

namespace Raposa.Collection.CrowdStrike;

public sealed class FalconSourceReaderTests : IAsyncLifetime
{
    private const string Combined = "/devices/combined/devices/v1";

    private static readonly CollectorKey Key =
        CollectorKey.Parse("018f0000-0000-7000-8000-000000000001/0123456789abcdef0123456789abcdef/crowdstrike_host");

    private readonly FixedClock _clock = new(new(2026, 8, 7, 10, 0, 0, TimeSpan.Zero));
    private FalconServer _falcon = null!;
    private FalconSourceReader _reader = null!;

    public async Task InitializeAsync()
    {
        _falcon = await FalconServer.StartAsync();
        _reader = ReaderWith("a secret");
    }

    public async Task DisposeAsync() => await _falcon.DisposeAsync();

    [Fact]
    public async Task Hosts_come_page_by_page_with_one_token_and_each_page_says_how_many_there_are()
    {
        var first = await ReadAsync(FalconHost.Source);
        var second = await ReadAsync(FalconHost.Source, first.NextCursor);

        Assert.Equal(["aid-1", "aid-2", "aid-3"], [.. Keys(first), .. Keys(second)]);
        Assert.Equal("""{"device_id":"aid-1","hostname":"h"}""", Encoding.UTF8.GetString(first.Resources[0].Document.Span));
        Assert.Equal((3, 3, null), (first.Expected, second.Expected, second.NextCursor));
        Assert.Equal([$"GET {Combined}?sort=device_id.asc&limit=5000", $"GET {Combined}?sort=device_id.asc&limit=5000&offset=at-2"], _falcon.Asked);
        Assert.Equal(1, _falcon.TokensGiven);
    }

    [Fact]
    public async Task A_token_is_renewed_before_its_half_hour_is_over()
    {
        await ReadAsync(FalconHost.Source);
        _clock.Now += TimeSpan.FromSeconds(1799 - 121);
        await ReadAsync(FalconHost.Source);
        Assert.Equal(1, _falcon.TokensGiven);

        _clock.Now += TimeSpan.FromSeconds(2);
        await ReadAsync(FalconHost.Source);
        Assert.Equal(2, _falcon.TokensGiven);
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_replaced_and_the_page_comes()
    {
        await ReadAsync(FalconHost.Source);
        _falcon.Tokens.Clear();

        var page = await ReadAsync(FalconHost.Source);

        Assert.Equal((2, 2), (page.Resources.Length, _falcon.TokensGiven));
        Assert.Equal(3, page.Calls);
    }

    [Fact]
    public async Task A_wrong_secret_is_said_in_Falcons_words()
    {
        _reader = ReaderWith("another secret");

        var refusal = await Assert.ThrowsAsync<SourceReadException>(() => ReadAsync(FalconHost.Source));

        Assert.Equal(
            new(FailureKind.Unauthenticated, "POST /oauth2/token", "403", "access denied, authorization failed"), refusal.Failure);
    }

    [Fact]
    public async Task A_long_wait_that_Falcon_asks_for_is_handed_to_the_collector()
    {
        _falcon.Interruption = context => Throttle(context, seconds: 40);

        var refusal = await Assert.ThrowsAsync<SourceReadException>(() => ReadAsync(FalconHost.Source));

        Assert.Equal((FailureKind.Throttled, TimeSpan.FromSeconds(40)), (refusal.Failure.Kind, refusal.RetryAfter));
        Assert.Equal((2, 1), (refusal.Calls, refusal.Throttled));
    }

    [Fact]
    public async Task A_short_wait_is_waited_and_counted()
    {
        _falcon.Interruption = Once(context => Throttle(context, seconds: 0));

        var page = await ReadAsync(FalconHost.Source);

        Assert.Equal((2, 3, 1), (page.Resources.Length, page.Calls, page.Throttled));
    }

    [Fact]
    public async Task An_error_in_an_answer_of_200_is_a_failure()
    {
        _falcon.Interruption = async context =>
        {
            await VendorServer.JsonAsync(context, FalconServer.Envelope([], "null", """{"code":500,"message":"Internal error, trace t"}"""));
            return true;
        };

        var failure = await Assert.ThrowsAsync<SourceReadException>(() => ReadAsync(FalconHost.Source));

        Assert.Equal(new(FailureKind.Transient, $"GET {Combined}", "500", "Internal error, trace t"), failure.Failure);
    }

    [Fact]
    public async Task A_cut_body_is_asked_for_again()
    {
        _falcon.Interruption = Once(async context =>
        {
            await VendorServer.CutAsync(context, FalconServer.Envelope(["""{"device_id":"aid-1"}"""], """{"total":1}"""));
            return true;
        });

        Assert.Equal(2, (await ReadAsync(FalconHost.Source)).Resources.Length);
    }

    [Fact]
    public async Task Half_of_a_JSON_text_is_no_answer_however_whole_the_response()
    {
        _falcon.Interruption = async context =>
        {
            await VendorServer.JsonAsync(context, """{"meta":{"pagination":{"total":1}},"resources":[{"device_id":"a""");
            return true;
        };

        var failure = await Assert.ThrowsAsync<SourceReadException>(() => ReadAsync(FalconHost.Source));

        Assert.Equal((FailureKind.Transient, "CutBody"), (failure.Failure.Kind, failure.Failure.Code));
    }

    [Theory, InlineData(404), InlineData(403)]
    public async Task Where_there_is_no_combined_list_hosts_are_scrolled_and_fetched(int status)
    {
        _falcon.Interruption = async context =>
        {
            if (context.Request.Path != Combined)
            {
                return false;
            }

            await VendorServer.JsonAsync(context, $$"""{"errors":[{"code":{{status}},"message":"not here"}]}""", status);
            return true;
        };

        var first = await ReadAsync(FalconHost.Source);
        var second = await ReadAsync(FalconHost.Source, first.NextCursor);

        Assert.Equal(["aid-1", "aid-2", "aid-3"], [.. Keys(first), .. Keys(second)]);
        Assert.Equal(3, second.Expected);
        Assert.Equal(["GET /devices/queries/devices-scroll/v1?limit=5000&offset=at-2", "POST /devices/entities/devices/v2"], _falcon.Asked.TakeLast(2));
        Assert.Equal("""{"ids":["aid-3"]}""", _falcon.Bodies[^1]);
    }

    [Fact]
    public async Task Named_hosts_are_fetched_without_a_list_and_one_that_has_gone_is_not_among_them()
    {
        var page = await _reader.ReadAsync(FalconHost.Source, Key, null, ["aid-3", "aid-9"], default);

        Assert.Equal(["aid-3"], Keys(page));
        Assert.Equal(["POST /devices/entities/devices/v2"], _falcon.Asked);
    }

    [Fact]
    public async Task Alerts_are_asked_for_by_their_token()
    {
        _falcon.Interruption = async context =>
        {
            var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            _falcon.Bodies.Add(body);
            await VendorServer.JsonAsync(context, body.Contains("after", StringComparison.Ordinal)
                ? FalconServer.Envelope(["""{"composite_id":"c:2"}"""], """{"total":2,"limit":1000}""")
                : FalconServer.Envelope(["""{"composite_id":"c:1"}"""], """{"total":2,"limit":1000,"after":"z=="}"""));
            return true;
        };

        var first = await ReadAsync(FalconAlert.Source);
        var second = await ReadAsync(FalconAlert.Source, first.NextCursor);

        Assert.Equal(["c:1", "c:2"], [.. Keys(first), .. Keys(second)]);
        Assert.Null(second.NextCursor);
        Assert.Equal(["""{"limit":1000}""", """{"limit":1000,"after":"z=="}"""], _falcon.Bodies);
    }

    [Fact]
    public async Task Cases_are_counted_pages_of_ids()
    {
        _falcon.Interruption = async context =>
        {
            var offset = context.Request.Query["offset"].ToString();
            await VendorServer.JsonAsync(context, context.Request.Path == "/cases/queries/cases/v1"
                ? FalconServer.Envelope(offset.Length == 0 ? ["\"case-1\"", "\"case-2\""] : ["\"case-3\""], """{"total":3}""")
                : FalconServer.Envelope(offset.Length == 0 ? ["""{"id":"case-1"}"""] : [], "null"));
            return true;
        };

        var first = await ReadAsync(FalconCase.Source);

        Assert.Contains("\"2\"", first.NextCursor, StringComparison.Ordinal);
        Assert.Null((await ReadAsync(FalconCase.Source, first.NextCursor)).NextCursor);
    }

    [Theory]
    [InlineData("https://api.crowdstrike.com", "eu-1", "https://api.eu-1.crowdstrike.com/")]
    [InlineData("https://api.us-2.crowdstrike.com", "us-1", "https://api.crowdstrike.com/")]
    [InlineData("https://api.crowdstrike.com", "us-gov-1", "https://api.laggar.gcw.crowdstrike.com/")]
    [InlineData("https://api.crowdstrike.com", "mars-1", "https://api.crowdstrike.com/")]
    [InlineData("https://api.crowdstrike.com", null, "https://api.crowdstrike.com/")]
    [InlineData("http://127.0.0.1:8080", "us-1", "http://127.0.0.1:8080/")]
    public void A_tenant_is_followed_to_the_cloud_that_its_token_names(string asked, string? cloud, string expected) =>
        Assert.Equal(expected, FalconClouds.Follow(new(asked), cloud).ToString());

    private FalconSourceReader ReaderWith(string secret) => new(new FalconClient(
        new(VendorHttpClient.NewHttpClient(), _clock, chance: () => 0), new VendorConnections(_falcon.Address, secret), _clock));

    private Task<SourcePage> ReadAsync(SourceDefinition source, string? cursor = null) => _reader.ReadAsync(source, Key, cursor, [], default);

    private async Task<bool> Throttle(HttpContext context, int seconds)
    {
        context.Response.Headers["X-RateLimit-RetryAfter"] = (_clock.Now.ToUnixTimeSeconds() + seconds).ToString(CultureInfo.InvariantCulture);
        await VendorServer.JsonAsync(context, """{"errors":[{"code":429,"message":"API rate limit exceeded."}]}""", 429);
        return true;
    }

    private static Func<HttpContext, Task<bool>> Once(Func<HttpContext, Task<bool>> interruption)
    {
        var isOver = false;
        return context =>
        {
            var before = isOver;
            isOver = true;
            return before ? Task.FromResult(false) : interruption(context);
        };
    }

    private static IEnumerable<string> Keys(SourcePage page) => page.Resources.Select(resource => resource.Key);
}
