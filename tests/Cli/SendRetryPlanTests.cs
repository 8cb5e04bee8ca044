namespace Raposa.Cli;

public class SendRetryPlanTests
{
    private static readonly RetryPlan Plan = new();

    [Theory]
    [InlineData(1, 0.0, 0.25)]
    [InlineData(1, 1.0, 0.5)]
    [InlineData(3, 1.0, 2.0)]
    [InlineData(7, 1.0, 30.0)]
    public void Waits_double_up_to_a_ceiling_and_jitter_takes_off_up_to_half(int attempts, double chance, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Plan.DelayAfter(attempts, asked: null, chance));

    [Fact]
    public void Gives_up_after_the_last_attempt() => Assert.Null(Plan.DelayAfter(8, asked: null, 0));

    [Fact]
    public void A_server_that_asks_for_longer_is_waited_for() =>
        Assert.Equal(TimeSpan.FromSeconds(12), Plan.DelayAfter(1, TimeSpan.FromSeconds(12), 0));

    [Theory, InlineData(-1), InlineData(301)]
    public void A_server_that_wants_no_retry_or_asks_for_too_long_gets_none(int seconds) =>
        Assert.Null(Plan.DelayAfter(1, TimeSpan.FromSeconds(seconds), 0));
}
