namespace Raposa.Chat;

/// <summary>
/// Embeds some texts, as many at once as their embedder takes, and keeps what came before it failed. A provider that cannot just now is
/// tried again a little later; one that refuses a text loses that text; one that refuses all, or cannot for long, is asked no more.
/// </summary>
internal sealed class EmbeddingPass(IEmbedder embedder, EmbeddingOptions options, TimeProvider time)
{
    private const int Tries = 3, MostRefused = 8, ShortestText = 1_000;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250), LongestWait = TimeSpan.FromSeconds(20);

    private ModelFailure? _stopped;
    private ModelFailure? _last;
    private int _refused;

    public async Task<EmbeddingOutcome> RunAsync(IReadOnlyList<HashedText> texts, CancellationToken cancellationToken)
    {
        var (startedAt, start) = (time.GetUtcNow(), time.GetTimestamp());
        var batches = texts.Chunk(embedder.TextsAtOnce).ToArray();
        var done = new Batch[batches.Length];
        // On the scheduler of the grain, as whatever runs in one.
        var turns = new ParallelOptions
        {
            MaxDegreeOfParallelism = embedder.RequestsAtOnce, TaskScheduler = TaskScheduler.Current, CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, batches.Length, turns, async (at, token) =>
            done[at] = _stopped is null ? await EmbedAsync(batches[at], token) : Batch.Empty);
        List<TextVector> vectors = [.. done.SelectMany(one => one.Vectors)];
        return new(
            vectors,
            EmbeddingUse.Of(embedder, startedAt, time.GetElapsedTime(start), vectors.Count, done.Sum(one => one.Tokens), options.Price, _stopped ?? _last),
            _stopped is not null);
    }

    private async Task<Batch> EmbedAsync(HashedText[] texts, CancellationToken cancellationToken)
    {
        var (answer, failure) = await TryAsync(texts, cancellationToken);
        if (answer is not null)
        {
            _refused = 0;
            return new([.. texts.Zip(answer.Vectors, (text, vector) => new TextVector(text.Sha256, vector))], answer.Tokens);
        }

        _last = failure;
        if (failure!.Kind is not (ModelFailureKind.BadRequest or ModelFailureKind.ContextTooLong or ModelFailureKind.ContentBlocked))
        {
            _stopped = failure;
            return Batch.Empty;
        }

        if (texts.Length > 1)
        {
            return await OneByOneAsync(texts, cancellationToken);
        }

        // Characters say little of tokens: what was too long by those is halved until it fits, and stands for the whole.
        if (failure.Kind == ModelFailureKind.ContextTooLong && texts[0].Text.Length > ShortestText)
        {
            return await EmbedAsync([texts[0] with { Text = TextCut.At(texts[0].Text, texts[0].Text.Length / 2) }], cancellationToken);
        }

        // As many in a row are no texts' fault.
        if (Interlocked.Increment(ref _refused) >= MostRefused)
        {
            _stopped = failure;
        }

        return Batch.Empty;
    }

    private async Task<Batch> OneByOneAsync(HashedText[] texts, CancellationToken cancellationToken)
    {
        List<TextVector> vectors = [];
        var tokens = 0;
        for (var at = 0; at < texts.Length && _stopped is null; at++)
        {
            var one = await EmbedAsync([texts[at]], cancellationToken);
            vectors.AddRange(one.Vectors);
            tokens += one.Tokens;
        }

        return new(vectors, tokens);
    }

    private async Task<(EmbeddedTexts? Answer, ModelFailure? Failure)> TryAsync(HashedText[] texts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (answer, failure) = await EmbeddingCall.TryAsync(
                embedder, [.. texts.Select(text => text.Text)], TimeSpan.FromSeconds(options.TimeoutSeconds), time, cancellationToken);
            var wait = failure?.RetryAfter ?? (FirstWait * Math.Pow(2, attempt - 1));
            if (failure is null || attempt == Tries || wait > LongestWait || failure.Kind is not (
                ModelFailureKind.RateLimited or ModelFailureKind.Overloaded or ModelFailureKind.TimeOut or ModelFailureKind.Interrupted))
            {
                return (answer, failure);
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private sealed record Batch(IReadOnlyList<TextVector> Vectors, int Tokens)
    {
        public static readonly Batch Empty = new([], 0);
    }
}
