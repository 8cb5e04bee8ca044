using System.Collections.Immutable;
using Orleans;

namespace Raposa.Chat;

/// <summary>Reads conversations and what models did from PostgreSQL. Keyed by organization; stateless.</summary>
[Alias("raposa.chat-reader-grain")]
public interface IChatReaderGrain : IGrainWithStringKey
{
    /// <summary>A person's, latest first, keyset pages, without their turns.</summary>
    /// <exception cref="ArgumentException">The cursor is none that a page gave.</exception>
    [Alias("get-conversations")]
    Task<ConversationPage> GetConversations(Guid personId, int limit, string? cursor);

    /// <summary>Who served the organization's last answers, and why the others did not.</summary>
    /// <param name="answers">How many, 1 to 1000.</param>
    [Alias("get-health")]
    Task<ModelsHealth> GetHealth(int answers);
}

[GenerateSerializer, Immutable, Alias("raposa.conversation-page")]
public sealed record ConversationPage([property: Id(0)] ImmutableArray<Conversation> Conversations, [property: Id(1)] string? Next);

/// <param name="Answers">That were looked at; cached ones asked nobody and are not among them.</param>
/// <param name="PastFirst">How many of them the first choice did not serve.</param>
/// <param name="Providers">By how much they served.</param>
[GenerateSerializer, Immutable, Alias("raposa.models-health")]
public sealed record ModelsHealth(
    [property: Id(0)] int Answers, [property: Id(1)] int PastFirst, [property: Id(2)] ImmutableArray<ModelHealth> Providers)
{
    /// <summary>Null if no model embeds: the built-in embedder has no wire and no failures.</summary>
    [Id(3)] public EmbeddingHealth? Embeddings { get; init; }
}

/// <param name="Served">Answers to their end.</param>
/// <param name="FirstTokenMs">Of those, the median; null if it served none.</param>
/// <param name="Failures">By why.</param>
/// <param name="LastFailure">In the provider's own words.</param>
/// <param name="Refusing">Why it is not asked just now; null if it is.</param>
[GenerateSerializer, Immutable, Alias("raposa.model-health")]
public sealed record ModelHealth(
    [property: Id(0)] string Provider,
    [property: Id(1)] int Served,
    [property: Id(2)] double? FirstTokenMs,
    [property: Id(3)] ImmutableDictionary<ModelFailureKind, int> Failures,
    [property: Id(4)] string? LastFailure,
    [property: Id(5)] string? Refusing);
