namespace Raposa.Support;

/// <summary>A clock that stands where it is set. For code that asks the time and waits for nothing.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
