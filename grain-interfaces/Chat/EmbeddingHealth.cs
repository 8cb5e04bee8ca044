using Orleans;

namespace Raposa.Chat;

/// <summary>How the model that embeds passages and questions does. What has no vector of it is found by words alone.</summary>
[GenerateSerializer, Immutable, Alias("raposa.embedding-health")]
public sealed record EmbeddingHealth
{
    /// <summary>Its provider, model and dimensions, such as <c>titan/amazon.titan-embed-text-v2:0/1024</c>.</summary>
    [Id(0)] public required string Embedder { get; init; }

    /// <summary>Of the organization.</summary>
    [Id(1)] public required int Passages { get; init; }

    /// <summary>Of them with a vector of this embedder.</summary>
    [Id(2)] public required int Embedded { get; init; }

    /// <summary>Of the last thirty days, as the provider counted them.</summary>
    [Id(3)] public required long Tokens { get; init; }

    /// <summary>Of the last thirty days, in US dollars by the configured price.</summary>
    [Id(4)] public required decimal CostUsd { get; init; }

    /// <summary>Why the last request failed, in the provider's own words; null if it did not.</summary>
    [Id(5)] public string? LastFailure { get; init; }

    /// <summary>Why it is not asked just now; null if it is.</summary>
    [Id(6)] public string? Refusing { get; init; }
}
