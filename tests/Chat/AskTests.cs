using Raposa.Incidents;
using Raposa.Support;

namespace Raposa.Chat;

public sealed class AskTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_answer_is_printed_with_its_evidence_and_its_writer()
    {
        var ours = await api.CreateOrganizationAsync();
        await api.RaiseAsync(ours, api.Finding("storage.public", Severity.High, "corvina-raw-events", "The bucket corvina-raw-events is public"));
        using var printed = new StringWriter();
        var output = new AskOutput(printed, json: false);

        await foreach (var one in new AskClient(ours.Client, api.BaseAddress, Never).AskAsync(null, "which buckets are public?", default))
        {
            output.Write(one);
        }

        Assert.True(output.IsAnswered);
        Assert.Matches(@"(?s)The bucket corvina-raw-events is public.*\[1\] finding .*Answered by embedded raposa-responder-1\.", printed.ToString());
    }

    [Fact]
    public void What_was_struck_and_what_began_anew_are_said()
    {
        using var printed = new StringWriter();
        var output = new AskOutput(printed, json: false);

        output.Write(new("""{"text":"half "}""", "delta"));
        output.Write(new("""{"provider":"groq","isRestart":true,"message":"It broke."}""", "provider"));
        output.Write(new("""{"reason":"It gives a number that the evidence does not."}""", "struck"));
        output.Write(new("""{"code":"quota","message":"No more today."}""", "error"));

        Assert.False(output.IsAnswered);
        Assert.Contains("[groq failed: It broke. The answer begins anew.]", printed.ToString(), StringComparison.Ordinal);
        Assert.Contains("[struck: It gives a number", printed.ToString(), StringComparison.Ordinal);
        Assert.Contains("There is no answer: No more today.", printed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_too_fast_is_told_and_waits_as_long_as_the_platform_says()
    {
        using var stopped = api.Clock.Stop();
        var ours = await api.CreateOrganizationAsync();
        await ours.UseUpQuestionsAsync();
        List<(string Reason, TimeSpan Delay)> waits = [];
        var client = new AskClient(ours.Client, api.BaseAddress, (reason, delay, _) =>
        {
            waits.Add((reason, delay));
            api.Clock.Advance(delay);
            return Task.CompletedTask;
        });
        List<string> events = [];

        await foreach (var one in client.AskAsync(null, "which buckets are public?", default))
        {
            events.Add(one.EventType);
        }

        // Of thirty a minute one grows back every two seconds.
        var (reason, delay) = Assert.Single(waits);
        Assert.StartsWith("There were too many questions within a minute.", reason, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(2), delay);
        Assert.Equal("done", events[^1]);
    }

    private static Task Never(string reason, TimeSpan delay, CancellationToken cancellationToken) => throw new InvalidOperationException(reason);
}
