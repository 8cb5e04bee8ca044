using System.Net;
using System.Text.Json;
using Raposa.Support;

namespace Raposa.Ingestion;

public class EventsEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("450230d4-b39e-4a18-a6a0-d07a6e2105cb")]
    [InlineData("1")]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("a?b=c&d#e +f")]
    [InlineData("../accounts")]
    [InlineData("ключ 😀")]
    public async Task An_event_is_got_by_its_id_percent_encoded(string id)
    {
        var organization = await api.CreateOrganizationAsync();
        await (await TestSender.OfAsync(organization)).DeliverAsync(TestBatch.Record(id));

        using var byPath = JsonDocument.Parse(await organization.Client.GetStringAsync($"/v1/events/{Uri.EscapeDataString(id)}"));
        using var byQuery = JsonDocument.Parse(await organization.Client.GetStringAsync($"/v1/events?eventId={Uri.EscapeDataString(id)}"));

        Assert.Equal(id, byPath.RootElement.GetProperty("eventId").GetString());
        Assert.Equal(id, Assert.Single(byQuery.RootElement.GetProperty("events").EnumerateArray()).GetProperty("eventId").GetString());
    }

    [Fact]
    public async Task Anothers_event_and_batch_are_not_there()
    {
        var (ours, theirs) = (await api.CreateOrganizationAsync(), await api.CreateOrganizationAsync());
        var receipt = await (await TestSender.OfAsync(theirs)).DeliverAsync(TestBatch.Record("1"));

        using var anothers = await ours.Client.GetAsync("/v1/events/1");
        using var nobodys = await ours.Client.GetAsync("/v1/events/2");
        using var batch = await ours.Client.GetAsync($"/v1/batches/{receipt.BatchId}");

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], [anothers.StatusCode, nobodys.StatusCode, batch.StatusCode]);
        Assert.StartsWith("""{"events":[],"next":null,""", await ours.Client.GetStringAsync("/v1/events"), StringComparison.Ordinal);
        Assert.StartsWith("""{"events":[],"next":null,""", await ours.Client.GetStringAsync("/v1/events?eventId=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_is_JSON_in_JSON_and_nothing_of_it_is_lost()
    {
        var organization = await api.CreateOrganizationAsync();
        const string record = """{"eventID":"1","eventName":"a\u0000\ud800","n":1e999999,"twice":1,"twice":2}""";
        await (await TestSender.OfAsync(organization)).DeliverAsync(record);

        var answer = await organization.Client.GetStringAsync("/v1/events/1");

        Assert.EndsWith($"\"record\":{record}}}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_can_be_asked_for_again()
    {
        var organization = await api.CreateOrganizationAsync();
        using var sent = await (await TestSender.OfAsync(organization)).SendAsync($"[{TestBatch.Record("1")},5]");

        Assert.Equal(await sent.Content.ReadAsStringAsync(), await organization.Client.GetStringAsync(sent.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task Pages_follow_each_other_by_their_cursor()
    {
        var organization = await api.CreateOrganizationAsync();
        await (await TestSender.OfAsync(organization)).DeliverAsync(
            $"[{TestBatch.Record("1", 3)},{TestBatch.Record("2", 2)},{TestBatch.Record("3", 1)}]");

        using var first = JsonDocument.Parse(await organization.Client.GetStringAsync("/v1/events?limit=2&eventName=GetObject"));
        using var second = JsonDocument.Parse(await organization.Client.GetStringAsync(
            $"/v1/events?limit=2&eventName=GetObject&cursor={first.RootElement.GetProperty("next").GetString()}"));

        Assert.Equal(["1", "2"], Ids(first));
        Assert.Equal(["3"], Ids(second));
        Assert.Equal(JsonValueKind.Null, second.RootElement.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("limit=many")]
    [InlineData("cursor=nonsense")]
    [InlineData("from=yesterday")]
    [InlineData("batchId=1")]
    [InlineData("eventName=%00")]
    public async Task A_condition_that_cannot_be_is_a_bad_request(string query)
    {
        var organization = await api.CreateOrganizationAsync();

        using var answer = await organization.Client.GetAsync($"/v1/events?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private static IEnumerable<string?> Ids(JsonDocument page) =>
        page.RootElement.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("eventId").GetString());
}
