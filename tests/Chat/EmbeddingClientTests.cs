using Raposa.Collection;

namespace Raposa.Chat;

/// <summary>Both clients of embeddings over HTTP: what they make of vectors, and of everything that is none.</summary>
public sealed class EmbeddingClientTests(ModelWorld world) : IClassFixture<ModelWorld>, IAsyncLifetime
{
    private string _key = "";

    public async Task InitializeAsync()
    {
        await world.HealAsync();
        await world.EmbeddedAsync();
        _key = await world.OpenAiKeyAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Titan_gives_a_text_a_vector_of_the_dimensions_that_are_configured()
    {
        var answer = await world.Embedder(Titan(256)).EmbedAsync(["The bucket is public"], default);

        Assert.Equal(256, answer.Vectors.Single().Values.Length);
        Assert.Equal(1, Cosine(answer.Vectors[0], answer.Vectors[0]), 4);
        // The, bucket, is, public: four, and one more for four letters each of the two long ones.
        Assert.Equal(6, answer.Tokens);
    }

    [Fact]
    public async Task What_means_the_same_is_nearer_than_what_shares_nothing()
    {
        var titan = world.Embedder(Titan(1024));

        var question = (await titan.EmbedAsync(["containers for anybody"], default)).Vectors[0];
        var (near, far) = ((await titan.EmbedAsync(["public bucket"], default)).Vectors[0], (await titan.EmbedAsync(["grown bill"], default)).Vectors[0]);

        Assert.True(Cosine(question, near) > 0.8 && Cosine(question, far) < 0.2);
    }

    [Fact]
    public async Task The_other_one_s_vectors_are_in_the_order_of_the_texts_whatever_the_order_of_the_answer()
    {
        var embedder = world.Embedder(OpenAi());

        var together = await embedder.EmbedAsync(["first text", "second text", "third text"], default);

        var alone = (await embedder.EmbedAsync(["second text"], default)).Vectors[0];
        Assert.Equal(3, together.Vectors.Length);
        Assert.Equal(1, Cosine(alone, together.Vectors[1]), 4);
        Assert.True(Cosine(alone, together.Vectors[0]) < 0.9);
    }

    [Fact]
    public async Task Dimensions_are_told_only_where_they_are_configured()
    {
        Assert.Equal(384, (await world.Embedder(OpenAi()).EmbedAsync(["a text"], default)).Vectors[0].Values.Length);
        Assert.Equal(128, (await world.Embedder(OpenAi() with { Model = "text-embedding-3-small", Dimensions = 128 }).EmbedAsync(["a text"], default)).Vectors[0].Values.Length);
    }

    [Theory]
    [InlineData("titan", "throttle", ModelFailureKind.RateLimited)]
    [InlineData("titan", "denied", ModelFailureKind.Auth)]
    [InlineData("titan", "no-access", ModelFailureKind.Gated)]
    [InlineData("titan", "unavailable", ModelFailureKind.Overloaded)]
    [InlineData("titan", "html-502", ModelFailureKind.Overloaded)]
    [InlineData("titan", "empty", ModelFailureKind.BadRequest)]
    [InlineData("titan", "too-long", ModelFailureKind.ContextTooLong)]
    [InlineData("titan", "shape", ModelFailureKind.Malformed)]
    [InlineData("titan", "drop", ModelFailureKind.Overloaded)]
    [InlineData("openai", "rate-limit", ModelFailureKind.RateLimited)]
    [InlineData("openai", "quota", ModelFailureKind.Quota)]
    [InlineData("openai", "internal", ModelFailureKind.Overloaded)]
    [InlineData("openai", "too-long", ModelFailureKind.ContextTooLong)]
    [InlineData("openai", "few", ModelFailureKind.Malformed)]
    [InlineData("openai", "no-data", ModelFailureKind.Malformed)]
    [InlineData("openai", "html-200", ModelFailureKind.Malformed)]
    [InlineData("openai", "html-502", ModelFailureKind.Overloaded)]
    public async Task A_failure_is_what_the_provider_means_by_it(string provider, string fault, ModelFailureKind kind)
    {
        await world.FailAsync(provider, fault);
        var embedder = world.Embedder(provider == "titan" ? Titan(256) : OpenAi());

        var failed = await Assert.ThrowsAsync<ModelFailureException>(() => embedder.EmbedAsync(["a text"], default));

        Assert.Equal(kind, failed.Failure.Kind);
        Assert.NotEmpty(failed.Failure.Message);
    }

    [Fact]
    public async Task Dimensions_that_the_model_has_not_are_refused_in_its_own_words()
    {
        var titan = await Assert.ThrowsAsync<ModelFailureException>(() => world.Embedder(Titan(100)).EmbedAsync(["a text"], default));
        var other = await Assert.ThrowsAsync<ModelFailureException>(() => world.Embedder(OpenAi() with { Dimensions = 100 }).EmbedAsync(["a text"], default));

        Assert.Contains("#/dimensions: 100 is not a valid enum value", titan.Failure.Message, StringComparison.Ordinal);
        Assert.Equal((ModelFailureKind.BadRequest, "This model does not support specifying dimensions."), (other.Failure.Kind, other.Failure.Message));
    }

    [Fact]
    public async Task A_wrong_key_or_signature_is_said_without_the_key()
    {
        var stranger = new BedrockRequestClient(
            world.Address, "eu-west-1", _ => Task.FromResult(new AwsCredentials("ASIAXXXXXXXXXXXXXXXX", "wrong", "none", DateTimeOffset.MaxValue)),
            TimeProvider.System.GetUtcNow);

        var signature = await Assert.ThrowsAsync<ModelFailureException>(() => world.Embedder(Titan(256), stranger).EmbedAsync(["a text"], default));
        var key = await Assert.ThrowsAsync<ModelFailureException>(() => world.Embedder(OpenAi() with { ApiKey = "sk-wrong" }).EmbedAsync(["a text"], default));

        Assert.Equal((ModelFailureKind.Auth, ModelFailureKind.Auth), (signature.Failure.Kind, key.Failure.Kind));
        Assert.Contains("Incorrect API key provided: [key].", key.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_longer_than_the_model_takes_is_cut_to_what_it_takes()
    {
        var long_ = string.Concat(Enumerable.Repeat("A sentence of some words. ", 2_400));

        var outcome = await Pass(Titan(256)).RunAsync([HashedText.Of(long_)], default);

        // Nine tokens for twenty-six characters: 50,000 have some 17,300, half of the 62,400 has 10,800, and half of that is below 8,192.
        var sent = (await world.EmbeddedAsync()).Select(request => request.Single().Length).ToList();
        Assert.Equal(3, sent.Count);
        Assert.InRange(sent[0], 40_000, 50_000);
        Assert.InRange(sent[1], 25_000, 31_200);
        Assert.InRange(sent[2], 12_500, 15_600);
        Assert.Equal(HashedText.HashOf(long_), outcome.Vectors.Single().Sha256);
        Assert.False(outcome.HasStopped);
    }

    [Fact]
    public async Task A_provider_that_is_throttled_for_a_moment_is_asked_again()
    {
        await world.FailAsync("openai", "rate-limit-once");

        var outcome = await Pass(OpenAi()).RunAsync(Texts(3), default);

        Assert.Equal((3, false), (outcome.Vectors.Count, outcome.HasStopped));
        Assert.Equal(2, (await world.EmbeddedAsync()).Length);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_given_up()
    {
        await world.FailAsync("titan", "stall");

        var outcome = await Pass(Titan(256) with { TimeoutSeconds = 0.1 }).RunAsync(Texts(1), default);

        Assert.Equal((0, true, ModelFailureKind.TimeOut), (outcome.Vectors.Count, outcome.HasStopped, outcome.Use.Failure?.Kind));
    }

    [Fact]
    public async Task A_batch_that_is_refused_is_sent_text_by_text()
    {
        await world.FailAsync("openai", "empty-once");

        var outcome = await Pass(OpenAi()).RunAsync(Texts(3), default);

        Assert.Equal((3, false), (outcome.Vectors.Count, outcome.HasStopped));
        Assert.Equal([3, 1, 1, 1], (await world.EmbeddedAsync()).Select(request => request.Length));
    }

    [Fact]
    public async Task A_provider_that_refuses_every_text_is_not_sent_all_of_them()
    {
        var outcome = await Pass(OpenAi() with { Dimensions = 100 }).RunAsync(Texts(20), default);

        Assert.Equal((0, true, ModelFailureKind.BadRequest), (outcome.Vectors.Count, outcome.HasStopped, outcome.Use.Failure?.Kind));
        // All together, and then eight of them.
        Assert.Equal(9, (await world.EmbeddedAsync()).Length);
    }

    [Fact]
    public async Task What_came_before_a_failure_is_kept_and_accounted_for()
    {
        await world.FailAsync("openai", "few");
        var failed = await Pass(OpenAi()).RunAsync(Texts(3), default);
        await world.HealAsync();

        var outcome = await Pass(OpenAi() with { Price = 20 }).RunAsync([HashedText.Of("The bucket is public"), HashedText.Of("The bucket is public"), .. Texts(1)], default);

        Assert.Equal((0, 0), (failed.Vectors.Count, failed.Use.Tokens));
        // Twice six tokens, and "text", "number" and "0": two, two and one.
        Assert.Equal((3, 17, 0.00034m), (outcome.Use.Texts, outcome.Use.Tokens, outcome.Use.CostUsd));
    }

    private static EmbeddingOptions Titan(int dimensions) =>
        new() { Provider = EmbeddingOptions.Titan, Model = EmbeddingSettings.TitanModel, Dimensions = dimensions };

    private EmbeddingOptions OpenAi() => new() { Provider = EmbeddingOptions.OpenAi, Model = "demo", ApiKey = _key };

    private EmbeddingPass Pass(EmbeddingOptions options) => new(world.Embedder(options), options, TimeProvider.System);

    private static HashedText[] Texts(int count) => [.. Enumerable.Range(0, count).Select(number => HashedText.Of($"Text number {number}"))];

    private static double Cosine(DenseVector one, DenseVector other) => one.Values.Zip(other.Values, (mine, theirs) => (double)mine * theirs).Sum();
}
