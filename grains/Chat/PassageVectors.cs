using Microsoft.Extensions.Logging;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>Gives passages vectors of the configured model. Without one it does nothing; when the model fails, what has no vector waits for the next time.</summary>
internal sealed partial class PassageVectors(
    IEnumerable<IEmbedder> embedders, ChatOptions options, PassageVectorStore store, IProviderCircuits circuits, TimeProvider time, ILogger<PassageVectors> logger)
{
    /// <summary>Texts for one transaction: some seconds of a model, and a few megabytes.</summary>
    public const int Slice = 256;

    private readonly IEmbedder? _embedder = embedders.SingleOrDefault();

    /// <summary>Null if none is configured.</summary>
    public string? Embedder => _embedder?.Name;

    /// <summary>Embeds those of these texts that have no vector yet, each once. Nothing is written.</summary>
    public async Task<EmbeddingOutcome?> EmbedNewAsync(OrganizationId organization, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        if (_embedder is null)
        {
            return null;
        }

        var hashed = texts.Distinct(StringComparer.Ordinal).Select(HashedText.Of).ToList();
        var known = await store.GetKnownAsync(organization, _embedder.Name, [.. hashed.Select(text => text.Sha256)], cancellationToken);
        return await EmbedAsync(organization, hashed.FindAll(text => !known.Contains(text.Sha256)), cancellationToken);
    }

    /// <summary>Embeds what has no vector, a slice at a time, until nothing is left, the model fails or the time is over.</summary>
    /// <param name="writeAsync">Keeps a slice.</param>
    /// <param name="until">No slice begins later.</param>
    public async Task EmbedMissingAsync(
        OrganizationId organization, Func<EmbeddingOutcome, Task> writeAsync, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (_embedder is null || await store.CountMissingAsync(organization, _embedder.Name, cancellationToken) is not (> 0 and var all))
        {
            return;
        }

        var (done, after) = (0, "");
        while (time.GetUtcNow() <= until && await store.GetMissingAsync(organization, _embedder.Name, after, Slice, cancellationToken) is { Length: > 0 } slice
            && await EmbedAsync(organization, slice, cancellationToken) is { } outcome)
        {
            await writeAsync(outcome);
            (done, after) = (done + outcome.Vectors.Count, slice[^1].Sha256);
            if (all > Slice)
            {
                LogProgress(done, all, organization);
            }

            if (outcome.HasStopped)
            {
                return;
            }
        }
    }

    private async Task<EmbeddingOutcome?> EmbedAsync(OrganizationId organization, IReadOnlyList<HashedText> texts, CancellationToken cancellationToken)
    {
        if (texts.Count == 0)
        {
            return null;
        }

        var outcome = await new EmbeddingPass(_embedder!, options.Embeddings, time).RunAsync(texts, cancellationToken);
        await circuits.RecordAsync(outcome.Use.ToAttempt(outcome.HasStopped), outcome.Use.Failure?.RetryAfter);
        if (outcome.Use.Failure is { } failure)
        {
            LogFailed(outcome.Vectors.Count, texts.Count, organization, _embedder!.Name, failure.Kind, failure.Message);
        }

        return outcome;
    }

    [LoggerMessage(LogLevel.Information, "Embedded {Done} of {All} texts of {Organization}")]
    private partial void LogProgress(int done, int all, OrganizationId organization);

    [LoggerMessage(LogLevel.Warning,
        "Embedded {Done} of {All} texts of {Organization} by {Embedder}; the others are found by words until the next analysis tries again: {Kind}, {Message}")]
    private partial void LogFailed(int done, int all, OrganizationId organization, string embedder, ModelFailureKind kind, string message);
}
