using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;

namespace Raposa.Demo;

public class CloudflareTests(WorldFixture world) : IClassFixture<WorldFixture>
{
    [Fact]
    public async Task Records_come_in_numbered_pages_that_say_how_many_there_are()
    {
        var token = (await world.EstateAsync())["cloudflare"]!["token"]!.GetValue<string>();
        var zone = (await world.GetAsync("client/v4/zones", token))["result"]![0]!["id"]!.GetValue<string>();
        var pages = new List<JsonObject>();
        for (var page = 1; page <= 3; page++)
        {
            pages.Add(await world.GetAsync($"client/v4/zones/{zone}/dns_records?per_page=50&page={page}", token));
        }

        var records = pages.SelectMany(page => page["result"]!.AsArray()).ToList();
        Assert.All(pages, page => Assert.True(page["success"]!.GetValue<bool>()));
        Assert.Equal(pages[0]["result_info"]!["total_count"]!.GetValue<int>(), records.Count);
        Assert.Equal(3, pages[0]["result_info"]!["total_pages"]!.GetValue<int>());
        Assert.Equal(records.Count, records.Select(record => record!["id"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task Proxied_names_lead_to_load_balancers_that_are_there()
    {
        var token = (await world.EstateAsync())["cloudflare"]!["token"]!.GetValue<string>();
        var zone = (await world.GetAsync("client/v4/zones", token))["result"]![0]!["id"]!.GetValue<string>();
        var app = (await world.GetAsync($"client/v4/zones/{zone}/dns_records?name=app.corvina.example", token))["result"]!.AsArray().Single()!;
        var balancers = (await world.CallAsync("elbv2", "DescribeLoadBalancers"))["LoadBalancers"]!.AsArray().Select(one => one!["DNSName"]!.GetValue<string>()).ToList();
        var dangling = (await world.GetAsync($"client/v4/zones/{zone}/dns_records?name=beta.corvina.example", token))["result"]!.AsArray().Single()!;

        Assert.True(app["proxied"]!.GetValue<bool>());
        Assert.Contains(app["content"]!.GetValue<string>(), balancers);
        Assert.DoesNotContain(dangling["content"]!.GetValue<string>(), balancers);
    }

    [Fact]
    public async Task Devices_come_by_cursor_and_are_the_laptops_that_Falcon_knows()
    {
        var cloudflare = (await world.EstateAsync())["cloudflare"]!;
        var token = cloudflare["token"]!.GetValue<string>();
        var path = $"client/v4/accounts/{cloudflare["accountId"]}/devices/physical-devices?per_page=10";
        var first = await world.GetAsync(path, token);
        var second = await world.GetAsync($"{path}&cursor={first["result_info"]!["cursor"]}", token);
        var serials = first["result"]!.AsArray().Concat(second["result"]!.AsArray()).Select(device => device!["serial_number"]?.GetValue<string>()).OfType<string>().ToList();
        var falcon = await world.GetAsync("devices/combined/devices/v1?limit=10000&filter=product_type_desc:'Workstation'", await world.FalconTokenAsync());

        Assert.Equal(10, first["result"]!.AsArray().Count);
        Assert.Empty(serials.Except(falcon["resources"]!.AsArray().Select(host => host!["serial_number"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_wrong_token_is_refused_in_the_envelope_and_limits_are_told()
    {
        using var refused = await world.SendAsync(HttpMethod.Get, "client/v4/zones", "wrong", null);
        using var served = await world.SendAsync(HttpMethod.Get, "client/v4/user/tokens/verify", (await world.EstateAsync())["cloudflare"]!["token"]!.GetValue<string>(), null);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.False(JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["success"]!.GetValue<bool>());
        Assert.Equal("\"default\";q=1200;w=300", served.Headers.GetValues("Ratelimit-Policy").Single());
    }
}
