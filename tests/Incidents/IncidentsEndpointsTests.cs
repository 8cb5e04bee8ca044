using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Raposa.Support;

namespace Raposa.Incidents;

public class IncidentsEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_incident_is_read_with_its_timeline()
    {
        var organization = await api.CreateOrganizationAsync();
        var opened = await organization.OpenIncidentAsync("Trail stopped");

        var incident = await organization.Client.GetFromJsonAsync<JsonElement>($"/v1/incidents/{opened.Id}");

        Assert.Equal("Trail stopped: ann", incident.GetProperty("title").GetString());
        Assert.Equal(("high", "open"), (incident.GetProperty("severity").GetString(), incident.GetProperty("status").GetString()));
        Assert.Equal("ann stopped the trail.", incident.GetProperty("timeline")[0].GetProperty("summary").GetString());
    }

    [Fact]
    public async Task A_list_is_filtered_and_paged()
    {
        var organization = await api.CreateOrganizationAsync();
        await organization.OpenIncidentAsync("Grave", Severity.Critical);
        await organization.OpenIncidentAsync("Slight", Severity.Medium);

        var grave = await organization.Client.GetFromJsonAsync<IncidentPage>("/v1/incidents?severity=high", api.Json);
        var first = await organization.Client.GetFromJsonAsync<IncidentPage>("/v1/incidents?limit=1", api.Json);
        var second = await organization.Client.GetFromJsonAsync<IncidentPage>($"/v1/incidents?limit=1&cursor={first!.Next}", api.Json);

        Assert.Equal("Grave: ann", Assert.Single(grave!.Incidents).Title);
        Assert.Null(grave.Next);
        Assert.Equal(["Grave: ann", "Slight: ann"], first.Incidents.Concat(second!.Incidents).Select(incident => incident.Title).Order());
        Assert.Null(second.Next);
    }

    [Theory]
    [InlineData("status=gone")]
    [InlineData("severity=3")]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("cursor=nonsense")]
    public async Task A_query_that_means_nothing_is_refused(string query)
    {
        var organization = await api.CreateOrganizationAsync();

        using var refused = await organization.Client.GetAsync($"/v1/incidents?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_person_closes_an_incident_and_opens_it_again()
    {
        var organization = await api.CreateOrganizationAsync();
        var opened = await organization.OpenIncidentAsync("Trail stopped");

        using var closed = await organization.Client.PutAsJsonAsync($"/v1/incidents/{opened.Id}/status", new { status = "closed" });
        var listed = await organization.Client.GetFromJsonAsync<IncidentPage>("/v1/incidents?status=open", api.Json);
        using var reopened = await organization.Client.PutAsJsonAsync($"/v1/incidents/{opened.Id}/status", new { status = "open" });

        Assert.Equal(IncidentStatus.Closed, (await api.ReadAsync<Incident>(closed)).Status);
        Assert.Empty(listed!.Incidents);
        Assert.Equal(IncidentStatus.Open, (await api.ReadAsync<Incident>(reopened)).Status);
    }

    [Fact]
    public async Task What_nobody_has_is_not_there()
    {
        var organization = await api.CreateOrganizationAsync();

        using var read = await organization.Client.GetAsync($"/v1/incidents/{Guid.NewGuid()}");
        using var closed = await organization.Client.PutAsJsonAsync($"/v1/incidents/{Guid.NewGuid()}/status", new { status = "closed" });

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (read.StatusCode, closed.StatusCode));
    }
}
