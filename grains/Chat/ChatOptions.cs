namespace Raposa.Chat;

/// <summary>Which models answer, and within what bounds, from <c>Raposa:Chat</c>. Without any model the embedded responder answers.</summary>
public sealed record ChatOptions
{
    /// <summary>The chain, first choice first; a provider without a model is passed over.</summary>
    public IReadOnlyList<string> Order { get; init; } = ["bedrock", "groq", "gemini", "openrouter"];

    /// <summary>By provider.</summary>
    public Dictionary<string, ModelOptions> Providers { get; init; } = [];

    /// <summary>By organization: another chain than everybody's, or other models in it.</summary>
    public Dictionary<string, OrganizationChatOptions> Organizations { get; init; } = [];

    /// <summary>Answers of an organization in a month; those from the cache are free.</summary>
    public int MonthlyAnswers { get; init; } = 5_000;

    /// <summary>Questions, searches and reviews of incidents that an organization may ask for, all its people together; as many at once.</summary>
    public int QuestionsPerMinute { get; init; } = 120;

    /// <summary>The same, of one person.</summary>
    public int PersonQuestionsPerMinute { get; init; } = 30;

    /// <summary>Pieces of evidence for an answer.</summary>
    public int Evidence { get; init; } = 20;

    /// <summary>The model whose vectors are searched beside the built-in ones; none if nothing is said.</summary>
    public EmbeddingOptions Embeddings { get; init; } = new();
}

/// <summary>How one provider is used.</summary>
public sealed record ModelOptions
{
    /// <summary>The provider's id; of Bedrock better an inference profile's.</summary>
    public string? Model { get; init; }

    /// <summary>None for Bedrock, which is signed by the platform's own session.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Null for the provider's own address.</summary>
    public Uri? Url { get; init; }

    /// <summary>Of Bedrock; null for the platform's own.</summary>
    public string? Region { get; init; }
    public double FirstTokenSeconds { get; init; } = 20;
    public double StallSeconds { get; init; } = 15;
    public int MaxOutputTokens { get; init; } = 1_500;

    /// <summary>US dollars for a million tokens.</summary>
    public decimal InputPrice { get; init; }
    public decimal OutputPrice { get; init; }
}

/// <summary>Where an organization differs.</summary>
public sealed record OrganizationChatOptions
{
    public IReadOnlyList<string>? Order { get; init; }

    /// <summary>By provider: another model.</summary>
    public Dictionary<string, string> Models { get; init; } = [];
    public int? MonthlyAnswers { get; init; }
    public int? QuestionsPerMinute { get; init; }
    public int? PersonQuestionsPerMinute { get; init; }
}
