using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Chat;

/// <summary>A platform on which a person may ask three questions a minute and an organization five.</summary>
public sealed class SlowChatFixture : ApiFixture
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [new("Raposa:Chat:PersonQuestionsPerMinute", "3"), new("Raposa:Chat:QuestionsPerMinute", "5"), new("Raposa:Chat:Organizations:" + Favoured + ":PersonQuestionsPerMinute", "4")];

    public const string Favoured = "0198f0aa-0000-7000-8000-0000000000aa";
}

public sealed class QuestionRateTests(SlowChatFixture api) : IClassFixture<SlowChatFixture>, IDisposable
{
    private const string Question = "which buckets are public?";

    private readonly IDisposable _stopped = api.Clock.Stop();

    public void Dispose() => _stopped.Dispose();

    [Fact]
    public async Task The_fourth_question_within_a_minute_is_refused_with_the_wait_and_nothing_is_written()
    {
        var ours = await api.CreateOrganizationAsync();
        var conversation = await ours.BeginAsync();
        for (var question = 0; question < 3; question++)
        {
            await ours.AskAsync(conversation, Question);
        }

        using var refused = await ours.Client.PostAsJsonAsync($"{conversation}/turns", new { question = Question });
        var problem = await refused.Content.ReadFromJsonAsync<JsonNode>();

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("urn:raposa:problem:too-many-questions", "too-many-questions"), ((string?)problem!["type"], (string?)problem["code"]));
        // Of three a minute one grows back every twenty seconds.
        Assert.Equal(TimeSpan.FromSeconds(20), refused.Headers.RetryAfter!.Delta);
        Assert.Contains("Ask again in 20 s.", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Equal("\"person\";q=3;w=60, \"organization\";q=5;w=60", refused.Headers.GetValues("RateLimit-Policy").Single());
        Assert.StartsWith("\"person\";r=0;t=", refused.Headers.GetValues("RateLimit").Single(), StringComparison.Ordinal);
        Assert.Equal(3, (await ours.Client.GetFromJsonAsync<JsonNode>(conversation))!["turns"]!.AsArray().Count);
    }

    [Fact]
    public async Task Searches_and_reviews_count_as_questions_do()
    {
        var ours = await api.CreateOrganizationAsync();
        var incident = await ours.OpenIncidentAsync("A trail was stopped");
        await ours.AskAsync(await ours.BeginAsync(), Question);
        using var search = await ours.Client.PostAsJsonAsync("/v1/search", new { question = Question });
        using var review = await ours.Client.PostAsJsonAsync($"/v1/incidents/{incident.Id}/review", new { });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (search.StatusCode, review.StatusCode));
        Assert.StartsWith("\"person\";r=0;t=", review.Headers.GetValues("RateLimit").Single(), StringComparison.Ordinal);
        foreach (var (path, body) in new (string, object)[] { ("/v1/search", new { question = Question }), ($"/v1/incidents/{incident.Id}/review", new { }) })
        {
            using var refused = await ours.Client.PostAsJsonAsync(path, body);
            Assert.Equal((path, HttpStatusCode.TooManyRequests), (path, refused.StatusCode));
        }

        using var read = await ours.Client.GetAsync(new Uri($"/v1/incidents/{incident.Id}/review", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact]
    public async Task A_colleague_still_asks_until_the_organizations_questions_are_used_up_and_another_organization_knows_nothing_of_it()
    {
        var ours = await api.CreateOrganizationAsync();
        using var colleague = api.ClientOf(await ours.AddMemberAsync(Role.Analyst));
        await ours.UseUpQuestionsAsync();

        Assert.Equal(HttpStatusCode.OK, await SearchAsync(colleague));
        Assert.Equal(HttpStatusCode.OK, await SearchAsync(colleague));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SearchAsync(colleague));
        Assert.Equal(HttpStatusCode.OK, await SearchAsync((await api.CreateOrganizationAsync()).Client));
    }

    [Fact]
    public async Task Questions_grow_back_as_time_passes()
    {
        var ours = await api.CreateOrganizationAsync();
        await ours.UseUpQuestionsAsync();

        api.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(HttpStatusCode.OK, await SearchAsync(ours.Client));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SearchAsync(ours.Client));
    }

    /// <summary>The grain counts, not the process that is asked: on Orleans another gateway asks the same grain.</summary>
    [Fact]
    public async Task However_a_question_comes_in_it_counts_in_one_place_and_an_organization_may_have_a_rate_of_its_own()
    {
        var favoured = OrganizationId.Parse(SlowChatFixture.Favoured);
        Caller.ActFor(favoured);
        var grain = api.Grains.GetGrain<IQuestionRateGrain>(favoured.ToString());

        var permits = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => grain.Take(Guid.Empty)));

        Assert.Equal(4, permits.Count(permit => permit.RetryAfter is null));
        Assert.Equal((4, 5), (permits[0].Person.PerMinute, permits[0].Organization.PerMinute));
    }

    private static async Task<HttpStatusCode> SearchAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("/v1/search", new { question = Question });
        return answer.StatusCode;
    }
}
