namespace Raposa.Collection;

/// <summary>
/// Tokens that come back at a rate. Who takes one that is not there yet is told how long to wait: callers queue in the
/// order they asked, with no timer and no thread.
/// </summary>
internal sealed class TokenBucket(BucketRate rate, DateTimeOffset now)
{
    private readonly Lock _lock = new();
    private double _tokens = rate.Burst;
    private DateTimeOffset _at = now;

    /// <summary>Takes a token, which may lie in the future.</summary>
    /// <returns>How long until it is there.</returns>
    public TimeSpan Take(DateTimeOffset now)
    {
        lock (_lock)
        {
            Refill(now);
            _tokens--;
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / rate.PerSecond);
        }
    }

    public bool IsFull(DateTimeOffset now)
    {
        lock (_lock)
        {
            Refill(now);
            return _tokens >= rate.Burst;
        }
    }

    private void Refill(DateTimeOffset now)
    {
        if (now > _at)
        {
            _tokens = Math.Min(rate.Burst, _tokens + ((now - _at).TotalSeconds * rate.PerSecond));
            _at = now;
        }
    }
}

/// <summary>How many calls a second, and how many at once after a silence.</summary>
internal sealed record BucketRate(double PerSecond, double Burst);
