using System.Collections.Immutable;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>
/// Finds passages by the configured model's vectors. Without one, or when it fails, it finds nothing and the search goes on by words; a question
/// is embedded once, and who asks waits no longer than the setting allows. Shared by all of a process.
/// </summary>
internal sealed partial class MeaningSearch(
    IEnumerable<IEmbedder> embedders, ChatOptions options, PassageVectorStore store, IProviderCircuits circuits, TimeProvider time, ILogger<MeaningSearch> logger)
    : IDisposable
{
    /// <summary>Of some four kilobytes each.</summary>
    private const int Most = 2_000;
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(30);

    private readonly IEmbedder? _embedder = embedders.SingleOrDefault();
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>Nearest first.</summary>
    public async Task<ImmutableArray<SimilarPassage>> FindAsync(
        OrganizationId organization, string question, PassageFilter filter, int limit, CancellationToken cancellationToken) =>
        _embedder is not null && await EmbedAsync(_embedder, organization, question, cancellationToken) is { } vector
            ? await store.NearestAsync(organization, _embedder.Name, vector, filter, limit, cancellationToken)
            : [];

    public void Dispose() => _known.Dispose();

    private async Task<DenseVector?> EmbedAsync(IEmbedder embedder, OrganizationId organization, string question, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((organization, question), out DenseVector? known))
        {
            return known;
        }

        if (string.IsNullOrWhiteSpace(question))
        {
            return null;
        }

        if (await circuits.RefuseAsync(embedder.Provider) is { } reason)
        {
            LogByWords(organization, embedder.Name, ModelFailureKind.CircuitOpen, reason);
            return null;
        }

        var (startedAt, start) = (time.GetUtcNow(), time.GetTimestamp());
        var (answer, failure) = await EmbeddingCall.TryAsync(
            embedder, [question], TimeSpan.FromSeconds(options.Embeddings.QuestionTimeoutSeconds), time, cancellationToken);
        var use = EmbeddingUse.Of(
            embedder, startedAt, time.GetElapsedTime(start), answer is null ? 0 : 1, answer?.Tokens ?? 0, options.Embeddings.Price, failure);
        await circuits.RecordAsync(use.ToAttempt(failure is not null), failure?.RetryAfter);
        await store.WriteUseAsync(organization, embedder.Name, use, cancellationToken);
        if (failure is not null)
        {
            LogByWords(organization, embedder.Name, failure.Kind, failure.Message);
            return null;
        }

        return _known.Set((organization, question), answer!.Vectors[0], new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Unused });
    }

    [LoggerMessage(LogLevel.Warning, "A question of {Organization} is searched by words alone, without {Embedder}: {Kind}, {Message}")]
    private partial void LogByWords(OrganizationId organization, string embedder, ModelFailureKind kind, string message);
}
