using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Raposa.Support;

namespace Raposa.Detection;

public class RulesEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("text/yaml")]
    [InlineData("application/yaml")]
    [InlineData("text/plain; charset=utf-8")]
    public async Task A_rule_sent_as_text_is_there_with_its_source(string type)
    {
        var organization = await api.CreateOrganizationAsync();
        using var content = new StringContent(SampleRules.Stop);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);

        using var added = await organization.Client.PostAsync(new Uri("/v1/rules", UriKind.Relative), content);

        Assert.Equal((HttpStatusCode.Created, $"/v1/rules/{SampleRules.StopId}"), (added.StatusCode, added.Headers.Location?.ToString()));
        var rule = await organization.Client.GetFromJsonAsync<Rule>($"/v1/rules/{SampleRules.StopId}", api.Json);
        Assert.Equal(("Logging stopped", $"{SampleRules.Stop}\n", false), (rule!.Title, rule.Source, rule.IsCatalogue));
    }

    [Fact]
    public async Task A_rule_sent_as_JSON_stands_behind_the_catalogue_in_the_list()
    {
        var organization = await api.CreateOrganizationAsync();

        using var added = await organization.Client.PostAsJsonAsync("/v1/rules", new { yaml = SampleRules.Stop });

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var list = await organization.Client.GetFromJsonAsync<RuleList>("/v1/rules", api.Json);
        Assert.True(list!.Rules.Count(rule => rule.IsCatalogue) >= 40);
        Assert.Equal("Logging stopped", list.Rules[^1].Title);
        Assert.All(list.Rules, rule => Assert.Null(rule.Source));
    }

    [Fact]
    public async Task A_broken_rule_is_refused_with_each_error_and_nothing_is_added()
    {
        var organization = await api.CreateOrganizationAsync();
        var broken = $"{SampleRules.Stop}\n---\n{SampleRules.Stop.Replace(SampleRules.StopId, SampleRules.BothId, StringComparison.Ordinal).Replace("condition: selection", "condition: nothing", StringComparison.Ordinal)}";

        using var refused = await organization.Client.PostAsJsonAsync("/v1/rules", new { yaml = broken });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("invalid-rule", problem.GetProperty("code").GetString());
        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.StartsWith("line ", error.GetProperty("pointer").GetString(), StringComparison.Ordinal);
        Assert.Contains("nothing", error.GetProperty("detail").GetString(), StringComparison.Ordinal);
        using var missing = await organization.Client.GetAsync($"/v1/rules/{SampleRules.StopId}");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("application/json", "{}", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "no JSON", HttpStatusCode.BadRequest)]
    [InlineData("application/xml", "<rule/>", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_carries_no_YAML_is_refused(string type, string body, HttpStatusCode status)
    {
        var organization = await api.CreateOrganizationAsync();
        using var content = new StringContent(body, Encoding.UTF8, type);

        using var refused = await organization.Client.PostAsync(new Uri("/v1/rules", UriKind.Relative), content);

        Assert.Equal(status, refused.StatusCode);
    }

    [Fact]
    public async Task A_rule_of_the_catalogue_is_switched_and_not_removed()
    {
        var organization = await api.CreateOrganizationAsync();
        var id = Catalogue.Embedded.Definitions.First().Id;

        using var off = await organization.Client.PutAsJsonAsync($"/v1/rules/{id}/enabled", new { enabled = false });
        using var removed = await organization.Client.DeleteAsync($"/v1/rules/{id}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (off.StatusCode, removed.StatusCode));
        Assert.False((await organization.Client.GetFromJsonAsync<Rule>($"/v1/rules/{id}", api.Json))!.IsEnabled);
    }

    [Fact]
    public async Task A_rule_that_a_correlation_stands_on_goes_after_it()
    {
        var organization = await api.CreateOrganizationAsync();
        using var added = await organization.Client.PostAsJsonAsync("/v1/rules", new { yaml = $"{SampleRules.Stop}\n---\n{SampleRules.Both}" });
        added.EnsureSuccessStatusCode();

        using var early = await organization.Client.DeleteAsync($"/v1/rules/{SampleRules.StopId}");
        using var correlation = await organization.Client.DeleteAsync($"/v1/rules/{SampleRules.BothId}");
        using var after = await organization.Client.DeleteAsync($"/v1/rules/{SampleRules.StopId}");
        using var again = await organization.Client.DeleteAsync($"/v1/rules/{SampleRules.StopId}");

        Assert.Contains("'Stopped three times'", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(
            [HttpStatusCode.Conflict, HttpStatusCode.NoContent, HttpStatusCode.NoContent, HttpStatusCode.NotFound],
            new[] { early, correlation, after, again }.Select(answer => answer.StatusCode));
    }
}
