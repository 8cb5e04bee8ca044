namespace Raposa.Chat;

/// <summary>Which model turns texts into vectors beside the built-in embedder, from <c>Raposa:Chat:Embeddings</c>.</summary>
public sealed record EmbeddingOptions
{
    public const string None = "none", Titan = "titan", OpenAi = "openai";

    /// <summary><c>none</c>, <c>titan</c> on Bedrock, or <c>openai</c> for any endpoint of that shape.</summary>
    public string Provider { get; init; } = None;

    /// <summary>Titan has one that is meant if nothing is said.</summary>
    public string? Model { get; init; }

    /// <summary>Of Bedrock's runtime, or of <c>/embeddings</c>; null for the provider's own.</summary>
    public Uri? Url { get; init; }

    /// <summary>Sent as a bearer token; endpoints of one's own may have none. Titan is signed by the platform's own session.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Of Bedrock; null for the platform's own.</summary>
    public string? Region { get; init; }

    /// <summary>Of Titan 256, 512 or 1024, which is meant if nothing is said; of others null for the model's own.</summary>
    public int? Dimensions { get; init; }

    /// <summary>For a request with passages.</summary>
    public double TimeoutSeconds { get; init; } = 20;

    /// <summary>For a question: who asks does not wait longer, and the search goes on without.</summary>
    public double QuestionTimeoutSeconds { get; init; } = 2;

    /// <summary>US dollars for a million tokens.</summary>
    public decimal Price { get; init; }

    /// <summary>
    /// The cosine from which a passage is near a question that it shares no word with. Models differ: of what has nothing to do with each
    /// other, Titan says 0.0 to 0.2 and some say 0.7.
    /// </summary>
    public double LeastSimilarity { get; init; } = 0.4;
}
