using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;

namespace Raposa.Demo;

public class FalconTests(WorldFixture world) : IClassFixture<WorldFixture>
{
    [Fact]
    public async Task The_combined_listing_gives_every_host_once_and_says_how_many_there_are()
    {
        var token = await world.FalconTokenAsync();
        var hosts = new List<string>();
        var (next, total) = ("", 0);
        do
        {
            var page = await world.GetAsync($"devices/combined/devices/v1?limit=1000{(next.Length > 0 ? $"&offset={next}" : "")}", token);
            hosts.AddRange(page["resources"]!.AsArray().Select(host => host!["device_id"]!.GetValue<string>()));
            (next, total) = (page["meta"]!["pagination"]!["next"]!.GetValue<string>(), page["meta"]!["pagination"]!["total"]!.GetValue<int>());
        }
        while (next.Length > 0);

        Assert.Equal(total, hosts.Count);
        Assert.InRange(total, 2_980, 3_000);
        Assert.Equal(hosts.Order(StringComparer.Ordinal), hosts);
        Assert.Equal(total, hosts.Distinct().Count());
    }

    [Fact]
    public async Task Scroll_and_entities_give_what_the_combined_listing_gives()
    {
        var token = await world.FalconTokenAsync();
        var combined = (await world.GetAsync("devices/combined/devices/v1?limit=50", token))["resources"]!.AsArray();
        var scroll = await world.GetAsync("devices/queries/devices-scroll/v1?limit=50", token);
        using var response = await world.SendAsync(HttpMethod.Post, "devices/entities/devices/v2", token, new { ids = scroll["resources"] });
        var entities = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["resources"]!.AsArray();

        Assert.True(JsonNode.DeepEquals(combined, entities));
        Assert.True(scroll["meta"]!["pagination"]!["expires_at"]!.GetValue<long>() > 0);
    }

    [Fact]
    public async Task Without_a_token_or_with_too_many_ids_it_refuses_in_its_envelope()
    {
        using var stranger = await world.SendAsync(HttpMethod.Get, "devices/combined/devices/v1", "nobody", null);
        using var many = await world.SendAsync(HttpMethod.Post, "devices/entities/devices/v2", await world.FalconTokenAsync(), new { ids = Enumerable.Range(0, 5_001).Select(id => id.ToString("x32", null)) });
        using var limit = await world.SendAsync(HttpMethod.Get, "devices/combined/devices/v1?limit=10001", await world.FalconTokenAsync(), null);

        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
        Assert.Equal(403, JsonNode.Parse(await stranger.Content.ReadAsStringAsync())!["errors"]![0]!["code"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, limit.StatusCode);
    }

    [Fact]
    public async Task A_wrong_secret_gets_no_token()
    {
        using var response = await world.Http.PostAsync(new Uri(world.Address, "oauth2/token"), new FormUrlEncodedContent(
            [KeyValuePair.Create("client_id", "nobody"), KeyValuePair.Create("client_secret", "nothing")]));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Alerts_are_found_by_id_and_are_about_hosts_of_the_tenant()
    {
        var token = await world.FalconTokenAsync();
        var ids = (await world.GetAsync("alerts/queries/alerts/v2?limit=20", token))["resources"]!;
        using var response = await world.SendAsync(HttpMethod.Post, "alerts/entities/alerts/v2", token, new { composite_ids = ids });
        var alerts = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["resources"]!.AsArray();
        using var hosts = await world.SendAsync(HttpMethod.Post, "devices/entities/devices/v2", token, new { ids = alerts.Select(alert => alert!["agent_id"]!.GetValue<string>()).Distinct() });

        Assert.Equal(20, alerts.Count);
        Assert.Equal(
            alerts.Select(alert => alert!["device"]!["hostname"]!.GetValue<string>().ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal),
            JsonNode.Parse(await hosts.Content.ReadAsStringAsync())!["resources"]!.AsArray().Select(host => host!["hostname"]!.GetValue<string>().ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Cases_and_vulnerabilities_have_pages()
    {
        var token = await world.FalconTokenAsync();
        var cases = await world.GetAsync("cases/queries/cases/v1", token);
        var first = await world.GetAsync("spotlight/combined/vulnerabilities/v1?limit=10", token);
        var second = await world.GetAsync($"spotlight/combined/vulnerabilities/v1?limit=10&after={first["meta"]!["pagination"]!["after"]}", token);

        Assert.Equal(cases["meta"]!["pagination"]!["total"]!.GetValue<int>(), cases["resources"]!.AsArray().Count);
        Assert.Empty(Ids(first).Intersect(Ids(second)));
        Assert.Equal(10, Ids(second).Count());

        static IEnumerable<string> Ids(JsonObject page) => page["resources"]!.AsArray().Select(one => one!["id"]!.GetValue<string>());
    }
}
