using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using Raposa.Support;

namespace Raposa.Views;

public class ViewsEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_list_has_each_view_with_its_question_and_typed_columns()
    {
        var ours = await api.CreateOrganizationAsync();
        using var list = JsonDocument.Parse(await ours.Client.GetStringAsync("/v1/views"));

        Assert.Equal(
            ViewCatalogue.Platform.All.Select(view => view.Name), list.RootElement.GetProperty("views").EnumerateArray().Select(view => view.GetProperty("name").GetString()!));
        var unprotected = list.RootElement.GetProperty("views").EnumerateArray().Single(view => view.GetProperty("name").GetString() == "unprotected_host");
        Assert.Equal("Which live hosts have no working sensor?", unprotected.GetProperty("question").GetString());
        Assert.Contains(unprotected.GetProperty("columns").EnumerateArray(), column => column.GetProperty("name").GetString() == "launched_at" && column.GetProperty("type").GetString() == "timestamptz");
    }

    [Fact]
    public async Task Rows_are_typed_and_a_filter_and_a_time_hold()
    {
        var ours = await api.CreateOrganizationAsync();
        await ours.OpenIncidentAsync("Another one");
        var incident = await ours.OpenIncidentAsync("A trail was stopped");
        var path = $"/v1/views/incident?incident_id={incident.Id}";
        using var page = JsonDocument.Parse(await ours.Client.GetStringAsync(path));

        var row = Assert.Single(page.RootElement.GetProperty("rows").EnumerateArray());
        Assert.Equal((incident.Id, "open", "high", 1), (row.GetProperty("incident_id").GetGuid(), row.GetProperty("state").GetString(), row.GetProperty("severity").GetString(), row.GetProperty("hits").GetInt32()));
        Assert.Equal(JsonValueKind.Null, row.GetProperty("closed_at").ValueKind);
        Assert.Equal((1L, 0L, false), (page.RootElement.GetProperty("total").GetInt64(), page.RootElement.GetProperty("unknown").GetInt64(), page.RootElement.GetProperty("isTruncated").GetBoolean()));
        using var before = JsonDocument.Parse(await ours.Client.GetStringAsync($"{path}&asOf=2020-01-01T00:00:00Z"));
        Assert.Empty(before.RootElement.GetProperty("rows").EnumerateArray());
        using var theirs = JsonDocument.Parse(await (await api.CreateOrganizationAsync()).Client.GetStringAsync(path));
        Assert.Empty(theirs.RootElement.GetProperty("rows").EnumerateArray());
    }

    [Fact]
    public async Task Of_what_was_never_collected_there_is_a_row_that_says_so()
    {
        var ours = await api.CreateOrganizationAsync();
        using var page = JsonDocument.Parse(await ours.Client.GetStringAsync("/v1/views/unencrypted_volume"));

        Assert.NotEmpty(page.RootElement.GetProperty("rows").EnumerateArray());
        Assert.All(page.RootElement.GetProperty("rows").EnumerateArray(), row => Assert.Equal("unknown", row.GetProperty("answer").GetString()));
        Assert.Equal("0 of 0 collections known", page.RootElement.GetProperty("coverage").GetString());
    }

    [Theory, InlineData("/v1/views/incident.csv", null), InlineData("/v1/views/incident?format=csv", null), InlineData("/v1/views/incident", "text/csv")]
    public async Task Csv_comes_by_each_of_its_ways(string path, string? accept)
    {
        var ours = await api.CreateOrganizationAsync();
        var incident = await ours.OpenIncidentAsync("A trail was stopped");
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        }

        using var answer = await ours.Client.SendAsync(request);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("1", answer.Headers.GetValues("X-Raposa-Total").Single());
        Assert.Equal("false", answer.Headers.GetValues("X-Raposa-Truncated").Single());
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.StartsWith("incident_id,title,severity,state,", lines[0], StringComparison.Ordinal);
        Assert.Equal((3, ""), (lines.Length, lines[2]));
        Assert.StartsWith($"{incident.Id},", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "text", "")]
    [InlineData("", "text", "\"\"")]
    [InlineData("plain", "text", "plain")]
    [InlineData("a,b", "text", "\"a,b\"")]
    [InlineData("two\nlines", "text", "\"two\nlines\"")]
    [InlineData("say \"x\"", "text", "\"say \"\"x\"\"\"")]
    [InlineData("@sum", "text", "'@sum")]
    [InlineData("-1+2", "text", "'-1+2")]
    [InlineData("\tx", "text", "'\tx")]
    [InlineData("-1.5", "numeric", "-1.5")]
    public void A_cell_is_what_rfc_4180_and_a_spreadsheet_read_as_it_was_meant(string? cell, string type, string expected) =>
        Assert.Equal(expected, ViewCsv.Cell(cell, type));

    [Fact]
    public async Task A_page_that_is_cut_says_so_and_names_the_next()
    {
        var ours = await api.CreateOrganizationAsync();
        using var first = await ours.Client.GetAsync(new Uri("/v1/views/control.csv?limit=7", UriKind.Relative));
        Assert.Equal("true", first.Headers.GetValues("X-Raposa-Truncated").Single());
        var link = first.Headers.GetValues("Link").Single();
        Assert.EndsWith("; rel=\"next\"", link, StringComparison.Ordinal);
        using var second = await ours.Client.GetAsync(new Uri(link[1..link.IndexOf('>', StringComparison.Ordinal)], UriKind.Relative));
        var controls = (await first.Content.ReadAsStringAsync()).Split("\r\n").Skip(1).Take(7).Concat((await second.Content.ReadAsStringAsync()).Split("\r\n").Skip(1).Take(7)).ToList();

        Assert.Equal(14, controls.Distinct().Count());
        using var json = JsonDocument.Parse(await ours.Client.GetStringAsync("/v1/views/control?limit=7"));
        Assert.Equal((true, 7, 7), (json.RootElement.GetProperty("isTruncated").GetBoolean(), json.RootElement.GetProperty("next").GetInt32(), json.RootElement.GetProperty("rows").GetArrayLength()));
    }

    [Theory]
    [InlineData("/v1/views/pg_shadow", HttpStatusCode.NotFound, "not-found")]
    [InlineData("/v1/views/unprotected_host?org_id=1", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("/v1/views/coverage_over_time?live=many", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("/v1/views/unprotected_host?limit=0", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("/v1/views/unprotected_host?offset=-1", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("/v1/views/unprotected_host?format=xml", HttpStatusCode.BadRequest, "bad-request")]
    public async Task What_is_not_understood_is_refused_as_a_problem(string path, HttpStatusCode status, string code)
    {
        var ours = await api.CreateOrganizationAsync();
        using var answer = await ours.Client.GetAsync(new Uri(path, UriKind.Relative));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal((status, code), (answer.StatusCode, problem.RootElement.GetProperty("code").GetString()));
    }
}
