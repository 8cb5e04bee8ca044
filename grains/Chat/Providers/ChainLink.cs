namespace Raposa.Chat;

/// <summary>One place in the chain: a model, how long it may take, and what it costs.</summary>
internal sealed record ChainLink(IModel Model, string ModelId)
{
    /// <summary>Until its first word.</summary>
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Between two words.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(15);

    public int MaxOutputTokens { get; init; } = 1_500;

    /// <summary>US dollars for a million tokens; what the provider itself says counts before.</summary>
    public decimal InputPrice { get; init; }
    public decimal OutputPrice { get; init; }
}

/// <summary>Whether a provider is worth asking, and what came of asking it.</summary>
internal interface IProviderCircuits
{
    /// <summary>Null if it may be asked; else why not.</summary>
    Task<string?> RefuseAsync(string provider);

    Task RecordAsync(ModelAttempt attempt, TimeSpan? retryAfter);
}
