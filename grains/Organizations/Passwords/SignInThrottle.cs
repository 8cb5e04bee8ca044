namespace Raposa.Organizations;

/// <summary>
/// How often an account may be tried: the fifth failure in a row locks it for a minute, each one after that for twice as
/// long, up to 15 minutes. Immutable: each attempt gives the next state.
/// </summary>
internal sealed record SignInThrottle(int Failures, DateTimeOffset LockedUntil)
{
    public static readonly SignInThrottle None = new(0, DateTimeOffset.MinValue);

    private const int FreeFailures = 4;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public bool IsLocked(DateTimeOffset now) => now < LockedUntil;

    public SignInThrottle Fail(DateTimeOffset now)
    {
        var failures = Failures + 1;
        return new(failures, failures > FreeFailures ? now + LockAfter(failures) : LockedUntil);
    }

    private static TimeSpan LockAfter(int failures)
    {
        var minutes = Math.Pow(2, Math.Min(failures - FreeFailures - 1, 10));
        return minutes < Longest.TotalMinutes ? TimeSpan.FromMinutes(minutes) : Longest;
    }
}
