using System.Net;
using System.Text.Json.Nodes;
using Raposa.Support;

namespace Raposa.Network;

public class NetworkEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_answer_says_how_many_snapshots_it_read_and_where_and_not_each_of_them()
    {
        var organization = await api.CreateOrganizationAsync();

        var exposure = JsonNode.Parse(await organization.Client.GetStringAsync(new Uri("/v1/network/exposure?limit=2&asOf=2026-03-14T09:26:53Z", UriKind.Relative)))!;

        var basis = exposure["basis"]!.AsObject();
        Assert.Equal((0, "/v1/coverage?asOf=2026-03-14T09:26:53.0000000Z"), ((int)basis["snapshotCount"]!, (string?)basis["snapshotsAt"]));
        Assert.False(basis.ContainsKey("snapshots"));
        Assert.Equal((0, 0), (exposure["exposures"]!.AsArray().Count, (int)exposure["total"]!));
        using var coverage = await organization.Client.GetAsync(new Uri((string)basis["snapshotsAt"]!, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, coverage.StatusCode);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("cursor=next")]
    public async Task A_page_that_there_cannot_be_is_refused(string query)
    {
        var organization = await api.CreateOrganizationAsync();

        using var response = await organization.Client.GetAsync(new Uri($"/v1/network/exposure?{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
