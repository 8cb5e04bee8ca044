using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>A model that turns texts into vectors, wherever it runs.</summary>
internal interface IEmbedder
{
    /// <summary><c>titan</c> or <c>openai</c>.</summary>
    string Provider { get; }

    string Model { get; }

    /// <summary>Of the provider, its model and its dimensions; goes with every stored vector.</summary>
    string Name { get; }

    /// <summary>How many texts a request may have.</summary>
    int TextsAtOnce { get; }

    /// <summary>How many requests may be under way.</summary>
    int RequestsAtOnce { get; }

    /// <summary>A vector for each text, in their order, at length 1. A text that is too long is cut, at the end of a sentence or word.</summary>
    /// <param name="texts">None is empty; as many as <see cref="TextsAtOnce"/> at the most.</param>
    /// <exception cref="ModelFailureException">There are none, or not as documented.</exception>
    Task<EmbeddedTexts> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken);
}

/// <param name="Tokens">As the provider counted them; 0 where it said nothing.</param>
internal sealed record EmbeddedTexts(ImmutableArray<DenseVector> Vectors, int Tokens);
