using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Raposa.Collection;

/// <summary>A vendor that says what a test wrote down, page by page, and remembers what it was asked.</summary>
internal sealed class ScriptedReader : ISourceReader
{
    private readonly ConcurrentQueue<object> _answers = new();

    /// <summary>Cursors that were asked for, in order.</summary>
    public ConcurrentQueue<string?> Asked { get; } = new();

    /// <summary>Keys that were asked for, in order.</summary>
    public ConcurrentQueue<ImmutableArray<string>> AskedOnly { get; } = new();

    /// <summary>A <see cref="SourcePage"/>, a <see cref="SourceReadException"/>, or a task of a page. Without any: an empty last page.</summary>
    public void Answers(params object[] answers) => Array.ForEach(answers, _answers.Enqueue);

    public async Task<SourcePage> ReadAsync(
        SourceDefinition source, CollectorKey key, string? cursor, ImmutableArray<string> only, CancellationToken cancellationToken)
    {
        Asked.Enqueue(cursor);
        AskedOnly.Enqueue(only);
        return _answers.TryDequeue(out var answer)
            ? answer switch
            {
                SourcePage page => page,
                Task<SourcePage> later => await later.WaitAsync(cancellationToken),
                Exception failure => throw failure,
                _ => throw new InvalidOperationException($"{answer} is no answer."),
            }
            : Page(0);
    }

    public static SourcePage Page(int resources, string? next = null) => new(
        [.. Enumerable.Range(0, resources).Select(n => new CollectedResource($"{next}-{n}", "{}"u8.ToArray()))], next);

    public static SourceReadException Failure(FailureKind kind, TimeSpan? retryAfter = null) =>
        new(new(kind, "test:Read", kind.ToString(), $"The vendor says {kind}."), retryAfter);
}
