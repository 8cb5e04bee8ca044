using System.Globalization;
using System.Net.Http;
using System.Text.Json;
using Raposa.Support;

namespace Raposa.Organizations;

public class ActivityEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task What_happened_and_what_happens_comes_as_server_sent_events()
    {
        var organization = await api.CreateOrganizationAsync();
        await using var stream = await OpenAsync(organization);
        Assert.Equal("text/event-stream", stream.ContentType);
        Assert.Equal("no", stream.Buffering);

        await PublishAsync(organization, "batch.accepted", "3 events");

        var happened = await stream.ReadUntilAsync("batch.accepted");
        using var data = JsonDocument.Parse(happened["data"]);
        Assert.Equal("3 events", data.RootElement.GetProperty("summary").GetString());
        Assert.Equal(happened["id"], data.RootElement.GetProperty("sequence").GetInt64().ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Whoever_comes_back_gets_what_they_missed_and_nothing_twice()
    {
        var organization = await api.CreateOrganizationAsync();
        await PublishAsync(organization, "first", "");
        await using var before = await OpenAsync(organization);
        var last = await before.ReadUntilAsync("first");
        await PublishAsync(organization, "second", "");

        await using var after = await OpenAsync(organization, last["id"]);

        Assert.Equal("second", (await after.ReadAsync())["event"]);
    }

    [Fact]
    public async Task Many_watch_at_once()
    {
        var organization = await api.CreateOrganizationAsync();
        var streams = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => OpenAsync(organization)));

        await PublishAsync(organization, "seen by all", "");

        foreach (var stream in streams)
        {
            Assert.Equal("seen by all", (await stream.ReadUntilAsync("seen by all"))["event"]);
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task Another_organizations_activity_does_not_show()
    {
        var (ours, theirs) = (await api.CreateOrganizationAsync(), await api.CreateOrganizationAsync());
        await using var stream = await OpenAsync(theirs);

        await PublishAsync(ours, "ours", "");
        await PublishAsync(theirs, "theirs", "");

        Assert.DoesNotContain("ours", await stream.ReadKindsUntilAsync("theirs"));
    }

    private async Task PublishAsync(TestOrganization organization, string kind, string summary)
    {
        Caller.ActFor(organization.Id);
        await api.Grains.GetGrain<IActivityGrain>(organization.Id.ToString())
            .Publish(new() { At = api.Clock.GetUtcNow(), Kind = kind, Summary = summary });
    }

    private static async Task<EventStream> OpenAsync(TestOrganization organization, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/activity");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await organization.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>Reads one event after another, past comments.</summary>
    private sealed class EventStream(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
    {
        public string? ContentType => response.Content.Headers.ContentType?.MediaType;

        public string? Buffering => response.Headers.TryGetValues("X-Accel-Buffering", out var values) ? values.Single() : null;

        public async Task<Dictionary<string, string>> ReadAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var fields = new Dictionary<string, string>();
            while (await reader.ReadLineAsync(patience.Token) is { } line)
            {
                if (line.Length == 0 && fields.Count > 0)
                {
                    return fields;
                }

                if (line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon)
                {
                    fields[line[..colon]] = line[(colon + 2)..];
                }
            }

            throw new EndOfStreamException("The stream ended.");
        }

        public async Task<Dictionary<string, string>> ReadUntilAsync(string kind)
        {
            while (true)
            {
                if (await ReadAsync() is var read && read["event"] == kind)
                {
                    return read;
                }
            }
        }

        public async Task<List<string>> ReadKindsUntilAsync(string kind)
        {
            var kinds = new List<string>();
            do
            {
                kinds.Add((await ReadAsync())["event"]);
            }
            while (kinds[^1] != kind);
            return kinds;
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
