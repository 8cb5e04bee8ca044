namespace Raposa.Chat;

/// <summary>The chain against four providers on the wire, each failing in each of its ways.</summary>
public sealed class ModelChainTests(ModelWorld world) : IClassFixture<ModelWorld>, IAsyncLifetime
{
    private const string Words = "The role ops-break-glass can do everything and was last used in spring.";

    private static readonly ModelPrompt Prompt = new("Answer from the evidence.", [new(IsPerson: true, "Who can do everything?")]);

    private static readonly string[] Order = ["bedrock", "groq", "gemini", "openrouter"];

    public Task InitializeAsync() => world.SayAsync(Words);

    public Task DisposeAsync() => world.HealAsync();

    [Theory]
    [InlineData("bedrock", 0)]
    [InlineData("groq", 0)]
    [InlineData("gemini", 0)]
    [InlineData("openrouter", 0.00125)]
    public async Task Each_provider_streams_a_whole_answer_with_what_it_cost(string provider, double cost)
    {
        var events = await RunAsync([Link(provider)]);

        Assert.Equal(Words, TextOf(events));
        Assert.True(events.OfType<ChainText>().Count() > 5);
        var attempt = Assert.Single(events.OfType<ChainAttempt>()).Attempt;
        Assert.Null(attempt.Failure);
        Assert.True(attempt is { InputTokens: > 0, OutputTokens: 12, FirstTokenMs: >= 0 });
        Assert.Equal((decimal)cost, attempt.CostUsd);
        Assert.Equal(provider, Assert.IsType<ChainDone>(events[^1]).Provider);
    }

    [Theory, MemberData(nameof(ModelFailureCases.All), MemberType = typeof(ModelFailureCases))]
    public async Task A_failure_is_classed_recorded_in_the_providers_words_and_ends_in_an_answer_or_a_clear_error(
        string provider, string fault, ModelFailureKind kind, string words)
    {
        await world.FailAsync(provider, fault);
        var next = provider == "openrouter" ? "groq" : "openrouter";

        var events = await RunAsync([Impatient(provider, fault), Link(next)]);

        var failed = events.OfType<ChainAttempt>().First().Attempt;
        Assert.Equal((provider, kind), (failed.Provider, failed.Failure));
        Assert.Contains(words, failed.Message, StringComparison.Ordinal);
        if (kind == ModelFailureKind.BadRequest)
        {
            Assert.Equal(kind, Assert.IsType<ChainFailed>(events[^1]).Failure.Kind);
            Assert.Single(events.OfType<ChainAttempt>());
            return;
        }

        Assert.Equal(next, Assert.IsType<ChainDone>(events[^1]).Provider);
        Assert.Equal(Words, TextOf(events));
        Assert.Equal(failed.HadBegun, events.Any(one => one is ChainRestart));
    }

    /// <summary>The first fails before its first word, so nobody sees it; the second after, so what it said is taken back.</summary>
    [Fact]
    public async Task An_answer_falls_through_all_of_them_and_two_writers_words_are_never_one_answer()
    {
        await world.FailAsync("bedrock", "payment");
        await world.FailAsync("groq", "rate-limit");
        await world.FailAsync("gemini", "error-after");

        var events = await RunAsync([.. Order.Select(Link)]);

        Assert.Equal(Words, TextOf(events));
        Assert.Equal("gemini", Assert.Single(events.OfType<ChainRestart>()).Provider);
        Assert.Equal(["gemini", "openrouter"], events.OfType<ChainServing>().Select(one => one.Provider));
        Assert.Equal(Order, events.OfType<ChainAttempt>().Select(one => one.Attempt.Provider));
    }

    [Fact]
    public async Task When_all_of_them_fail_the_error_is_the_last_ones()
    {
        await world.FailAsync("groq", "unavailable");
        await world.FailAsync("openrouter", "credits");

        var events = await RunAsync([Link("groq"), Link("openrouter")]);

        Assert.Equal(ModelFailureKind.Payment, Assert.IsType<ChainFailed>(events[^1]).Failure.Kind);
    }

    [Fact]
    public async Task A_longest_answer_that_is_reached_is_an_answer_and_says_so()
    {
        await world.FailAsync("bedrock", "cut-short");

        Assert.True(Assert.IsType<ChainDone>((await RunAsync([Link("bedrock")]))[^1]).WasCutShort);
    }

    [Fact]
    public async Task A_provider_whose_circuit_is_open_is_not_asked_and_the_record_says_why()
    {
        var circuits = new Circuits { Refused = "groq" };

        var events = await RunAsync([Link("groq"), Link("gemini")], circuits);

        Assert.Equal(ModelFailureKind.CircuitOpen, events.OfType<ChainAttempt>().First().Attempt.Failure);
        Assert.Equal("gemini", Assert.IsType<ChainDone>(events[^1]).Provider);
        Assert.Equal(["gemini"], circuits.Recorded);
    }

    [Fact]
    public async Task What_a_person_stops_is_recorded_and_nobody_else_is_asked()
    {
        await world.FailAsync("bedrock", "stall-after");
        using var stop = new CancellationTokenSource();
        List<ChainEvent> events = [];

        await foreach (var one in new ModelChain([Link("bedrock"), Link("groq")], new Circuits(), TimeProvider.System).RunAsync(Prompt, null, stop.Token))
        {
            events.Add(one);
            if (one is ChainText)
            {
                await stop.CancelAsync();
            }
        }

        Assert.Equal(ModelFailureKind.Cancelled, Assert.Single(events.OfType<ChainAttempt>()).Attempt.Failure);
        Assert.IsType<ChainFailed>(events[^1]);
    }

    [Fact]
    public async Task A_bare_id_of_a_newer_model_is_refused_as_Bedrock_does()
    {
        var events = await RunAsync([new(world.Model("bedrock"), "anthropic.claude-sonnet-4-5")]);

        Assert.Equal(ModelFailureKind.Gated, Assert.IsType<ChainFailed>(events[^1]).Failure.Kind);
    }

    private ChainLink Link(string provider) => new(world.Model(provider), provider == "bedrock"
        ? "arn:aws:bedrock:eu-west-1:900100200900:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0"
        : "demo");

    private ChainLink Impatient(string provider, string fault)
    {
        var soon = TimeSpan.FromMilliseconds(500);
        return fault switch
        {
            "stall-before" => Link(provider) with { FirstToken = soon },
            "stall-after" => Link(provider) with { Stall = soon },
            _ => Link(provider),
        };
    }

    private static async Task<List<ChainEvent>> RunAsync(ChainLink[] links, Circuits? circuits = null)
    {
        List<ChainEvent> events = [];
        await foreach (var one in new ModelChain(links, circuits ?? new(), TimeProvider.System).RunAsync(Prompt, "tag", default))
        {
            events.Add(one);
        }

        return events;
    }

    // What somebody who reads along has before them at the end.
    private static string TextOf(IEnumerable<ChainEvent> events) =>
        events.Aggregate("", (text, one) => one switch { ChainText more => text + more.Text, ChainRestart => "", _ => text });

    private sealed class Circuits : IProviderCircuits
    {
        public string? Refused { get; init; }

        public List<string> Recorded { get; } = [];

        public Task<string?> RefuseAsync(string provider) => Task.FromResult(provider == Refused ? "open" : null);

        public Task RecordAsync(ModelAttempt attempt, TimeSpan? retryAfter)
        {
            Recorded.Add(attempt.Provider);
            return Task.CompletedTask;
        }
    }
}
