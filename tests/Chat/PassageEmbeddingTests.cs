using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Chat;

/// <summary>Passages and questions with the vectors of a model that is asked over HTTP: what is sent, what is found, and what happens when it fails.</summary>
public sealed class PassageEmbeddingTests(ModelWorld world, PostgresFixture postgres) : IClassFixture<ModelWorld>, IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Unworded = "who is omnipotent and almighty in our environment?";

    private readonly OffsetClock _clock = new();
    private readonly OrganizationId _ours = PostgresFixture.NewOrganizationId();
    private string _key = "";

    public async Task InitializeAsync()
    {
        await world.HealAsync();
        _key = await world.OpenAiKeyAsync();
        await world.EmbeddedAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Only_what_changed_is_sent_and_each_text_once_and_nothing_after_a_restart()
    {
        await RaiseAsync(_ours, "svc-one", "svc-two");
        await RaiseAlikeAsync(_ours, "finding-a", "finding-b");

        await using (var engine = await StartAsync())
        {
            var first = await EmbedAsync(engine, _ours);
            Assert.Equal(3, (await world.EmbeddedAsync()).Sum(request => request.Length));

            Assert.Equal(first, await EmbedAsync(engine, _ours));
            await RaiseAsync(_ours, "svc-three");
            Assert.True(await EmbedAsync(engine, _ours) > first);
            Assert.Contains("svc-three", Assert.Single(Assert.Single(await world.EmbeddedAsync())), StringComparison.Ordinal);
        }

        await using var again = await StartAsync();
        await EmbedAsync(again, _ours);
        Assert.Empty(await world.EmbeddedAsync());
        Assert.Equal(5, await CountAsync("select count(*) from chat.passage join chat.passage_vector using (org_id, text_sha256) where org_id = @org"));
        Assert.Equal(4, await CountAsync("select count(*) from chat.passage_vector where org_id = @org"));
    }

    [Fact]
    public async Task A_question_without_a_word_in_common_is_answered_by_what_is_near_it()
    {
        await RaiseAsync(_ours, "svc-one");
        await using (var words = await StartAsync(("Provider", "none")))
        {
            Assert.Empty(await SearchAsync(words, _ours, Unworded));
        }

        await using var engine = await StartAsync();
        await EmbedAsync(engine, _ours);

        Assert.Equal("svc-one has AdministratorAccess", Assert.Single(await SearchAsync(engine, _ours, Unworded)).Title);
    }

    [Fact]
    public async Task A_question_is_sent_once()
    {
        await RaiseAsync(_ours, "svc-one");
        await using var engine = await StartAsync();
        await EmbedAsync(engine, _ours);
        await world.EmbeddedAsync();

        await SearchAsync(engine, _ours, Unworded, 5);
        await SearchAsync(engine, _ours, Unworded, 6);

        Assert.Equal([Unworded], Assert.Single(await world.EmbeddedAsync()));
    }

    [Fact]
    public async Task A_model_that_fails_leaves_the_search_to_words_and_is_caught_up_with_later()
    {
        await RaiseAsync(_ours, "svc-one");
        await world.FailAsync("openai", "quota");
        await using var engine = await StartAsync();

        await EmbedAsync(engine, _ours);
        var found = await SearchAsync(engine, _ours, "who has AdministratorAccess?");
        var failing = await HealthAsync(engine);

        Assert.Equal("svc-one has AdministratorAccess", Assert.Single(found).Title);
        Assert.Equal(("openai/demo/own", 1, 0), (failing.Embedder, failing.Passages, failing.Embedded));
        Assert.Equal("You exceeded your current quota, please check your plan and billing details.", failing.LastFailure);
        Assert.StartsWith("Not asked until", failing.Refusing, StringComparison.Ordinal);

        await world.HealAsync();
        await EmbedAsync(engine, _ours);
        var healed = await HealthAsync(engine);

        Assert.Equal((1, null, null), (healed.Embedded, healed.LastFailure, healed.Refusing));
        Assert.True(healed.Tokens > 0 && healed.CostUsd > 0);
        Assert.Single(await SearchAsync(engine, _ours, Unworded));
    }

    [Fact]
    public async Task A_question_waits_for_a_silent_model_no_longer_than_it_may()
    {
        await RaiseAsync(_ours, "svc-one");
        await using var engine = await StartAsync(("QuestionTimeoutSeconds", "0.1"));
        await EmbedAsync(engine, _ours);
        await world.FailAsync("openai", "stall");

        Assert.Single(await SearchAsync(engine, _ours, "who has AdministratorAccess?"));
        Assert.Equal("No answer in 0.1 s.", (await HealthAsync(engine)).LastFailure);
    }

    [Fact]
    public async Task Vectors_of_two_embedders_are_not_compared()
    {
        await RaiseAsync(_ours, "svc-one");
        await using (var one = await StartAsync())
        {
            await EmbedAsync(one, _ours);
        }

        await world.EmbeddedAsync();
        await using var other = await StartAsync(("Model", "another"), ("Price", "1"));
        var before = await SearchAsync(other, _ours, Unworded);
        await EmbedAsync(other, _ours);

        Assert.Empty(before);
        Assert.Equal(2, (await world.EmbeddedAsync()).Length);
        Assert.Single(await SearchAsync(other, _ours, Unworded, 7));
        Assert.Equal(2, await CountAsync("select count(distinct embedder) from chat.passage_vector where org_id = @org"));
    }

    [Fact]
    public async Task A_vector_of_other_dimensions_is_passed_over()
    {
        await RaiseAsync(_ours, "svc-one");
        await using var engine = await StartAsync();
        await EmbedAsync(engine, _ours);
        await CountAsync("with changed as (update chat.passage_vector set embedding = '[1]' where org_id = @org returning 1) select count(*) from changed");

        Assert.Empty(await SearchAsync(engine, _ours, Unworded));
    }

    [Fact]
    public async Task The_same_text_of_two_organizations_is_each_one_s_own()
    {
        var theirs = PostgresFixture.NewOrganizationId();
        await RaiseAlikeAsync(_ours, "ours");
        await RaiseAlikeAsync(theirs, "theirs");
        await using var engine = await StartAsync();
        await EmbedAsync(engine, _ours);
        await EmbedAsync(engine, theirs);

        Assert.Equal(2, (await world.EmbeddedAsync()).Length);
        var found = Assert.Single(await SearchAsync(engine, theirs, Unworded));
        Assert.DoesNotContain(found.Id, (await SearchAsync(engine, _ours, Unworded)).Select(one => one.Id));
    }

    [Fact]
    public async Task What_no_passage_says_any_more_is_let_go_of()
    {
        await RaiseAsync(_ours, "svc-one");
        await using var engine = await StartAsync();
        await EmbedAsync(engine, _ours);
        await RaiseAsync(_ours, [Draft("svc-one", "It has had it for 187 days.")]);

        await EmbedAsync(engine, _ours);

        Assert.Equal(1, await CountAsync("select count(*) from chat.passage_vector where org_id = @org"));
    }

    private Task<EngineFixture> StartAsync(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new (string Name, string Value)[]
            {
                ("Provider", "openai"), ("Model", "demo"), ("ApiKey", _key), ("Url", world.Embeddings.ToString()), ("Price", "0.02"), ("LeastSimilarity", "0.25"),
                ("TimeoutSeconds", "5"),
            }
            .Concat(settings).Select(setting => KeyValuePair.Create<string, string?>($"Raposa:Chat:Embeddings:{setting.Name}", setting.Value))
            .GroupBy(setting => setting.Key).Select(setting => setting.Last())).Build();
        return ChatSilo.StartAsync(postgres.Tenants, _clock, configuration);
    }

    private static Task<long> EmbedAsync(EngineFixture engine, OrganizationId organization)
    {
        Caller.ActFor(organization);
        return engine.Grains.GetGrain<IRetrievalIndexGrain>(organization.ToString()).Embed();
    }

    private static async Task<ImmutableArray<Evidence>> SearchAsync(EngineFixture engine, OrganizationId organization, string question, int limit = 20)
    {
        Caller.ActFor(organization);
        return (await engine.Grains.GetGrain<IRetrievalGrain>(organization.ToString()).Search(question, limit)).Evidence;
    }

    private async Task<EmbeddingHealth> HealthAsync(EngineFixture engine)
    {
        Caller.ActFor(_ours);
        return (await engine.Grains.GetGrain<IChatReaderGrain>(_ours.ToString()).GetHealth(10)).Embeddings!;
    }

    private Task RaiseAsync(OrganizationId organization, params string[] users) =>
        RaiseAsync(organization, [.. users.Select(user => Draft(user, "An administrator without need."))]);

    private Task RaiseAsync(OrganizationId organization, ImmutableArray<FindingDraft> drafts)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        return new FindingSink(new(postgres.Tenants)).RaiseAsync(organization, drafts, default);
    }

    // The same words under another fingerprint each.
    private Task RaiseAlikeAsync(OrganizationId organization, params string[] fingerprints) =>
        RaiseAsync(organization, [.. fingerprints.Select(fingerprint => Draft("svc-same", "An administrator without need.") with { Fingerprint = fingerprint })]);

    private FindingDraft Draft(string user, string detail) => new()
    {
        Fingerprint = $"iam.admin:{user}", Kind = "iam.admin", Severity = Severity.High, Title = $"{user} has AdministratorAccess", Detail = detail,
        AccountId = "900100200301", Subject = user, SeenAt = _clock.GetUtcNow().AddMinutes(-5),
    };

    private async Task<long> CountAsync(string sql)
    {
        await using var command = postgres.Admin.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter("org", _ours.Value));
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
