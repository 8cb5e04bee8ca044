namespace Raposa.Collection;

/// <summary>
/// A session that is opened when it is first needed and shared by all who call: one opens it, the others wait for that one.
/// If it cannot be opened, that is the answer for a while, so that a refused role costs STS one call and not one per source.
/// </summary>
internal sealed class AwsSession(
    Func<CancellationToken, Task<AwsCredentials>> openAsync, TimeSpan renewBefore, TimeProvider time) : IAwsSession, IDisposable
{
    private static readonly TimeSpan RefusalHolds = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1, 1);
    private AwsCredentials? _current;
    private (SourceReadException Refusal, DateTimeOffset Until)? _refused;

    public async Task<AwsCredentials> GetAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } known)
        {
            return known;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            return Fresh() ?? await OpenAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Expire(AwsCredentials used) => Interlocked.CompareExchange(ref _current, null, used);

    public void Dispose() => _one.Dispose();

    private AwsCredentials? Fresh() =>
        _current is { } known && time.GetUtcNow() < known.ExpiresAt - renewBefore ? known : null;

    private async Task<AwsCredentials> OpenAsync(CancellationToken cancellationToken)
    {
        if (_refused is { } refused && time.GetUtcNow() < refused.Until)
        {
            throw new SourceReadException(refused.Refusal.Failure, refused.Until - time.GetUtcNow(), calls: 0, cause: refused.Refusal);
        }

        try
        {
            var opened = await openAsync(cancellationToken);
            _refused = null;
            return _current = opened;
        }
        catch (SourceReadException refusal)
        {
            _refused = (refusal, time.GetUtcNow() + RefusalHolds);
            throw;
        }
    }
}
