namespace Raposa.Organizations;

/// <summary>
/// What may be done so many times a minute: as many at once as in a minute, which then grow back one by one. Within any t minutes it gives
/// PerMinute × (1 + t) at the most. Immutable: each step gives the next.
/// </summary>
/// <remarks>
/// Kept as the one time at which it is full again (the generic cell rate algorithm): whole ticks, so no fraction is lost or gained however
/// often it is asked.
/// </remarks>
/// <param name="PerMinute">1 or more.</param>
public readonly record struct TokenBucket(int PerMinute, DateTimeOffset FullAt)
{
    public static TokenBucket Full(int perMinute) => new(perMinute, DateTimeOffset.MinValue);

    // Rounded up, so that what grows back is never too much.
    private TimeSpan Interval => TimeSpan.FromTicks((TimeSpan.TicksPerMinute + PerMinute - 1) / PerMinute);

    private TimeSpan Whole => Interval * PerMinute;

    /// <summary>How many can be taken at once now.</summary>
    public int RemainingAt(DateTimeOffset now) => (int)((Whole - FullIn(now)).Ticks / Interval.Ticks);

    /// <summary>How long until it is full. A clock that was set back does not make it longer than from empty.</summary>
    public TimeSpan FullIn(DateTimeOffset now) => FullAt <= now ? TimeSpan.Zero : FullAt - now < Whole ? FullAt - now : Whole;

    /// <summary>How long until one can be taken; zero if one can be now.</summary>
    public TimeSpan WaitAt(DateTimeOffset now) => FullIn(now) + Interval is var needed && needed > Whole ? needed - Whole : TimeSpan.Zero;

    /// <summary>One is taken, whether or not there is one: ask <see cref="WaitAt"/> first.</summary>
    public TokenBucket Take(DateTimeOffset now) => this with { FullAt = now + FullIn(now) + Interval };

    /// <summary>One that was taken comes back.</summary>
    public TokenBucket Return() => this with { FullAt = FullAt - Interval };
}
