namespace Raposa.Chat;

/// <summary>What a provider was asked to embed at one time, and what became of it, as it is kept.</summary>
internal sealed record EmbeddingUse
{
    public required string Provider { get; init; }
    public required string Model { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required double DurationMs { get; init; }

    /// <summary>That came back as vectors.</summary>
    public required int Texts { get; init; }

    /// <summary>As the provider counted them; 0 where it said nothing.</summary>
    public required int Tokens { get; init; }

    /// <summary>By the configured price.</summary>
    public required decimal CostUsd { get; init; }

    /// <summary>What ended it before its end, or was said of a text that the provider refused; null if every text has its vector.</summary>
    public ModelFailure? Failure { get; init; }

    /// <param name="price">US dollars for a million tokens.</param>
    public static EmbeddingUse Of(
        IEmbedder embedder, DateTimeOffset startedAt, TimeSpan duration, int texts, int tokens, decimal price, ModelFailure? failure) => new()
    {
        Provider = embedder.Provider, Model = embedder.Model, StartedAt = startedAt, DurationMs = duration.TotalMilliseconds, Texts = texts, Tokens = tokens,
        CostUsd = tokens * price / 1_000_000, Failure = failure,
    };

    /// <summary>For the circuit of the provider.</summary>
    /// <param name="hasFailed">The failure is the provider's, and not about a text.</param>
    public ModelAttempt ToAttempt(bool hasFailed) => new()
    {
        Provider = Provider, Model = Model, StartedAt = StartedAt, DurationMs = DurationMs, InputTokens = Tokens, CostUsd = CostUsd,
        Failure = hasFailed ? Failure?.Kind : null, Message = hasFailed ? Failure?.Message : null,
    };
}

/// <summary>What came of embedding some texts.</summary>
/// <param name="Vectors">Of those that have one now, in the order of the texts.</param>
/// <param name="HasStopped">The provider cannot: whatever else there is would fail as well.</param>
internal sealed record EmbeddingOutcome(IReadOnlyList<TextVector> Vectors, EmbeddingUse Use, bool HasStopped);
