namespace Raposa.Organizations;

public class SignInThrottleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    [InlineData(7, 4)]
    [InlineData(8, 8)]
    [InlineData(9, 15)]
    [InlineData(500, 15)]
    public void Failures_lock_for_minutes(int failures, int minutes)
    {
        var throttle = Enumerable.Range(0, failures).Aggregate(SignInThrottle.None, (state, _) => state.Fail(Now));

        Assert.Equal(minutes > 0, throttle.IsLocked(Now));
        Assert.False(throttle.IsLocked(Now.AddMinutes(minutes)));
        Assert.Equal(minutes > 0, throttle.IsLocked(Now.AddMinutes(minutes).AddTicks(-1)));
    }
}
