namespace Orleans;

/// <summary>The older way to cancel: a token that is a message itself. Shared by reference, since all is one process.</summary>
[GenerateSerializer, Immutable]
public sealed class GrainCancellationToken : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    internal GrainCancellationToken()
    {
    }

    public CancellationToken CancellationToken => _source.Token;

    internal bool IsCancellationRequested => _source.IsCancellationRequested;

    internal Task Cancel() => _source.CancelAsync();

    public void Dispose() => _source.Dispose();
}

public sealed class GrainCancellationTokenSource : IDisposable
{
    public GrainCancellationToken Token { get; } = new();

    public bool IsCancellationRequested => Token.IsCancellationRequested;

    public Task Cancel() => Token.Cancel();

    public void Dispose() => Token.Dispose();
}
