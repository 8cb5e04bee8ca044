using System.Diagnostics.CodeAnalysis;

namespace Raposa.Chat;

/// <summary>One request, and whatever may come of it.</summary>
internal static class EmbeddingCall
{
    /// <returns>Vectors, or why there are none.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a client throws, the texts keep the vector that they have; the words are kept.")]
    public static async Task<(EmbeddedTexts? Answer, ModelFailure? Failure)> TryAsync(
        IEmbedder embedder, IReadOnlyList<string> texts, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var waited = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waited.Token, cancellationToken);
        try
        {
            return (await embedder.EmbedAsync(texts, either.Token), null);
        }
        catch (ModelFailureException failed)
        {
            return (null, failed.Failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new(ModelFailureKind.TimeOut, $"No answer in {patience.TotalSeconds:0.#} s."));
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            return (null, new(ModelFailureKind.Malformed, ProviderWords.Of(unexpected.Message)));
        }
    }
}
