using System.Net.Http;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using Orleans;
using Orleans.Core.Internal;
using Raposa.Incidents;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Chat;

/// <summary>A conversation's activation that ends while it writes, as when its silo is emptied.</summary>
public sealed class MovedAnswerTests(ChatFixture api) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task An_activation_that_ends_in_mid_stream_leaves_one_whole_answer_or_none_and_the_reader_reads_on()
    {
        var ours = await api.CreateOrganizationAsync();
        await api.RaiseAsync(ours, api.Finding("storage.public", Severity.High, "corvina-raw-events", "The bucket corvina-raw-events is public"));
        await api.Models.SayAsync("The bucket corvina-raw-events is public [1]. Block it first [1]. Then look who did [1].");
        await api.Models.FailAsync("groq", "stall-after");
        var conversation = await ours.BeginAsync();
        using var ask = new HttpRequestMessage(HttpMethod.Post, $"{conversation}/turns") { Content = JsonContent.Create(new { question = "which buckets are public?" }) };
        using var answer = await ours.Client.SendAsync(ask, HttpCompletionOption.ResponseHeadersRead);
        var turn = answer.Headers.GetValues("Raposa-Turn").Single();

        List<SseItem<string>> heard = [];
        await foreach (var one in SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            if (one.EventType == "delta" && heard.TrueForAll(before => before.EventType != "delta"))
            {
                await EndActivationAsync(ours, conversation);
            }

            heard.Add(one);
        }

        var read = heard.FindAll(one => one.EventId is not null);
        using var resume = new HttpRequestMessage(HttpMethod.Get, $"{conversation}/turns/{turn}/events") { Headers = { { "Last-Event-ID", "1" } } };
        using var resumed = await ours.Client.SendAsync(resume);
        var kept = (await ours.Client.GetFromJsonAsync<Conversation>(conversation, api.Json))!.Turns!.Value;
        Assert.Contains(heard[^1].EventType, (string[])["done", "error"]);
        Assert.Equal(resumed.IsSuccessStatusCode ? [Guid.Parse(turn)] : [], kept.Select(one => one.Id));
        if (resumed.IsSuccessStatusCode)
        {
            var whole = await ChatCalls.EventsIn(resumed);
            Assert.Equal("done", whole[^1].EventType);
            Assert.Equal(read.Skip(1).Select(one => one.Data), whole.Take(read.Count - 1).Select(one => one.Data));
        }
    }

    private async Task EndActivationAsync(TestOrganization ours, string conversation)
    {
        Caller.ActFor(ours.Id, ours.Owner.PersonId);
        var session = api.Grains.GetGrain<IChatSessionGrain>(new ChatSessionKey(ours.Id, Guid.Parse(conversation.Split('/')[^1])).ToString());
        await session.Cast<IGrainManagementExtension>().DeactivateOnIdle();
    }
}
