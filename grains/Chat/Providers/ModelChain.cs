using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Raposa.Chat;

/// <summary>
/// Asks the models in their order until one answers to its end. What fails before its first word leaves no trace but its
/// record; what fails after it is taken back, said so, and begun anew by the next. A request that is wrong ends the chain,
/// because it would be wrong everywhere.
/// </summary>
internal sealed class ModelChain(IReadOnlyList<ChainLink> links, IProviderCircuits circuits, TimeProvider time)
{
    public async IAsyncEnumerable<ChainEvent> RunAsync(
        ModelPrompt prompt, string? billingTag, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ModelFailure? last = null;
        for (var place = 0; place < links.Count; place++)
        {
            var link = links[place];
            if (await circuits.RefuseAsync(link.Model.Provider) is { } reason)
            {
                last ??= new(ModelFailureKind.CircuitOpen, reason);
                yield return new ChainAttempt(new()
                {
                    Provider = link.Model.Provider, Model = link.ModelId, StartedAt = time.GetUtcNow(), DurationMs = 0,
                    Failure = ModelFailureKind.CircuitOpen, Message = reason,
                });
                continue;
            }

            await using var attempt = new Attempt(link, new(link.ModelId, prompt, link.MaxOutputTokens) { BillingTag = billingTag }, time, cancellationToken);
            while (await attempt.NextAsync() is { } text)
            {
                if (attempt.IsFirst)
                {
                    yield return new ChainServing(link.Model.Provider, link.ModelId, place);
                }

                yield return new ChainText(text);
            }

            var record = attempt.Record();
            await circuits.RecordAsync(record, attempt.Failure?.RetryAfter);
            yield return new ChainAttempt(record);
            if (attempt.Failure is not { } failure)
            {
                yield return new ChainDone(link.Model.Provider, link.ModelId, attempt.WasCutShort);
                yield break;
            }

            last = failure;
            if (failure.Kind is ModelFailureKind.BadRequest or ModelFailureKind.Cancelled)
            {
                break;
            }

            if (record.HadBegun && place < links.Count - 1)
            {
                yield return new ChainRestart(link.Model.Provider, failure);
            }
        }

        yield return new ChainFailed(last ?? new(ModelFailureKind.Gated, "No model is configured."));
    }

    /// <summary>One try: its words as they come, and in the end what became of it.</summary>
    private sealed class Attempt : IAsyncDisposable
    {
        private readonly ChainLink _link;
        private readonly TimeProvider _time;
        private readonly CancellationToken _caller;
        private readonly CancellationTokenSource _patience;
        private readonly CancellationTokenSource _either;
        private readonly IAsyncEnumerator<ModelUpdate> _updates;
        private readonly DateTimeOffset _startedAt;
        private readonly long _start;
        private TimeSpan? _firstToken;
        private ModelUsage? _usage;
        private ModelEnd? _end;
        private int _words;

        public Attempt(ChainLink link, ModelCall call, TimeProvider time, CancellationToken caller)
        {
            (_link, _time, _caller) = (link, time, caller);
            (_startedAt, _start) = (time.GetUtcNow(), time.GetTimestamp());
            _patience = new CancellationTokenSource(link.FirstToken, time);
            _either = CancellationTokenSource.CreateLinkedTokenSource(_patience.Token, caller);
            _updates = link.Model.StreamAsync(call, _either.Token).GetAsyncEnumerator(_either.Token);
        }

        public ModelFailure? Failure { get; private set; }

        public bool IsFirst => _words == 1;

        public bool WasCutShort => _end?.WasCutShort ?? false;

        /// <summary>The next words; null when it is over.</summary>
        [SuppressMessage("Design", "CA1031", Justification = "Whatever a model's client throws, the next one is asked; the words are kept.")]
        public async Task<string?> NextAsync()
        {
            try
            {
                while (await _updates.MoveNextAsync())
                {
                    if (Take(_updates.Current) is { } text)
                    {
                        _patience.CancelAfter(_link.Stall);
                        return text;
                    }
                }

                Failure = _end is null ? new(ModelFailureKind.Interrupted, "The stream ended before the answer did.")
                    : _words == 0 ? new(ModelFailureKind.Malformed, "The answer has no words.")
                    : null;
            }
            catch (ModelFailureException failed)
            {
                Failure = failed.Failure;
            }
            catch (OperationCanceledException) when (_caller.IsCancellationRequested)
            {
                Failure = new(ModelFailureKind.Cancelled, "The answer was stopped.");
            }
            catch (OperationCanceledException) when (_patience.IsCancellationRequested)
            {
                var (what, waited) = _words == 0 ? ("first", _link.FirstToken) : ("next", _link.Stall);
                Failure = new(ModelFailureKind.TimeOut, $"No {what} word in {waited.TotalSeconds:0.#} s.");
            }
            catch (Exception unexpected)
            {
                Failure = new(ModelFailureKind.Malformed, ProviderWords.Of(unexpected.Message));
            }

            return null;
        }

        public ModelAttempt Record() => new()
        {
            Provider = _link.Model.Provider,
            Model = _link.ModelId,
            StartedAt = _startedAt,
            Failure = Failure?.Kind,
            Message = Failure?.Message,
            HttpStatus = Failure?.HttpStatus,
            FirstTokenMs = _firstToken?.TotalMilliseconds,
            DurationMs = _time.GetElapsedTime(_start).TotalMilliseconds,
            InputTokens = _usage?.InputTokens ?? 0,
            OutputTokens = _usage?.OutputTokens ?? 0,
            CostUsd = _usage is null ? 0 : _usage.CostUsd
                ?? ((_usage.InputTokens * _link.InputPrice) + (_usage.OutputTokens * _link.OutputPrice)) / 1_000_000,
            HadBegun = _words > 0,
        };

        public async ValueTask DisposeAsync()
        {
            await _either.CancelAsync();
            try
            {
                await _updates.DisposeAsync();
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or ModelFailureException)
            {
                // The stream is let go of: how it takes that is of no interest any more.
            }

            _either.Dispose();
            _patience.Dispose();
        }

        private string? Take(ModelUpdate update)
        {
            switch (update)
            {
                case ModelUsage usage:
                    _usage = usage;
                    return null;
                case ModelEnd end:
                    _end = end;
                    return null;
                case ModelText text:
                    _firstToken ??= _time.GetElapsedTime(_start);
                    _words++;
                    return text.Text;
                default:
                    return null;
            }
        }
    }
}
