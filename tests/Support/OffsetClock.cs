namespace Raposa.Support;

/// <summary>The system's clock, put forward by hand or stopped. Timers run as ever, so an engine lives on it as on the real one.</summary>
internal sealed class OffsetClock : TimeProvider
{
    private long _offsetTicks;
    private long _stoppedAt;

    public override DateTimeOffset GetUtcNow()
    {
        var stoppedAt = Interlocked.Read(ref _stoppedAt);
        var now = stoppedAt == 0 ? base.GetUtcNow() : new DateTimeOffset(stoppedAt, TimeSpan.Zero);
        return now.AddTicks(Interlocked.Read(ref _offsetTicks));
    }

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offsetTicks, by.Ticks);

    /// <summary>Until what is returned is disposed, time passes only by <see cref="Advance"/>: on a busy machine a rate that counts seconds would let more through.</summary>
    public IDisposable Stop()
    {
        Interlocked.Exchange(ref _stoppedAt, base.GetUtcNow().UtcTicks);
        return new Stopped(this);
    }

    private sealed class Stopped(OffsetClock clock) : IDisposable
    {
        public void Dispose() => Interlocked.Exchange(ref clock._stoppedAt, 0);
    }
}
